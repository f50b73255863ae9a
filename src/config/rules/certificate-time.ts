import { faultsOf } from '../certificate-fault-places.ts'
import type { Rule } from '../rule.ts'

export const certificateTime: Rule = {
  id: 'config/certificate-time',
  level: 'error',
  summary: 'A certificate is not valid now.',
  reason: 'No client that checks certificates connects.',
  source: '',
  check: (subject) => faultsOf(subject, 'time'),
}
