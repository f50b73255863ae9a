import type { Rule } from '../rule.ts'

export const clientCertificateWithoutTls: Rule = {
  id: 'config/client-certificate-without-tls',
  level: 'error',
  summary: 'Client certificates are to be demanded, but TLS is off.',
  reason: 'Without service.enable_tls the setting does nothing: whoever connects is served.',
  source: 'src/actix/certificate_helpers.rs',
  check: (subject) =>
    subject.flag('service.verify_https_client_certificate') && !subject.flag('service.enable_tls')
      ? [
          {
            message: 'verify_https_client_certificate does nothing without enable_tls',
            hint: 'set service.enable_tls: true',
            location: subject.placeOf('service.verify_https_client_certificate'),
          },
        ]
      : [],
}
