import type { Rule } from '../rule.ts'
import { unknownOfKind } from '../unknown-keys.ts'

export const misplacedKey: Rule = {
  id: 'config/misplaced-key',
  level: 'error',
  summary: 'A key stands in a table where the server does not look for it.',
  reason: 'It is ignored in silence there: TLS or authentication that was meant to be on stays off.',
  source: 'src/settings.rs',
  check: (subject) =>
    unknownOfKind(subject, 'place', ({ path }) => `Qdrant does not look for ${path} and ignores it`),
}
