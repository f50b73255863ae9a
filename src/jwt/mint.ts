import { SignJWT } from 'jose/jwt/sign'
import { QdrantAuthError } from '../errors.ts'
import { isWeak, keyLength, MINIMUM_KEY_BYTES } from '../keys/strength.ts'
import { decodeToken } from '../qdrant/token/decode.ts'
import type { TokenClaims } from './role.ts'

export interface MintRequest {
  claims: TokenClaims
  /** The server's api_key or alt_api_key; its text is the secret. */
  key: string
  allowWeak: boolean
  now: Date
  serverVersion: string
}

/** A signed token that this server version accepts; anything else is refused with the server's reason. */
export async function mintToken(request: MintRequest): Promise<string> {
  const { claims, key, now, serverVersion } = request
  requireSigningKey(key, request.allowWeak)
  const token = await new SignJWT({ ...claims }).setProtectedHeader(HEADER).sign(Buffer.from(key, 'utf8'))
  requireAccepted(token, key, now, serverVersion)
  return token
}

/** The only algorithm Qdrant takes; the order of the fields is what everybody writes. */
export const HEADER = { alg: 'HS256', typ: 'JWT' } as const

export function requireSigningKey(key: string, allowWeak: boolean): void {
  if (key === '') throw new QdrantAuthError('bad-value', 'the key is empty')
  if (!isWeak(key) || allowWeak) return
  throw new QdrantAuthError(
    'weak-key',
    `the key has ${keyLength(key)} bytes: ${MINIMUM_KEY_BYTES} is the least for signing`,
    {
      hints: [
        'it can be found offline from any token it signs: make a new one with qdrant-auth keygen',
        'use --allow-weak if it is only for a test',
      ],
    },
  )
}

/** The server's own reading of what was made. */
export function requireAccepted(token: string, key: string, now: Date, serverVersion: string): void {
  const decoded = decodeToken(token, key, now.getTime() / 1000, serverVersion)
  if (decoded.outcome === 'valid') return
  const reason =
    'message' in decoded
      ? decoded.message
      : 'path' in decoded
        ? `${decoded.path}: ${decoded.reason}`
        : decoded.outcome
  throw new QdrantAuthError('bad-value', `Qdrant ${serverVersion} would refuse this token: ${reason}`)
}
