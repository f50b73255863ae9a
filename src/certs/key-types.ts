import type { KeyObject } from 'node:crypto'
import { QdrantAuthError } from '../errors.ts'

/** Kinds of key the server takes for its own certificate and for a CA (rustls with ring). */
export const KEY_TYPES = ['ec-p256', 'ec-p384', 'ed25519', 'rsa-2048', 'rsa-3072', 'rsa-4096'] as const

export type KeyType = (typeof KEY_TYPES)[number]

/** P-256: small, fast, and taken by every client and browser; Ed25519 is refused by browsers. */
export const DEFAULT_KEY_TYPE: KeyType = 'ec-p256'

export interface KeyPair {
  publicKey: KeyObject
  privateKey: KeyObject
}

/** How a certificate is signed with a key: OIDs of RFC 8017, 5758, 8410, and the hash `crypto.sign` wants. */
export interface SignatureAlgorithm {
  oid: string
  /** RSA wants an explicit NULL; ECDSA and EdDSA want no parameters at all (RFC 5758 section 3.2, RFC 8410 section 3). */
  nullParameters: boolean
  /** `null` lets EdDSA hash by itself. */
  hash: 'sha256' | 'sha384' | null
}

export function signatureAlgorithm(key: KeyObject): SignatureAlgorithm {
  switch (keyTypeOf(key)) {
    case 'ec-p256':
      return { oid: '1.2.840.10045.4.3.2', nullParameters: false, hash: 'sha256' }
    case 'ec-p384':
      return { oid: '1.2.840.10045.4.3.3', nullParameters: false, hash: 'sha384' }
    case 'ed25519':
      return { oid: '1.3.101.112', nullParameters: false, hash: null }
    default:
      return { oid: '1.2.840.113549.1.1.11', nullParameters: true, hash: 'sha256' }
  }
}

/** The kind of a key as `KEY_TYPES` names it, also for RSA lengths that are not among them (`rsa-1024`). */
export function describeKey(key: KeyObject): string {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'ec') {
    if (namedCurve === 'prime256v1') return 'ec-p256'
    return namedCurve === 'secp384r1' ? 'ec-p384' : `ec-${namedCurve ?? 'explicit'}`
  }
  if (key.asymmetricKeyType === 'rsa') return `rsa-${modulusLength}`
  return key.asymmetricKeyType ?? 'unknown'
}

/** The kind of a key that is fit to sign certificates for Qdrant; any other is refused. */
export function keyTypeOf(key: KeyObject): KeyType {
  const name = describeKey(key)
  const type = KEY_TYPES.find((known) => known === name)
  if (type !== undefined) return type
  throw new QdrantAuthError('bad-value', `a key of type ${name} cannot be used`, {
    hints: [`Qdrant takes ${KEY_TYPES.join(', ')}`],
  })
}
