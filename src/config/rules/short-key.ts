import { isWeak, keyLength, MINIMUM_KEY_BYTES } from '../../keys/strength.ts'
import type { Rule } from '../rule.ts'
import { KEY_SETTINGS } from '../subject.ts'

export const shortKey: Rule = {
  id: 'config/short-key',
  level: 'warning',
  summary: 'A key is shorter than 32 bytes.',
  reason: 'api_key signs tokens: from any token a short key can be found offline (RFC 7518 section 3.2).',
  source: 'src/settings.rs',
  check: (subject) =>
    KEY_SETTINGS.flatMap((path) => {
      const key = subject.text(path)
      if (key === undefined || !isWeak(key)) return []
      return [
        {
          message: `${path} has ${keyLength(key)} bytes, and ${MINIMUM_KEY_BYTES} is the least`,
          hint: 'make a new one: qdrant-auth keygen',
          location: subject.placeOf(path),
        },
      ]
    }),
}
