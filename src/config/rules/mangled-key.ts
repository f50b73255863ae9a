import { isScalar, quoted, textOfScalar } from '../quoting.ts'
import type { Rule } from '../rule.ts'

export const mangledKey: Rule = {
  id: 'config/mangled-key',
  level: 'error',
  summary: 'A key is written without quotes and the server reads another text.',
  reason:
    'YAML takes 1e10, 0x1f, 007 or true for a number or boolean; the server turns it back into another text.',
  source: 'config-rs 0.15 src/value.rs',
  check: (subject) =>
    subject.keyEntries().flatMap(({ path, raw }) => {
      const text = subject.sourceText(raw)
      if (text === undefined || !isScalar(raw) || textOfScalar(raw) === text) return []
      return [
        {
          message: `${path} is not in quotes, and the server reads it as something other than this text`,
          hint: 'put it in double quotes',
          location: subject.place(raw),
          ...quoted(subject, raw, text),
        },
      ]
    }),
}
