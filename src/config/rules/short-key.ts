import { isWeak, keyLength, MINIMUM_KEY_BYTES } from '../../keys/strength.ts'
import { KEY_SETTINGS } from '../key-settings.ts'
import type { Rule } from '../rule.ts'

export const shortKey: Rule = {
  id: 'config/short-key',
  level: 'warning',
  summary: 'A key is shorter than 32 bytes.',
  reason: 'api_key signs tokens: from any token a short key can be found offline (RFC 7518 section 3.2).',
  check: ({ text, value }) =>
    KEY_SETTINGS.flatMap((path) => {
      const key = text(path)
      if (!key || !isWeak(key)) return []
      return [
        {
          message: `${path} has ${keyLength(key)} bytes, and ${MINIMUM_KEY_BYTES} is the least`,
          hint: 'make a new one: qdrant-auth keygen',
          location: value(path)?.location,
        },
      ]
    }),
}
