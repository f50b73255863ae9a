import { createPublicKey, type KeyObject } from 'node:crypto'
import { toPem } from './der.ts'

/** The public key as it stands in certificates and requests. */
export const publicKeyInfo = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

/** PKCS#8, the one form that every consumer of these files takes (grpc-java takes no other). */
export function privateKeyPem(key: KeyObject, passphrase?: string): string {
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  return key.export({ type: 'pkcs8', format: 'pem', ...encryption }).toString()
}

/** What stands before the point of a public key: of a key in PKCS#8, and of the same in SubjectPublicKeyInfo (RFC 5480). */
const CURVES = [
  {
    pkcs8: Buffer.from('308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420', 'hex'),
    publicKey: Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'),
    point: 65,
  },
  {
    pkcs8: Buffer.from('3081b6020100301006072a8648ce3d020106052b8104002204819e30819b0201010430', 'hex'),
    publicKey: Buffer.from('3076301006072a8648ce3d020106052b81040022036200', 'hex'),
    point: 97,
  },
]

/**
 * Both forms of a private key, from one call of OpenSSL: of an EC key the public point ends the private form, and
 * OpenSSL's writer of the public one takes four times as long as a signature. Not by JWK, which is as fast: Node 20 can
 * lock up in exporting a key that it has just made (it collects the job that made it while it holds the key).
 */
export function encodedPair(privateKey: KeyObject): { publicKey: Buffer; pem: string } {
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
