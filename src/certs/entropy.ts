import type { KeyPair, KeyType } from './key-types.ts'

/** Where randomness comes from. Key pairs are made inside node:crypto, so they are a source of their own. */
export interface Entropy {
  bytes(count: number): Uint8Array
  keyPair(type: KeyType): KeyPair
  /** A new EC key in numbers, for which OpenSSL takes a tenth of the time: enough for a key that is only written here. */
  ecNumbers(type: EcType): EcNumbers
}

export type EcType = Extract<KeyType, `ec-${string}`>

/** The private number, big-endian, without the zeros in front; and the public point, uncompressed (SEC 1, 2.3.3). */
export interface EcNumbers {
  scalar: Uint8Array
  point: Uint8Array
}
