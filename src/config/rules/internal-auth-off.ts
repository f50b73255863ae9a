import type { Rule } from '../rule.ts'

export const internalAuthOff: Rule = {
  id: 'config/internal-auth-off',
  level: 'warning',
  summary: 'The node port asks nobody for a key.',
  reason: 'Keys are checked on the node port only with service.enforce_internal_auth (1.18.0 and later).',
  source: 'src/tonic/mod.rs',
  check: (subject) =>
    subject.flag('cluster.enabled') &&
    subject.outcome.authentication.enabled &&
    !subject.flag('service.enforce_internal_auth')
      ? [
          {
            message: 'the node port asks for no key',
            hint: 'set service.enforce_internal_auth: true on every node, and restart them together',
            location: subject.placeOf('service.enforce_internal_auth', 'cluster.enabled'),
          },
        ]
      : [],
}
