import { certificateKeyType, isServerKeyType, KEY_TYPES } from '../key-types.ts'
import { leafOf, type Rule } from '../rule.ts'

export const keyType: Rule = {
  id: 'certs/key-type',
  level: 'error',
  summary: 'The certificate has a kind of key that Qdrant does not take.',
  reason:
    'The server reads RSA keys of 2048, 3072 and 4096 bits, P-256, P-384 and Ed25519. With others no TLS port starts.',
  check: (set) => {
    const leaf = leafOf(set)
    const type = leaf && certificateKeyType(leaf)
    if (type === undefined || isServerKeyType(type)) return []
    const hint = `use one of ${KEY_TYPES.join(', ')}`
    return [{ message: `Qdrant does not take a key of type ${type}`, hint }]
  },
}
