import { faultsOf } from '../certificate-fault-places.ts'
import type { Rule } from '../rule.ts'

export const certificateTime: Rule = {
  id: 'config/certificate-time',
  level: 'error',
  summary: 'A certificate is not valid now.',
  reason:
    'No client that checks certificates connects. Of a CA the server itself never looks at the dates, but other libraries do.',
  source: 'rustls-webpki src/trust_anchor.rs',
  check: (subject) => faultsOf(subject, 'time'),
}
