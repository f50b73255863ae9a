import { createPublicKey, type KeyObject } from 'node:crypto'
import { toPem } from './der.ts'
import type { EcType, Entropy } from './entropy.ts'
import type { KeyType } from './key-types.ts'

/** The public key as it stands in certificates and requests. */
export const publicKeyInfo = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

/** PKCS#8, the one form that every consumer of these files takes (grpc-java takes no other). */
export function privateKeyPem(key: KeyObject, passphrase?: string): string {
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  return key.export({ type: 'pkcs8', format: 'pem', ...encryption }).toString()
}

/** What stands around the numbers of a key in PKCS#8 (RFC 5915), and before the point in SubjectPublicKeyInfo (RFC 5480). */
const CURVES: readonly Curve[] = [
  {
    type: 'ec-p256',
    pkcs8: Buffer.from('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420', 'hex'),
    publicKey: Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'),
    pointHead: Buffer.from('a144034200', 'hex'),
    scalar: 32,
    point: 65,
  },
  {
    type: 'ec-p384',
    pkcs8: Buffer.from('3081b6020100301006072a8648ce3d020106052b8104002204819e30819b0201010430', 'hex'),
    publicKey: Buffer.from('3076301006072a8648ce3d020106052b81040022036200', 'hex'),
    pointHead: Buffer.from('a164036200', 'hex'),
    scalar: 48,
    point: 97,
  },
]

interface Curve {
  type: EcType
  /** Before the private number. */
  pkcs8: Buffer
  /** Between it and the public point. */
  pointHead: Buffer
  /** Before the point, in SubjectPublicKeyInfo. */
  publicKey: Buffer
  /** Their lengths. */
  scalar: number
  point: number
}

/** A key as it goes into files: SubjectPublicKeyInfo in DER, and PKCS#8 in PEM. */
export interface EncodedPair {
  publicKey: Buffer
  pem: string
}

/** A new key of which only the files are needed. */
export function newEncodedPair(type: KeyType, entropy: Entropy): EncodedPair {
  const curve = CURVES.find((one) => one.type === type)
  if (curve === undefined) return encodedPair(entropy.keyPair(type).privateKey)
  const { scalar, point } = entropy.ecNumbers(curve.type)
  // OpenSSL leaves out zeros in front; in a file the number has its full length (RFC 5915 section 3).
  const padding = Buffer.alloc(curve.scalar - scalar.length)
  return {
    publicKey: Buffer.concat([curve.publicKey, point]),
    pem: toPem('PRIVATE KEY', Buffer.concat([curve.pkcs8, padding, scalar, curve.pointHead, point])),
  }
}

/**
 * Both forms of a private key, from one call of OpenSSL: of an EC key the public point ends the private form, and
 * OpenSSL's writer of the public one takes four times as long as a signature. Not by JWK, which is as fast: Node 20 can
 * lock up in exporting a key that it has just made (it collects the job that made it while it holds the key).
 */
export function encodedPair(privateKey: KeyObject): EncodedPair {
  const der = privateKey.export({ type: 'pkcs8', format: 'der' })
  const curve = CURVES.find(({ pkcs8 }) => der.subarray(0, pkcs8.length).equals(pkcs8))
  return {
    publicKey:
      curve === undefined
        ? publicKeyInfo(createPublicKey(privateKey))
        : Buffer.concat([curve.publicKey, der.subarray(-curve.point)]),
    pem: toPem('PRIVATE KEY', der),
  }
}
