import type { Rule } from '../rule.ts'
import { unknownOfKind } from '../unknown-keys.ts'

export const missingBlank: Rule = {
  id: 'config/missing-blank',
  level: 'error',
  summary: 'There is no blank behind the colon of a key.',
  reason: 'In braces `{api_key:abc}` is one key without a value, and the server starts without the setting.',
  source: 'yaml-rust2 0.10 src/scanner.rs',
  check: (subject) =>
    unknownOfKind(
      subject,
      'blank',
      ({ shown }) => `${shown} lacks a blank behind its colon, so it is not set`,
    ),
}
