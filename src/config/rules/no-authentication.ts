import type { Rule } from '../rule.ts'
import { KEY_SETTINGS } from '../subject.ts'

export const noAuthentication: Rule = {
  id: 'config/no-authentication',
  level: 'warning',
  summary: 'No key is set, so everybody may do everything.',
  reason: 'Qdrant asks for credentials only when at least one key is set. It says nothing when none is.',
  source: 'src/common/auth/mod.rs',
  check: (subject) =>
    subject.isRead &&
    subject.layers.every(({ limit }) => limit === undefined) &&
    KEY_SETTINGS.every((path) => subject.text(path) === undefined)
      ? [
          {
            message: 'no key is set: everybody who reaches the server may do everything',
            hint: 'set service.api_key: qdrant-auth keygen',
          },
        ]
      : [],
}
