import type { Rule } from '../rule.ts'
import { unknownOfKind } from '../unknown-keys.ts'

export const foreignKey: Rule = {
  id: 'config/foreign-key',
  level: 'warning',
  summary: 'The key is no setting of Qdrant.',
  reason: 'It does nothing. Newer releases may know it.',
  source: 'src/settings.rs',
  check: (subject) =>
    unknownOfKind(subject, 'foreign', ({ path }) => `Qdrant does not know ${path} and ignores it`),
}
