import type { Rule } from '../rule.ts'
import { fixFor, hintFor, unknownKeys } from '../unknown-keys.ts'

export const wrongCase: Rule = {
  id: 'config/wrong-case',
  level: 'error',
  summary: 'A key is right but for its case, so the server ignores it.',
  reason: 'Keys of files are case-sensitive; only variables are not.',
  source: 'config-rs 0.15 src/path/mod.rs',
  check: (subject) =>
    unknownKeys(subject).flatMap((unknown) =>
      unknown.kind === 'case'
        ? [
            {
              message: `Qdrant does not know ${unknown.path} and ignores it: keys are case-sensitive`,
              ...hintFor(unknown),
              location: unknown.location,
              ...fixFor(unknown),
            },
          ]
        : [],
    ),
}
