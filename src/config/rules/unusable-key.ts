import { KEY_SETTINGS } from '../key-settings.ts'
import type { Rule } from '../rule.ts'

export const unusableKey: Rule = {
  id: 'config/unusable-key',
  level: 'error',
  summary: 'No client can send this key.',
  reason:
    'Headers carry visible ASCII only and lose outer blanks. In a cluster such a key also ends the process.',
  check: ({ text, value }) =>
    KEY_SETTINGS.flatMap((path) => {
      const key = text(path)
      if (!key) return []
      const fault = /\$\{?\w+\}?/.test(key)
        ? 'holds a variable, and Qdrant fills in none'
        : /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(key)
          ? undefined
          : 'cannot be sent in a header'
      return fault === undefined
        ? []
        : [
            {
              message: `${path} ${fault}`,
              hint: 'use letters, digits, - and _',
              location: value(path)?.location,
            },
          ]
    }),
}
