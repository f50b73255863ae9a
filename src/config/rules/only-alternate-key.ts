import type { Rule } from '../rule.ts'

export const onlyAlternateKey: Rule = {
  id: 'config/only-alternate-key',
  level: 'warning',
  summary: 'The alternate key is set without api_key.',
  reason: 'It has the rights of api_key and is meant for the time of a rotation.',
  source: 'src/common/auth/mod.rs',
  check: (subject) =>
    subject.text('service.alt_api_key') !== undefined && subject.text('service.api_key') === undefined
      ? [
          {
            message: 'alt_api_key is set without api_key',
            hint: 'make it the api_key',
            location: subject.placeOf('service.alt_api_key'),
          },
        ]
      : [],
}
