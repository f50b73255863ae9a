import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { DerReader, TAG } from './der.ts'
import { refusalOf, refuse, unlessRefused } from './refusal.ts'
import { type PeerCertificate, readPeerCertificate } from './x509.ts'

type KeyKind = 'p256' | 'p384' | 'ed25519' | 'rsa'

interface Algorithm {
  keys: readonly KeyKind[]
  hash: 'sha256' | 'sha384' | 'sha512' | null
  pss?: true
}

/** Contents of the AlgorithmIdentifiers of keys, in hexadecimal (rustls-pki-types 1.15, src/data). */
const KEY_KINDS = new Map<string, KeyKind>([
  ['06072a8648ce3d020106082a8648ce3d030107', 'p256'],
  ['06072a8648ce3d020106052b81040022', 'p384'],
  ['06032b6570', 'ed25519'],
  ['06092a864886f70d0101010500', 'rsa'],
])

/**
 * Signatures on certificates that the server can check (rustls 0.23.42, src/crypto/ring/mod.rs, SUPPORTED_SIG_ALGS):
 * compared as bytes, so PSS must have its mask function on the same hash, and a salt as long as the hash.
 */
const SIGNATURES = new Map<string, Algorithm>([
  ['06082a8648ce3d040302', { keys: ['p256', 'p384'], hash: 'sha256' }],
  ['06082a8648ce3d040303', { keys: ['p256', 'p384'], hash: 'sha384' }],
  ['06032b6570', { keys: ['ed25519'], hash: null }],
  ...rsa('01', '0b', 'sha256', '20'),
  ...rsa('02', '0c', 'sha384', '30'),
  ...rsa('03', '0d', 'sha512', '40'),
])

function rsa(
  hashNumber: string,
  pkcs1: string,
  hash: Algorithm['hash'],
  salt: string,
): [string, Algorithm][] {
  const hashIdentifier = `300d060960864801650304020${hashNumber.slice(1)}0500`
  const mask = `301a06092a864886f70d010108${hashIdentifier}`
  const plain: Algorithm = { keys: ['rsa'], hash }
  return [
    [`06092a864886f70d0101${pkcs1}0500`, plain],
    // RFC 4055 asks to take it without the NULL too.
    [`06092a864886f70d0101${pkcs1}`, plain],
    [
      `06092a864886f70d01010a3034a00f${hashIdentifier}a11c${mask}a2030201${salt}`,
      { keys: ['rsa'], hash, pss: true },
    ],
  ]
}

/** A body in DER, and who signed it how: a certificate, or a request for one. */
export type Signed = Pick<PeerCertificate, 'body' | 'signatureAlgorithm' | 'signature'>

/** Whether the server knows the algorithm a certificate is signed with, whoever signed it. */
export function isKnownSignature(certificate: Uint8Array): boolean {
  const read = unlessRefused(() => readPeerCertificate(certificate))
  return read === undefined || SIGNATURES.has(read.signatureAlgorithm.toString('hex'))
}

/** Refuses where `issuerKey` (content of a SubjectPublicKeyInfo) did not sign the certificate, or in a way unknown. */
export function requireSignature(certificate: Signed, issuerKey: Buffer): void {
  const algorithm =
    SIGNATURES.get(certificate.signatureAlgorithm.toString('hex')) ?? refuse('UnsupportedSignatureAlgorithm')
  const { kind, key } = readKey(issuerKey)
  if (kind === undefined || !algorithm.keys.includes(kind))
    refuse('UnsupportedSignatureAlgorithmForPublicKey')
  const usable = key()
  if (usable === undefined || !isSigned(certificate, usable, algorithm))
    refuse('InvalidSignatureForPublicKey')
}

/** Refuses a key (content of a SubjectPublicKeyInfo) whose signature under a handshake the server cannot check. */
export function requireHandshakeKey(publicKey: Buffer): void {
  const { kind, key } = readKey(publicKey)
  if (kind === undefined) refuse('UnsupportedSignatureAlgorithmForPublicKey')
  if (key() === undefined) refuse('InvalidSignatureForPublicKey')
}

/** Whether the server can check what the key of this certificate signs; one that it cannot read is not its key's fault. */
export function hasHandshakeKey(certificate: Uint8Array): boolean {
  const read = unlessRefused(() => readPeerCertificate(certificate))
  return read === undefined || refusalOf(() => requireHandshakeKey(read.publicKey)) === undefined
}

interface PublicKey {
  kind: KeyKind | undefined
  /** Undefined where ring does not take it. */
  key(): KeyObject | undefined
}

function readKey(content: Buffer): PublicKey {
  const fields = new DerReader(content)
  const kind = KEY_KINDS.get(fields.read(TAG.sequence).content.toString('hex'))
  const bits = fields.bits()
  if (!fields.atEnd) refuse('TrailingData')
  // ring takes points in their long form only; OpenSSL knows three others.
  const isLong = (kind !== 'p256' && kind !== 'p384') || bits[0] === 4
  return {
    kind,
    key() {
      if (!keys.has(content)) keys.set(content, isLong ? publicKeyOf(content) : undefined)
      const key = keys.get(content)
      return key !== undefined && hasUsableLength(key) ? key : undefined
    },
  }
}

/** Of a CA that is asked about again and again; making one costs as much as a signature. */
const keys = new WeakMap<Buffer, KeyObject | undefined>()

/** ring 0.17.14, src/rsa/verification.rs: RSA_PKCS1_2048_8192 and RSA_PSS_2048_8192; whole bytes are counted. */
function hasUsableLength({ asymmetricKeyDetails }: KeyObject): boolean {
  const bits = asymmetricKeyDetails?.modulusLength
  return bits === undefined || (bits > 2040 && bits <= 8192)
}

function isSigned({ body, signature }: Signed, key: KeyObject, { hash, pss }: Algorithm): boolean {
  const padding =
    pss === true
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {}
  return verify(hash, body, { key, ...padding }, signature)
}

/** DER of up to 65,535 bytes takes at most three bytes of length. */
function publicKeyOf(content: Buffer): KeyObject | undefined {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  try {
    return createPublicKey({
      key: Buffer.concat([Buffer.of(0x30, ...size), content]),
      format: 'der',
      type: 'spki',
    })
  } catch {
    return undefined
  }
}
