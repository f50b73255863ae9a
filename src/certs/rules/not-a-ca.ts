import { subjectLine } from '../certificate.ts'
import type { Rule } from '../rule.ts'

export const notACa: Rule = {
  id: 'certs/not-a-ca',
  level: 'warning',
  summary: 'A certificate in the CA file is not one of a CA.',
  reason: 'Qdrant trusts whatever is in ca_cert, also without CA:TRUE. Python, Go, Java and curl do not.',
  check: ({ authority, trusted, chain }) =>
    trusted
      // A self-signed certificate that is its own CA is meant so.
      .filter((one) => !one.ca && !chain[0]?.raw.equals(one.raw))
      .map((one) => ({
        message: `${subjectLine(one)} is not the certificate of a CA`,
        hint: 'clients of other libraries refuse it',
        ...(authority !== undefined && { file: authority.file }),
      })),
}
