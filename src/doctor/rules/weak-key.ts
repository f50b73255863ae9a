import { isWeak, keyLength, MINIMUM_KEY_BYTES } from '../../keys/strength.ts'
import { isToken, takesTokens } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const weakKey: Rule = {
  id: 'doctor/weak-key',
  group: 'authentication',
  level: 'warning',
  summary: 'A key that is taken is short.',
  reason:
    'From any token a key below 32 bytes can be found offline (RFC 7518 section 3.2), and then everything is open.',
  check: (node) => {
    // The length of a token says nothing.
    const taken = new Map(
      Object.values(node.doors).flatMap((door) =>
        door.received
          .filter(
            ({ credential, reception }) =>
              reception === 'full' && !isToken(credential.value) && isWeak(credential.value),
          )
          .map(({ credential }) => [credential, takesTokens(door) === true] as const),
      ),
    )
    return [...taken].map(([{ name, value }, signs]) => ({
      message: `${name} has ${keyLength(value)} bytes, and ${MINIMUM_KEY_BYTES} is the least${signs ? ': tokens are on, and each of them gives it away' : ''}`,
      hint: 'replace it: qdrant-auth rotate plan says in which steps',
      ...(signs && { level: 'error' as const }),
    }))
  },
}
