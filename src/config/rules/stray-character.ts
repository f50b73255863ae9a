import type { Rule } from '../rule.ts'

const STRAY = /[\0\uFEFF]/

export const strayCharacter: Rule = {
  id: 'config/stray-character',
  level: 'error',
  summary: 'A NUL or a byte order mark stands inside the file.',
  reason: 'It is part of the name or the value next to it, where nobody sees it.',
  source: 'yaml-rust2 0.10 src/scanner.rs',
  check: (subject) =>
    subject.files.flatMap(({ file, text }) => {
      // The first says enough: a binary file has thousands.
      const found = STRAY.exec(text)
      if (found === null) return []
      return [
        {
          message: `${found[0] === '\0' ? 'a NUL' : 'a byte order mark'} stands inside the file`,
          hint: 'remove it: most editors do not show it',
          location: subject.rangeAt(file, found.index, found.index + 1),
        },
      ]
    }),
}
