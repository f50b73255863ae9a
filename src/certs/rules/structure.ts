import { refusalOfCertificate } from '../../qdrant/tls/x509.ts'
import { leafOf, type Rule } from '../rule.ts'

export const structure: Rule = {
  id: 'certs/structure',
  level: 'error',
  summary: 'The certificate has a structure that rustls does not read.',
  reason:
    'Version 3 only, no unknown critical extension, no extension twice. gRPC and the node port do not start with another; REST presents it, and rustls clients refuse it.',
  check: (set) => {
    const leaf = leafOf(set)
    const refusal = leaf && refusalOfCertificate(leaf.raw)
    return refusal === undefined
      ? []
      : [
          {
            message: `rustls cannot read it: ${refusal}`,
            hint: 'gRPC and the node port do not start with it',
          },
        ]
  },
}
