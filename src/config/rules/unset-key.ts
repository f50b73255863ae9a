import type { Rule } from '../rule.ts'
import { isSet } from '../subject.ts'
import { commentBehind } from './commented-key.ts'
import { isTagged } from './tagged-key.ts'

export const unsetKey: Rule = {
  id: 'config/unset-key',
  level: 'error',
  summary: 'A key is written but empty, which unsets it.',
  reason: 'An empty key counts as none. Before 1.19.0 an empty key was one that an empty header matched.',
  source: 'src/settings.rs',
  check: (subject) =>
    subject.keyEntries().flatMap(({ path, raw }) => {
      // What else stands there has a rule of its own.
      if (isSet(raw) || isTagged(subject, raw) || commentBehind(subject, raw) !== undefined) return []
      return [
        {
          message: `${path} is empty, so it is not set`,
          hint: 'give it a value or remove the line',
          location: subject.keyPlace(raw),
        },
      ]
    }),
}
