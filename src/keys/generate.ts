import { type Encoding, encode, isPlain } from './encode.ts'

export interface KeyShape {
  bytes: number
  encoding: Encoding
}

/** The default: 256 bits in 43 characters that need no quotes anywhere. */
export const DEFAULT_SHAPE: KeyShape = { bytes: 32, encoding: 'base64url' }

/** A text that could be misread is rare (one in 30 for base64url); this many in a row mean that randomness is broken. */
const ATTEMPTS = 1000

/** A random key whose text cannot be misread; `random(n)` gives n random bytes. */
export function generateKey(random: (count: number) => Uint8Array, shape: KeyShape = DEFAULT_SHAPE): string {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const key = encode(random(shape.bytes), shape.encoding)
    if (isPlain(key)) return key
  }
  throw new TypeError('the source of randomness repeats itself')
}
