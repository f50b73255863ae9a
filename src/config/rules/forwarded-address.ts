import type { Rule } from '../rule.ts'

export const forwardedAddress: Rule = {
  id: 'config/forwarded-address',
  level: 'warning',
  summary: 'The address in the audit log is what the caller says.',
  reason:
    'With trust_forwarded_headers any caller can write another address, unless a proxy replaces the header.',
  source: 'lib/storage/src/audit.rs',
  check: (subject) =>
    subject.flag('audit.enabled') && subject.flag('audit.trust_forwarded_headers')
      ? [
          {
            message: 'callers can choose the address that the audit log shows',
            hint: 'only behind a proxy that sets X-Forwarded-For itself',
            location: subject.placeOf('audit.trust_forwarded_headers'),
          },
        ]
      : [],
}
