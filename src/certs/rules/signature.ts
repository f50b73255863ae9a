import { isKnownSignature } from '../../qdrant/tls/signatures.ts'
import { leafOf, type Rule } from '../rule.ts'

export const signature: Rule = {
  id: 'certs/signature',
  level: 'error',
  summary: 'The certificate is signed in a way that the server cannot check.',
  reason:
    'Only SHA-256, SHA-384 and (RSA) SHA-512 signatures of RSA, P-256, P-384 and Ed25519 keys are known: no SHA-1, no P-521, no ECDSA with SHA-512.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined || isKnownSignature(leaf.raw)) return []
    return [
      {
        message: 'it is signed with an algorithm that the server cannot check',
        hint: 'sign it with SHA-256: qdrant-auth certs sign REQUEST',
      },
    ]
  },
}
