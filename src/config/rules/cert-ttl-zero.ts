import type { Rule } from '../rule.ts'

export const certTtlZero: Rule = {
  id: 'config/cert-ttl-zero',
  level: 'warning',
  summary: 'cert_ttl 0 means that REST never reads a new certificate.',
  reason: 'The server warns about the 0 and then takes it for never; a renewed certificate needs a restart.',
  source: 'src/actix/certificate_helpers.rs',
  check: (subject) =>
    subject.outcome.values.integer('tls.cert_ttl') === 0n
      ? [
          {
            message: 'tls.cert_ttl is 0: REST never reads a renewed certificate',
            hint: 'write seconds, such as 3600',
            location: subject.placeOf('tls.cert_ttl'),
          },
        ]
      : [],
}
