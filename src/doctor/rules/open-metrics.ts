import { isOnThisMachine, portLabel, portNamed } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const openMetrics: Rule = {
  id: 'doctor/open-metrics',
  group: 'surface',
  level: 'warning',
  summary: 'The metrics port asks nobody for a key.',
  reason:
    'service.metrics_port has no authentication: whoever reaches it reads the names and sizes of all collections.',
  check: (node) => {
    const port = portNamed(node, 'metrics')
    if (port === undefined || node.metrics?.kind !== 'ok' || port.served?.demandsCertificate === true)
      return []
    return [
      {
        message: `${portLabel(port)} asks nobody for a key`,
        hint: `keep it behind a firewall, or close it: ${configCommand(node, 'unset service.metrics_port')}, and ${restartOf(node)}`,
        ...(isOnThisMachine(port) && { level: 'note' as const }),
      },
    ]
  },
}
