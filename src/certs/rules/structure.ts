import { refusalOfCertificate } from '../../qdrant/tls/x509.ts'
import { rawCertificatesOf } from '../pem-file.ts'
import { leafOf, type Rule } from '../rule.ts'

export const structure: Rule = {
  id: 'certs/structure',
  level: 'error',
  summary: 'The certificate has a structure that rustls does not read.',
  reason:
    'Version 3 only, no unknown critical extension, no extension twice. gRPC and the node port do not start with another; REST presents it, and rustls clients refuse it.',
  check: (set) => {
    // As it stands in the file, which may be more than OpenSSL makes of it.
    const [first] = leafOf(set) === undefined ? [] : rawCertificatesOf(set.certificate.bytes)
    const refusal = first && refusalOfCertificate(first.raw)
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
