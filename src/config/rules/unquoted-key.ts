import { isScalar, quoted, textOfScalar } from '../quoting.ts'
import type { Rule } from '../rule.ts'

export const unquotedKey: Rule = {
  id: 'config/unquoted-key',
  level: 'warning',
  summary: 'A key is written without quotes and is a number to YAML.',
  reason: 'It happens to come out as the same text. The next key may not.',
  source: 'config-rs 0.15 src/value.rs',
  check: (subject) =>
    subject.keyEntries().flatMap(({ path, raw }) => {
      const text = subject.sourceText(raw)
      if (text === undefined || !isScalar(raw) || textOfScalar(raw) !== text) return []
      return [
        {
          message: `${path} is not in quotes, and YAML takes it for a ${raw.kind === 'boolean' ? 'word' : 'number'}`,
          hint: 'put it in double quotes',
          location: subject.place(raw),
          ...quoted(subject, raw, text),
        },
      ]
    }),
}
