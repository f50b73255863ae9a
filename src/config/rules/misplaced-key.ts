import type { Rule } from '../rule.ts'
import { fixFor, hintFor, unknownKeys } from '../unknown-keys.ts'

export const misplacedKey: Rule = {
  id: 'config/misplaced-key',
  level: 'error',
  summary: 'A key stands in a table where the server does not look for it.',
  reason: 'It is ignored in silence there: TLS or authentication that was meant to be on stays off.',
  source: 'src/settings.rs',
  check: (subject) =>
    unknownKeys(subject).flatMap((unknown) =>
      unknown.kind === 'place'
        ? [
            {
              message: `Qdrant does not look for ${unknown.path} and ignores it`,
              ...hintFor(unknown),
              location: unknown.location,
              ...fixFor(unknown),
            },
          ]
        : [],
    ),
}
