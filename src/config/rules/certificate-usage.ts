import { faultsOf } from '../certificate-fault-places.ts'
import type { Rule } from '../rule.ts'

export const certificateUsage: Rule = {
  id: 'config/certificate-usage',
  level: 'error',
  summary: 'The certificate is not for this use.',
  reason: 'Clients and other nodes check what a certificate is for; a CA is refused from a server.',
  source: 'rustls-webpki src/verify_cert.rs',
  check: (subject) => faultsOf(subject, 'usage'),
}
