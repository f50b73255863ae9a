import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { QdrantAuthError } from '../errors.ts'
import { DerReader, TAG } from '../qdrant/tls/der.ts'

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
  const known = algorithms.get(key) ?? algorithmOf(key)
  algorithms.set(key, known)
  return known
}

/** A CA signs many, and looking into its key costs as much as a signature. */
const algorithms = new WeakMap<KeyObject, SignatureAlgorithm>()

function algorithmOf(key: KeyObject): SignatureAlgorithm {
  switch (describeKey(key)) {
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

/** Contents of the OIDs of curves as they stand in a public key. */
const CURVES: Record<string, string> = {
  '2a8648ce3d030107': 'p256',
  '2b81040022': 'p384',
  '2b81040023': 'secp521r1',
  '2b8104000a': 'secp256k1',
}

/** The kind of a key as `KEY_TYPES` names it, also for RSA lengths that are not among them (`rsa-1024`). */
export function describeKey(key: KeyObject): string {
  switch (key.asymmetricKeyType) {
    case 'ec':
      return `ec-${curveOf(key.type === 'private' ? createPublicKey(key) : key)}`
    case 'rsa':
      return `rsa-${key.asymmetricKeyDetails?.modulusLength}`
    default:
      return key.asymmetricKeyType ?? 'unknown'
  }
}

/** Read from the key itself: Node 20 ends the process when asked for the name of a curve that has none. */
function curveOf(publicKey: KeyObject): string {
  const fields = new DerReader(publicKey.export({ type: 'spki', format: 'der' })).enter(TAG.sequence)
  const algorithm = fields.enter(TAG.sequence)
  algorithm.read(TAG.oid)
  const { tag, content } = algorithm.read()
  return tag === TAG.oid ? (CURVES[content.toString('hex')] ?? 'other') : 'explicit'
}

/** The kind of a certificate's key; `unknown` for one that OpenSSL cannot read. */
export function certificateKeyType(certificate: X509Certificate): string {
  try {
    return describeKey(certificate.publicKey)
  } catch {
    return 'unknown'
  }
}

/** Whether the server takes a key of this kind for itself. */
export const isServerKeyType = (name: string): name is KeyType => KEY_TYPES.some((known) => known === name)

/**
 * Refuses a CA key whose signatures the server cannot check. Unlike its own, an RSA key of a CA may have any length from
 * 2048 to 8192 bits (ring: RSA_PKCS1_2048_8192_SHA256).
 */
export function requireSigningKey(key: KeyObject): void {
  const name = describeKey(key)
  const bits = key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0
  if (isServerKeyType(name) || (bits >= 2048 && bits <= 8192)) return
  throw new QdrantAuthError('bad-value', `a CA key of type ${name} cannot be used`, {
    hints: [`Qdrant checks signatures of ${KEY_TYPES.join(', ')}`],
  })
}
