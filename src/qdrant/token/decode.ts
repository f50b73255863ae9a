import { createHmac, timingSafeEqual } from 'node:crypto'
import { readJson } from '../json/read.ts'
import { Unreadable } from '../json/serde.ts'
import { type Claims, type InvalidEntry, readClaims } from './claims.ts'
import { readHeader } from './header.ts'

/** The server accepts a token for this long after `exp` (src/common/auth/jwt_parser.rs). */
export const LEEWAY_SECONDS = 30

/** How one key reads a token. The order of the cases is the order of the server's steps. */
export type Decoded =
  | { outcome: 'not-a-token'; reason: string }
  | { outcome: 'malformed-header'; path: string; reason: string }
  | { outcome: 'wrong-algorithm'; algorithm: string }
  | { outcome: 'wrong-signature' }
  | { outcome: 'unreadable-claims'; path: string; reason: string }
  | { outcome: 'expired'; claims: Claims }
  | ({ outcome: 'invalid-claims'; claims: Claims } & InvalidEntry)
  | { outcome: 'valid'; claims: Claims }

/** `now` in seconds since 1970. The key's text is the secret: nothing of it is decoded. */
export function decodeToken(token: string, key: string, now: number, version: string): Decoded {
  const parts = splitToken(token)
  if (parts === undefined) return { outcome: 'not-a-token', reason: 'it has no three parts' }
  const header = readPart(parts.header)
  if (typeof header === 'string') return { outcome: 'malformed-header', path: 'header', reason: header }
  try {
    const algorithm = readHeader(header, version)
    if (algorithm !== 'HS256') return { outcome: 'wrong-algorithm', algorithm }
  } catch (error) {
    return { outcome: 'malformed-header', ...reasonOf(error) }
  }
  const signature = base64url(parts.signature)
  if (signature === undefined)
    return { outcome: 'not-a-token', reason: 'its signature is not base64url without padding' }
  if (!isSignedBy(key, parts.signed, signature)) return { outcome: 'wrong-signature' }
  return judge(parts.payload, now, version)
}

function judge(payload: string, now: number, version: string): Decoded {
  const node = readPart(payload)
  if (typeof node === 'string') return { outcome: 'unreadable-claims', path: '', reason: node }
  let claims: Claims
  try {
    claims = readClaims(node, version)
  } catch (error) {
    return { outcome: 'unreadable-claims', ...reasonOf(error) }
  }
  if (claims.exp !== undefined && claims.exp < BigInt(Math.floor(now) - LEEWAY_SECONDS))
    return { outcome: 'expired', claims }
  const [first] = claims.invalid
  if (first === undefined) return { outcome: 'valid', claims }
  // The server writes all of them and nothing between them.
  const message = claims.invalid.map((entry) => entry.message).join('')
  return { outcome: 'invalid-claims', claims, cause: first.cause, message }
}

/** The last two dots split; what is before them is the header, dots and all. */
export function splitToken(
  token: string,
): { header: string; payload: string; signature: string; signed: string } | undefined {
  const second = token.lastIndexOf('.')
  const first = token.lastIndexOf('.', second - 1)
  // The search for the first goes on from 0 where the second is there.
  if (first < 0 || first === second) return undefined
  return {
    header: token.slice(0, first),
    payload: token.slice(first + 1, second),
    signature: token.slice(second + 1),
    signed: token.slice(0, second),
  }
}

/** The JSON of a part, or the reason why there is none. */
export function readPart(part: string): Exclude<ReturnType<typeof readJson>, undefined> | string {
  const bytes = base64url(part)
  if (bytes === undefined) return 'it is not base64url without padding'
  return readJson(bytes) ?? 'it is not JSON'
}

/** Strict base64url without padding: foreign characters, `=` and left-over bits are refused. */
export function base64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

export function isSignedBy(key: string, signed: string, signature: Uint8Array): boolean {
  const expected = createHmac('sha256', key).update(signed).digest()
  return signature.length === expected.length && timingSafeEqual(signature, expected)
}

function reasonOf(error: unknown): { path: string; reason: string } {
  if (error instanceof Unreadable) return { path: error.path, reason: error.reason }
  throw error
}
