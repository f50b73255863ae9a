import type { Rule } from '../rule.ts'

export const nullCa: Rule = {
  id: 'config/null-ca',
  level: 'error',
  summary: 'Certificates are to be checked, and there is no CA.',
  reason:
    'verify_https_client_certificate and TLS between nodes need tls.ca_cert; with null REST or the process does not come up.',
  source: 'src/actix/certificate_helpers.rs, src/common/helpers.rs',
  check: (subject) => {
    if (!subject.checksCertificates || !subject.isRead || subject.value('tls.ca_cert') !== null) return []
    return [
      {
        message: 'tls.ca_cert is null, and certificates are to be checked',
        hint: 'name the file with the CA',
        location: subject.placeOf('tls.ca_cert', 'service.verify_https_client_certificate'),
      },
    ]
  },
}
