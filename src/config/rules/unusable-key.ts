import type { Rule } from '../rule.ts'
import { KEY_SETTINGS } from '../subject.ts'

export const unusableKey: Rule = {
  id: 'config/unusable-key',
  level: 'error',
  summary: 'No client can send this key.',
  reason: 'Headers carry visible ASCII only. In a cluster such a key also ends the process.',
  source: 'src/tonic/auth.rs',
  check: (subject) =>
    KEY_SETTINGS.flatMap((path) => {
      const key = subject.text(path)?.trim()
      return key === undefined || /^[\x20-\x7e]*$/.test(key)
        ? []
        : [
            {
              message: `${path} cannot be sent in a header`,
              hint: 'use letters, digits, - and _',
              location: subject.placeOf(path),
            },
          ]
    }),
}
