import { QdrantAuthError } from '../errors.ts'

/**
 * Shortest key for signing HS256 tokens, in bytes of the key's text: RFC 7518 section 3.2, and the length below which
 * the server warns. A shorter one can be found offline from any token.
 */
export const MINIMUM_KEY_BYTES = 32

/** Length of a key as the server counts it: UTF-8 bytes of the text, never of what the text might encode. */
export const keyLength = (key: string): number => Buffer.byteLength(key, 'utf8')

export const isWeak = (key: string): boolean => keyLength(key) < MINIMUM_KEY_BYTES

export function requireStrength(bytes: number, allowWeak: boolean): void {
  if (bytes >= MINIMUM_KEY_BYTES || allowWeak) return
  throw new QdrantAuthError(
    'weak-key',
    `a key of ${bytes} bytes is too short: ${MINIMUM_KEY_BYTES} is the least`,
    {
      hints: [
        'a shorter key can be found offline from any token it signed',
        'use --allow-weak if it is only for a test',
      ],
    },
  )
}
