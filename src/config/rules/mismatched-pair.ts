import { faultsOf } from '../certificate-fault-places.ts'
import type { Rule } from '../rule.ts'

export const mismatchedPair: Rule = {
  id: 'config/mismatched-pair',
  level: 'error',
  summary: 'The private key does not belong to the certificate.',
  reason: 'REST starts all the same, and every handshake fails.',
  source: 'src/actix/certificate_helpers.rs',
  check: (subject) => faultsOf(subject, 'mismatch'),
}
