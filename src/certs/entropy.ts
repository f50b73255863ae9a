import type { KeyPair, KeyType } from './key-types.ts'

/** Where randomness comes from. Key pairs are made inside node:crypto, so they are a source of their own. */
export interface Entropy {
  bytes(count: number): Uint8Array
  keyPair(type: KeyType): KeyPair
}
