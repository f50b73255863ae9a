import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto'

/** The private key of a file as OpenSSL reads it, which is more than the server reads; undefined where it cannot. */
export function privateKeyIn(file: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey(Buffer.from(file))
  } catch {
    return undefined
  }
}

/** Whether a key file is encrypted: PKCS#8 and the older form of OpenSSL both say so in words. */
export const isEncrypted = (file: Uint8Array | string): boolean =>
  /ENCRYPTED/.test(typeof file === 'string' ? file : Buffer.from(file).toString('latin1'))

/** Whether the file holds the key that belongs to the certificate. */
export function holdsKeyOf(file: Uint8Array, certificate: X509Certificate): boolean {
  const key = privateKeyIn(file)
  return key !== undefined && certificate.checkPrivateKey(key)
}
