import { faultsOf } from '../certificate-fault-places.ts'
import type { Rule } from '../rule.ts'

export const missingCertificate: Rule = {
  id: 'config/missing-certificate',
  level: 'error',
  summary: 'A certificate or key file cannot be read.',
  reason:
    'Paths start from the directory the server is started in. REST ends the process, gRPC is left out in silence.',
  source: 'src/actix/certificate_helpers.rs',
  check: (subject) => faultsOf(subject, 'missing'),
}
