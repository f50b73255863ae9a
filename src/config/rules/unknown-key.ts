import type { Rule } from '../rule.ts'
import { fixFor, hintFor, unknownKeys } from '../unknown-keys.ts'

export const unknownKey: Rule = {
  id: 'config/unknown-key',
  level: 'error',
  summary: 'The server does not know the key and ignores it.',
  reason: 'Qdrant ignores unknown keys in silence: a misspelt api_key starts an open server.',
  source: 'src/settings.rs',
  check: (subject) =>
    unknownKeys(subject).flatMap((unknown) =>
      unknown.kind === 'spelling'
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
