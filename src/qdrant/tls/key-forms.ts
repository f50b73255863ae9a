import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** The PEM sections a private key may stand in: PRIVATE KEY, RSA PRIVATE KEY, EC PRIVATE KEY. */
export type KeyEncoding = 'pkcs8' | 'pkcs1' | 'sec1'

/** What the server makes of a private key. `publicKey` is its SubjectPublicKeyInfo, DER. */
export type KeyVerdict =
  | { accepted: true; type: string; publicKey: Buffer }
  | { accepted: false; reason: string }

/**
 * Whether the server takes a private key (rustls 0.23.42, src/crypto/ring/sign.rs: RSA, then P-256, then P-384, then
 * Ed25519; ring 0.17.14 reads them). ring takes each key in one exact encoding, so what node:crypto understood is
 * written out again in that encoding and compared.
 */
export function acceptKey(encoding: KeyEncoding, der: Uint8Array): KeyVerdict {
  const bytes = Buffer.from(der)
  const pkcs1 = encoding === 'pkcs1' ? bytes : encoding === 'pkcs8' ? rsaInside(bytes) : undefined
  if (pkcs1 !== undefined) return acceptRsa(pkcs1)
  for (const curve of CURVES) {
    const publicKey = curvePublicKey(curve, encoding === 'sec1' ? inPkcs8(curve, bytes) : bytes)
    if (publicKey !== undefined) return { accepted: true, type: curve.type, publicKey }
  }
  if (encoding === 'sec1') return refused('it is no EC key of P-256 or P-384 with its public key')
  const seed = ed25519Seed(bytes)
  if (seed !== undefined)
    return isEd25519Key(bytes, seed) ? taken('ed25519', fromSeed(seed)) : refused(UNUSUAL)
  return refused(faultOf(bytes))
}

function acceptRsa(pkcs1: Buffer): KeyVerdict {
  const key = parsed(pkcs1, 'pkcs1')
  if (key === undefined) return refused('it is no RSA key in DER')
  const reason = rsaFault(key, pkcs1)
  return reason === undefined ? taken(`rsa-${bitLength(rsaNumbers(key).n)}`, pkcs1, 'pkcs1') : refused(reason)
}

/** Why a key in PKCS#8 of another kind is not taken, as far as OpenSSL knows what it is. */
function faultOf(pkcs8: Buffer): string {
  const type = parsed(pkcs8, 'pkcs8')?.asymmetricKeyType
  if (type === undefined) return 'it is no private key in DER'
  if (type === 'rsa' || type === 'ed25519') return UNUSUAL
  if (type !== 'ec') return `${type} keys are not supported`
  return CURVES.some(({ oid }) => pkcs8.includes(Buffer.from(oid, 'hex')))
    ? 'it does not hold its public key, or not in the usual form'
    : 'it names neither P-256 nor P-384 as its curve'
}

const UNUSUAL = 'its form is unusual'

const refused = (reason: string): KeyVerdict => ({ accepted: false, reason })

function taken(type: string, der: Buffer, encoding: 'pkcs8' | 'pkcs1' = 'pkcs8'): KeyVerdict {
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: encoding }))
  return { accepted: true, type, publicKey: key.export({ type: 'spki', format: 'der' }) }
}

function parsed(der: Buffer, type: KeyEncoding): KeyObject | undefined {
  try {
    return createPrivateKey({ key: der, format: 'der', type })
  } catch {
    return undefined
  }
}

/** ring 0.17.14, src/rsa/keypair.rs: 2048 to 4096 bits, both primes a multiple of 512 bits, exponent 65537 to 2^33 - 1. */
function rsaFault(key: KeyObject, pkcs1: Buffer): string | undefined {
  const { n, e, d, p, q, dp, dq, qi } = rsaNumbers(key)
  const bits = bitLength(n)
  if (bits <= 2040) return `RSA keys of ${bits} bits are too short: 2048 at least`
  if (bits > 4096) return `RSA keys of ${bits} bits are too long: 4096 at most`
  const half = Math.ceil(bits / 2)
  if (bitLength(p) !== half || bitLength(q) !== half || half % 512 !== 0) {
    return `the primes of this RSA key of ${bits} bits are not a multiple of 512 bits long`
  }
  if (e < 65537n || e >= 1n << 33n) return 'its public exponent is not between 65537 and 2^33'
  const isExponent = (value: bigint, limit: bigint): boolean => value % 2n === 1n && value < limit
  const consistent =
    p * q === n &&
    e % 2n === 1n &&
    (qi * q) % p === 1n &&
    bitLength(d) > half &&
    isExponent(d, n) &&
    isExponent(dp, p) &&
    isExponent(dq, q)
  if (!consistent) return 'its numbers do not belong together'
  return pkcs1.equals(key.export({ type: 'pkcs1', format: 'der' })) ? undefined : UNUSUAL
}

/** rsaEncryption with its NULL. */
const RSA = Buffer.from('300d06092a864886f70d0101010500', 'hex')

/** The RSA PRIVATE KEY inside PKCS#8; undefined where it is another kind of key, or in another form. */
function rsaInside(pkcs8: Buffer): Buffer | undefined {
  const start = VERSION_1.length + RSA.length
  const pkcs1 = contentOf(contentOf(pkcs8).subarray(start))
  return equalBesidesAttributes(pkcs8, wrap(0x30, VERSION_1, RSA, wrap(0x04, pkcs1))) ? pkcs1 : undefined
}

const RSA_NUMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const

function rsaNumbers(key: KeyObject): Record<(typeof RSA_NUMBERS)[number], bigint> {
  const jwk = key.export({ format: 'jwk' })
  const entries = RSA_NUMBERS.map((name) => [name, toNumber(jwk[name])] as const)
  return Object.fromEntries(entries) as Record<(typeof RSA_NUMBERS)[number], bigint>
}

