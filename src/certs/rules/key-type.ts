import { hasHandshakeKey } from '../../qdrant/tls/signatures.ts'
import { certificateKeyType, isServerKeyType, KEY_TYPES } from '../key-types.ts'
import { leafOf, type Rule } from '../rule.ts'
import { isForClient } from '../usages.ts'

export const keyType: Rule = {
  id: 'certs/key-type',
  level: 'error',
  summary: 'The certificate has a kind of key that Qdrant does not take.',
  reason:
    'The server reads RSA keys of 2048, 3072 and 4096 bits, P-256, P-384 and Ed25519. With others no TLS port starts. From clients it takes RSA of any length from 2048 to 8192 bits.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined) return []
    const type = certificateKeyType(leaf)
    if (isForClient(set) ? hasHandshakeKey(leaf.raw) : isServerKeyType(type)) return []
    const hint = `use one of ${KEY_TYPES.join(', ')}`
    return [{ message: `Qdrant does not take a key of type ${type}`, hint }]
  },
}
