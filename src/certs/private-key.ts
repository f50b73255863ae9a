import { createPrivateKey, type KeyObject } from 'node:crypto'

/** The private key of a file as OpenSSL reads it, which is more than the server reads; undefined where it cannot. */
export function privateKeyIn(file: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey(Buffer.from(file))
  } catch {
    return undefined
  }
}
