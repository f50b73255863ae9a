import type { Rule } from '../rule.ts'
import { unknownOfKind } from '../unknown-keys.ts'

export const mergeKey: Rule = {
  id: 'config/merge-key',
  level: 'error',
  summary: 'A YAML merge key is not expanded.',
  reason: 'Qdrant reads YAML 1.2 without `<<`: what was to be merged is missing.',
  source: 'yaml-rust2 0.10 src/yaml.rs',
  check: (subject) =>
    unknownOfKind(
      subject,
      'merge',
      ({ path }) => `Qdrant does not expand ${path}: what it names is not merged in`,
    ),
}
