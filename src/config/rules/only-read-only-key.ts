import type { Rule } from '../rule.ts'

export const onlyReadOnlyKey: Rule = {
  id: 'config/only-read-only-key',
  level: 'warning',
  summary: 'The only key is the read-only one.',
  reason: 'Nobody can write then, and no token can be signed.',
  source: 'src/common/auth/mod.rs',
  check: (subject) =>
    subject.text('service.read_only_api_key') !== undefined && !subject.hasFullKey
      ? [
          {
            message: 'only a read-only key is set: nobody can write',
            hint: 'set service.api_key as well',
            location: subject.placeOf('service.read_only_api_key'),
          },
        ]
      : [],
}
