import type { Rule } from '../rule.ts'
import { fixFor, hintFor, unknownKeys } from '../unknown-keys.ts'

export const foreignKey: Rule = {
  id: 'config/foreign-key',
  level: 'warning',
  summary: 'The key is no setting of Qdrant.',
  reason: 'It does nothing. Newer releases may know it.',
  source: 'src/settings.rs',
  check: (subject) =>
    unknownKeys(subject).flatMap((unknown) =>
      unknown.kind === 'foreign'
        ? [
            {
              message: `Qdrant does not know ${unknown.path} and ignores it`,
              ...hintFor(unknown),
              location: unknown.location,
              ...fixFor(unknown),
            },
          ]
        : [],
    ),
}
