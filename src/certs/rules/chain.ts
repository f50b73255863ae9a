import { type PeerRole, verifyPeer } from '../../qdrant/tls/path.ts'
import type { RefusalReason } from '../../qdrant/tls/refusal.ts'
import { isKnownSignature } from '../../qdrant/tls/signatures.ts'
import { leafOf, type Rule } from '../rule.ts'
import { roleOf } from '../usages.ts'

export const chain: Rule = {
  id: 'certs/chain',
  level: 'error',
  summary: 'The certificate does not lead to the CA file.',
  reason:
    'Peers build a path from the first certificate of the file over the others of it to one in ca_cert, and every step must hold.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined || set.trusted.length === 0) return []
    const role = set.purpose ?? roleOf(leaf) ?? 'client'
    const [chain, roots] = [set.chain.map(({ raw }) => raw), set.trusted.map(({ raw }) => raw)]
    const verdict = verifyPeer({ chain, role }, roots, set.now)
    if (verdict.accepted || isFaulty(leaf.raw, role, set.now)) return []
    const [message, hint] = WORDS[verdict.error] ?? [`rustls refuses it: ${verdict.error}`]
    return [{ message, ...(hint !== undefined && { hint }) }]
  },
}

/** What lies in the certificate alone, other rules say. A sound one without any CA is of an unknown issuer. */
function isFaulty(leaf: Buffer, role: PeerRole, now: Date): boolean {
  const alone = verifyPeer({ chain: [leaf], role }, [], now)
  return !isKnownSignature(leaf) || alone.accepted || alone.error !== 'UnknownIssuer'
}

const WORDS: Partial<Record<RefusalReason, readonly [message: string, hint?: string]>> = {
  UnknownIssuer: [
    'none of the certificates in the CA file signed it',
    'put the intermediate behind it in its file, or the CA that signed it into the CA file',
  ],
  InvalidSignatureForPublicKey: [
    'a CA of that name is in the CA file, but with another key',
    'put the CA that signed it into the CA file',
  ],
  CertExpired: ['a CA between it and the CA file has expired', 'put a new one behind it'],
  CertNotValidYet: ['a CA between it and the CA file is not valid yet'],
  RequiredEkuNotFound: ['a CA between it and the CA file is for other usages (extended key usage)'],
  EndEntityUsedAsCa: ['the certificate behind it is not one of a CA', 'put the CA that signed it behind it'],
  PathLenConstraintViolated: ['the CA above may not sign CAs below it (pathlen)'],
  NameConstraintViolation: ['the CA may not sign for one of its names (name constraints)'],
  MaximumSignatureChecksExceeded: [
    'the CA file holds more CAs of one name than the server tries',
    'leave out those that are not needed any more',
  ],
  UnsupportedSignatureAlgorithmForPublicKey: ['the CA has a kind of key that the server cannot check'],
}
