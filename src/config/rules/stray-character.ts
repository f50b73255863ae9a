import type { Rule } from '../rule.ts'

const STRAY = /[\0\uFEFF]/g

export const strayCharacter: Rule = {
  id: 'config/stray-character',
  level: 'error',
  summary: 'A NUL or a byte order mark stands inside the file.',
  reason: 'It is part of the name or the value next to it, where nobody sees it.',
  source: 'yaml-rust2 0.10 src/scanner.rs',
  check: (subject) =>
    subject.files.flatMap(({ file, text }) =>
      [...text.matchAll(STRAY)].map(({ 0: found, index }) => ({
        message: `${found === '\0' ? 'a NUL' : 'a byte order mark'} stands inside the file`,
        hint: 'remove it: most editors do not show it',
        location: subject.rangeAt(file, index, index + 1),
      })),
    ),
}
