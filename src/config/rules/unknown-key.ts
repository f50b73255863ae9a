import type { Rule } from '../rule.ts'
import { unknownOfKind } from '../unknown-keys.ts'

export const unknownKey: Rule = {
  id: 'config/unknown-key',
  level: 'error',
  summary: 'The server does not know the key and ignores it.',
  reason: 'Qdrant ignores unknown keys in silence: a misspelt api_key starts an open server.',
  source: 'src/settings.rs',
  check: (subject) =>
    unknownOfKind(subject, 'spelling', ({ path }) => `Qdrant does not know ${path} and ignores it`),
}
