import type { Rule } from '../rule.ts'

export const internalAuthWithoutKey: Rule = {
  id: 'config/internal-auth-without-key',
  level: 'error',
  summary: 'Nodes are to show each other a key, and there is none.',
  reason: 'enforce_internal_auth does nothing without api_key.',
  source: 'src/tonic/mod.rs',
  check: (subject) =>
    subject.flag('service.enforce_internal_auth') && !subject.hasFullKey
      ? [
          {
            message: 'enforce_internal_auth does nothing without api_key',
            hint: 'set service.api_key, the same on every node',
            location: subject.placeOf('service.enforce_internal_auth'),
          },
        ]
      : [],
}
