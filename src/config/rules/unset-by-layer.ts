import type { Rule } from '../rule.ts'
import { isSet, KEY_SETTINGS } from '../subject.ts'

export const unsetByLayer: Rule = {
  id: 'config/unset-by-layer',
  level: 'error',
  summary: 'A later layer takes away a key that an earlier one sets.',
  reason:
    'An empty value or a table set to null in a later file wins over the key, and the server may start open.',
  source: 'src/settings.rs',
  check: (subject) =>
    KEY_SETTINGS.flatMap((path) => {
      const words = subject.written(path)
      const set = words.findLast(({ raw }) => isSet(raw))
      const last = words.at(-1)
      if (set === undefined || last === undefined || last.layer === set.layer) return []
      return [
        {
          message: `${path} of ${set.raw.source?.file ?? set.layer} is taken away here`,
          hint: 'remove this line',
          location: subject.keyPlace(last.raw),
        },
      ]
    }),
}