const toNumber = (base64url: unknown): bigint =>
  BigInt(`0x0${Buffer.from(String(base64url), 'base64url').toString('hex')}`)

const bitLength = (value: bigint): number => value.toString(2).length

interface Curve {
  /** As OpenSSL calls it. */
  name: string
  type: string
  /** Bytes of a scalar. */
  size: number
  /** Content of the AlgorithmIdentifier, id-ecPublicKey and the curve's OID, both with tag and length. */
  algorithm: string
  oid: string
}

const EC_PUBLIC_KEY = '06072a8648ce3d0201'
const P256_OID = '06082a8648ce3d030107'
const P384_OID = '06052b81040022'

const CURVES: readonly Curve[] = [
  { name: 'prime256v1', type: 'ec-p256', size: 32, algorithm: EC_PUBLIC_KEY + P256_OID, oid: P256_OID },
  { name: 'secp384r1', type: 'ec-p384', size: 48, algorithm: EC_PUBLIC_KEY + P384_OID, oid: P384_OID },
]

/** An EC PRIVATE KEY as rustls hands it to ring: inside PKCS#8 of the curve it tries. */
const inPkcs8 = (curve: Curve, sec1: Buffer): Buffer =>
  wrap(0x30, VERSION_1, wrap(0x30, Buffer.from(curve.algorithm, 'hex')), wrap(0x04, sec1))

/**
 * The public key of a private one that ring takes (0.17.14, src/ec/suite_b.rs): it must be there, uncompressed, and be the
 * private key's; the curve is named, and may be named a second time inside. It is put together here because OpenSSL's
 * readers cost 2 ms at their first use.
 */
function curvePublicKey(curve: Curve, pkcs8: Buffer): Buffer | undefined {
  const algorithm = wrap(0x30, Buffer.from(curve.algorithm, 'hex'))
  const start = Buffer.concat([VERSION_1, algorithm])
  const privateKey = contentOf(contentOf(contentOf(pkcs8).subarray(start.length)))
  const scalar = privateKey.subarray(5, 5 + curve.size)
  const point = publicPoint(curve, scalar)
  if (point === undefined) return undefined
  const bits = wrap(0x03, Buffer.of(0), point)
  const inner = [Buffer.from('020101', 'hex'), wrap(0x04, scalar)]
  const taken = [[], [wrap(0xa0, Buffer.from(curve.oid, 'hex'))]].some((parameters) =>
    equalBesidesAttributes(pkcs8, inPkcs8(curve, wrap(0x30, ...inner, ...parameters, wrap(0xa1, bits)))),
  )
  return taken ? wrap(0x30, algorithm, bits) : undefined
}

/** Uncompressed; undefined where the scalar is none of the curve. */
function publicPoint({ name, size }: Curve, scalar: Buffer): Buffer | undefined {
  if (scalar.length !== size) return undefined
  const ecdh = createECDH(name)
  try {
    ecdh.setPrivateKey(scalar)
    return ecdh.getPublicKey()
  } catch {
    return undefined
  }
}

/** PKCS#8 counts its versions from 0. */
const VERSION_1 = Buffer.from('020100', 'hex')
const VERSION_2 = Buffer.from('020101', 'hex')

/** What every Ed25519 key in PKCS#8 has behind its version: the algorithm, then the seed of 32 bytes. */
const ED25519 = Buffer.from('300506032b657004220420', 'hex')

function ed25519Seed(pkcs8: Buffer): Buffer | undefined {
  const content = contentOf(pkcs8)
  const start = 3 + ED25519.length
  return content.subarray(3, start).equals(ED25519) ? content.subarray(start, start + 32) : undefined
}

const fromSeed = (seed: Buffer): Buffer => wrap(0x30, VERSION_1, ED25519, seed)

/** Version 1, or version 2 with the public key in either tagging, behind attributes (ring 0.17.14, src/ec/curve25519/ed25519/signing.rs). */
function isEd25519Key(der: Buffer, seed: Buffer): boolean {
  if (seed.length !== 32) return false
  const canonical = fromSeed(seed)
  if (equalBesidesAttributes(der, canonical)) return true
  const point = Buffer.from(parsed(canonical, 'pkcs8')?.export({ format: 'jwk' }).x ?? '', 'base64url')
  const bits = Buffer.concat([Buffer.of(0), point])
  const start = Buffer.concat([VERSION_2, ED25519, seed])
  const rest = contentOf(der).subarray(start.length)
  const attributes = rest[0] === 0xa0 ? [wrap(0xa0, contentOf(rest))] : []
  return [wrap(0x81, bits), wrap(0xa1, wrap(0x03, bits))].some((publicKey) =>
    der.equals(wrap(0x30, start, ...attributes, publicKey)),
  )
}

/** Attributes ([0]) may stand at the end of PKCS#8; nobody looks at them. */
function equalBesidesAttributes(der: Buffer, canonical: Buffer): boolean {
  if (der.equals(canonical)) return true
  const content = contentOf(canonical)
  const attributes = contentOf(der).subarray(content.length)
  return attributes[0] === 0xa0 && der.equals(wrap(0x30, content, wrap(0xa0, contentOf(attributes))))
}

/** What the first value holds. Lengths of more than two bytes ring does not read. */
function contentOf(der: Buffer): Buffer {
  const [, first = 0, second = 0, third = 0] = der
  if (first < 0x80) return der.subarray(2, 2 + first)
  return first === 0x81 ? der.subarray(3, 3 + second) : der.subarray(4, 4 + second * 256 + third)
}

function wrap(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}
