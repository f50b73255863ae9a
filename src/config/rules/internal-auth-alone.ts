import type { Rule } from '../rule.ts'

export const internalAuthAlone: Rule = {
  id: 'config/internal-auth-alone',
  level: 'note',
  summary: 'enforce_internal_auth is set on a server without a cluster.',
  reason: 'There is no node port to protect.',
  source: 'src/tonic/mod.rs',
  check: (subject) =>
    subject.flag('service.enforce_internal_auth') && !subject.flag('cluster.enabled')
      ? [
          {
            message: 'enforce_internal_auth does nothing without a cluster',
            location: subject.placeOf('service.enforce_internal_auth'),
          },
        ]
      : [],
}
