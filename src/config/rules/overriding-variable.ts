import type { Rule } from '../rule.ts'
import { isSet } from '../subject.ts'

export const overridingVariable: Rule = {
  id: 'config/overriding-variable',
  level: 'warning',
  summary: 'A variable overrides a key of a file.',
  reason: 'Changing the file does nothing as long as the variable is there.',
  source: 'src/settings.rs',
  check: (subject) =>
    subject.keyEntries().flatMap(({ path, raw, layer }) => {
      if (layer !== 'environment') return []
      const below = subject.written(path).find((other) => other.layer !== 'environment' && isSet(other.raw))
      return below === undefined
        ? []
        : [
            {
              message: `${raw.source?.variable} overrides ${path} of ${below.raw.source?.file}`,
              hint: 'keep one of the two',
              location: subject.place(raw),
            },
          ]
    }),
}
