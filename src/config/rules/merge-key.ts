import type { Rule } from '../rule.ts'
import { fixFor, hintFor, unknownKeys } from '../unknown-keys.ts'

export const mergeKey: Rule = {
  id: 'config/merge-key',
  level: 'error',
  summary: 'A YAML merge key is not expanded.',
  reason: 'Qdrant reads YAML 1.2 without `<<`: what was to be merged is missing.',
  source: 'yaml-rust2 0.10 src/yaml.rs',
  check: (subject) =>
    unknownKeys(subject).flatMap((unknown) =>
      unknown.kind === 'merge'
        ? [
            {
              message: `Qdrant does not expand ${unknown.path}: what it names is not merged in`,
              ...hintFor(unknown),
              location: unknown.location,
              ...fixFor(unknown),
            },
          ]
        : [],
    ),
}
