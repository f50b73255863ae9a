import { isLoopback } from '../listening.ts'
import type { Rule } from '../rule.ts'

export const keyWithoutTls: Rule = {
  id: 'config/key-without-tls',
  level: 'warning',
  summary: 'Keys cross the network in plain text.',
  reason: 'Without TLS whoever sees the traffic has the key.',
  source: 'src/actix/mod.rs',
  check: (subject) => {
    const host = subject.text('service.host') ?? '0.0.0.0'
    if (!subject.outcome.authentication.enabled || subject.flag('service.enable_tls') || isLoopback(host))
      return []
    return [
      {
        message: `keys are sent in plain text to ${host}`,
        hint: 'set service.enable_tls, or listen on 127.0.0.1',
        location: subject.placeOf('service.host'),
      },
    ]
  },
}
