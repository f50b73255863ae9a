import { KEY_SETTINGS } from '../key-settings.ts'
import type { Rule } from '../rule.ts'

export const noAuthentication: Rule = {
  id: 'config/no-authentication',
  level: 'error',
  summary: 'No key is set, so everybody may do everything.',
  reason: 'Qdrant asks for credentials only when at least one key is set. It says nothing when none is.',
  check: ({ files, text }) =>
    files.every(({ broken }) => broken === undefined) && KEY_SETTINGS.every((path) => !text(path))
      ? [
          {
            message: 'no key is set: everybody who reaches the server may do everything',
            hint: 'set service.api_key: qdrant-auth keygen',
            level: 'warning',
          },
        ]
      : [],
}
