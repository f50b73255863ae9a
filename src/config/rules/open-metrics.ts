import { isLoopback } from '../listening.ts'
import type { Rule } from '../rule.ts'

export const openMetrics: Rule = {
  id: 'config/open-metrics',
  level: 'warning',
  summary: 'The metrics port asks nobody for a key.',
  reason: 'Whoever reaches service.metrics_port reads the names and sizes of all collections.',
  source: 'src/actix/metrics_service.rs',
  check: (subject) => {
    const host = subject.text('service.host') ?? '0.0.0.0'
    const port = subject.value('service.metrics_port')
    const certified =
      subject.flag('service.enable_tls') && subject.flag('service.verify_https_client_certificate')
    if (port === null || isLoopback(host) || certified) return []
    return [
      {
        message: `the metrics port ${port} asks for no key`,
        hint: 'keep it behind a firewall, or demand client certificates',
        location: subject.placeOf('service.metrics_port'),
      },
    ]
  },
}
