import type { Rule } from '../rule.ts'
import { unknownOfKind } from '../unknown-keys.ts'

export const wrongCase: Rule = {
  id: 'config/wrong-case',
  level: 'error',
  summary: 'A key is right but for its case, so the server ignores it.',
  reason: 'Keys of files are case-sensitive; only variables are not.',
  source: 'config-rs 0.15 src/path/mod.rs',
  check: (subject) =>
    unknownOfKind(
      subject,
      'case',
      ({ path }) => `Qdrant does not know ${path} and ignores it: keys are case-sensitive`,
    ),
}
