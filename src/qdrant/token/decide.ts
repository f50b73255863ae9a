import { timingSafeEqual } from 'node:crypto'
import { has } from '../versions.ts'
import type { Access } from './access.ts'
import type { Claims, InvalidEntry } from './claims.ts'
import { extractCredential, type Headers, type Transport } from './credential.ts'
import { type Decoded, decodeToken } from './decode.ts'
import { checkValueExists, type World } from './value-exists.ts'

/** The settings that decide who gets in, as the server holds them after start. */
export interface AuthSettings {
  apiKey: string | undefined
  altApiKey: string | undefined
  readOnlyApiKey: string | undefined
  jwtRbac: boolean
}

export interface AuthRequest {
  headers: Headers
  transport: Transport
  /** Seconds since 1970. */
  now: number
  version: string
  /** Needed to answer `value_exists`; without it the answer is conditional. */
  world?: World
}

/** Why, finer than the server says: several of these share one of its texts. */
export type Cause =
  | 'no-authentication'
  | 'api-key'
  | 'read-only-key'
  | 'token'
  | 'bad-request'
  | 'too-large'
  | 'no-credential'
  | 'unknown-key'
  | 'jwt-off'
  | 'guard-absent'
  | 'guard-collection-missing'
  | Exclude<Decoded['outcome'], 'valid' | 'invalid-claims'>
  | InvalidEntry['cause']

export interface Decision {
  /** `conditional`: accepted as long as the point of `value_exists` is there. */
  accepted: boolean | 'conditional'
  httpStatus: number
  grpcStatus: 'OK' | 'UNAUTHENTICATED' | 'PERMISSION_DENIED' | 'INVALID_ARGUMENT' | 'UNKNOWN'
  /** The server's own text; empty when the request goes on. */
  message: string
  access: Access | undefined
  cause: Cause
  /** The key that was presented, or that signed the token. */
  key: KeyName | undefined
  claims: Claims | undefined
}

export type KeyName = 'api_key' | 'alt_api_key' | 'read_only_api_key'

/** Whether the server asks for a credential at all. */
export const isAuthenticationOn = (settings: AuthSettings, version: string): boolean => {
  const { apiKey, altApiKey, readOnlyApiKey } = effectiveKeys(settings, version)
  return [apiKey, altApiKey, readOnlyApiKey].some((key) => key !== undefined)
}

/** What the authentication layer answers; access to an operation is decided behind it (src/common/auth/mod.rs). */
export function decide(settings: AuthSettings, request: AuthRequest): Decision {
  const keys = effectiveKeys(settings, request.version)
  const extracted = extractCredential(request.headers, request.transport)
  const { found } = extracted
  if (found === 'bad-request') return refuse(400, found, '')
  if (found === 'too-large') return refuse(431, found, '')
  if (!isAuthenticationOn(settings, request.version)) return grant('manage', 'no-authentication', undefined)
  if (found === 'nothing') {
    return refuse(401, 'no-credential', 'Must provide an API key or an Authorization bearer token')
  }
  const credential = extracted.value
  // Both are always compared, so that timing does not tell which one was close.
  const [isApi, isAlt] = [equal(keys.apiKey, credential), equal(keys.altApiKey, credential)]
  if (isApi || isAlt) return grant('manage', 'api-key', isApi ? 'api_key' : 'alt_api_key')
  if (equal(keys.readOnlyApiKey, credential)) return grant('read', 'read-only-key', 'read_only_api_key')
  return decideToken(credential, keys, settings.jwtRbac, request)
}

interface Keys {
  apiKey: string | undefined
  altApiKey: string | undefined
  readOnlyApiKey: string | undefined
}

/** An older server does not know the alternate key; a newer one takes an empty key for none. */
function effectiveKeys(settings: AuthSettings, version: string): Keys {
  const emptyIsUnset = has(version, 'emptyKeyIsUnset')
  const effective = (key: string | undefined) => (key === '' && emptyIsUnset ? undefined : key)
  return {
    apiKey: effective(settings.apiKey),
    altApiKey: has(version, 'altApiKey') ? effective(settings.altApiKey) : undefined,
    readOnlyApiKey: effective(settings.readOnlyApiKey),
  }
}

function decideToken(token: string, keys: Keys, jwtRbac: boolean, request: AuthRequest): Decision {
  const { now, version } = request
  const signers = (
    [
      ['api_key', keys.apiKey],
      ['alt_api_key', keys.altApiKey],
    ] as const
  ).flatMap(([name, key]) =>
    jwtRbac && key !== undefined ? [{ name, decoded: decodeToken(token, key, now, version) }] : [],
  )
  for (const { name, decoded } of signers) {
    if (decoded.outcome === 'valid') return decideGuard(decoded.claims, name, request)
  }
  const answers = signers.map(({ name, decoded }) => ({ name, decoded, answer: answerOf(decoded) }))
  // The key that signed it knows the cause, even where the other key's parser words the answer.
  const signer =
    answers.find(({ decoded }) => 'claims' in decoded || decoded.outcome === 'unreadable-claims') ??
    answers[0]
  const spoken = answers.find(({ answer }) => answer !== undefined)?.answer ?? {
    status: 401,
    message: UNKNOWN,
  }
  const looksLikeToken = token.split('.').length === 3
  const cause = signer === undefined ? (looksLikeToken ? 'jwt-off' : 'unknown-key') : causeOf(signer.decoded)
  return {
    ...refuse(
      spoken.status,
      cause === 'not-a-token' && !looksLikeToken ? 'unknown-key' : cause,
      spoken.message,
    ),
    key:
      signer !== undefined && signer.decoded.outcome !== 'wrong-signature' && 'claims' in signer.decoded
        ? signer.name
        : undefined,
    claims: signer !== undefined && 'claims' in signer.decoded ? signer.decoded.claims : undefined,
  }
}

const UNKNOWN = 'Invalid API key or JWT'

/** What one parser says; nothing where the text does not look like a token to it (src/common/auth/jwt_parser.rs). */
function answerOf(decoded: Decoded): { status: number; message: string } | undefined {
  if (decoded.outcome === 'wrong-signature') return { status: 403, message: 'InvalidSignature' }
  if (decoded.outcome === 'expired') return { status: 403, message: 'ExpiredSignature' }
  return decoded.outcome === 'invalid-claims' ? { status: 401, message: decoded.message } : undefined
}

const causeOf = (decoded: Decoded): Cause =>
  decoded.outcome === 'invalid-claims'
    ? decoded.cause
    : decoded.outcome === 'valid'
      ? 'token'
      : decoded.outcome

const STATEFUL = 'Invalid JWT, stateful validation failed'

function decideGuard(claims: Claims, key: KeyName, { world }: AuthRequest): Decision {
  const granted = { ...grant(claims.access, 'token', key), claims }
  if (claims.valueExists === undefined) return granted
  if (world === undefined) return { ...granted, accepted: 'conditional' }
  const answer = checkValueExists(claims.valueExists, world)
  if (answer === 'present') return granted
  return answer === 'absent'
    ? { ...refuse(401, 'guard-absent', STATEFUL), key, claims }
    : { ...refuse(403, 'guard-collection-missing', STATEFUL), key, claims }
}

const grant = (access: Access, cause: Cause, key: KeyName | undefined): Decision => ({
  accepted: true,
  httpStatus: 200,
  grpcStatus: 'OK',
  message: '',
  access,
  cause,
  key,
  claims: undefined,
})

const GRPC_STATUS: Record<number, Decision['grpcStatus']> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  // What gRPC clients make of HTTP status 431.
  431: 'UNKNOWN',
}

const refuse = (httpStatus: number, cause: Cause, message: string): Decision => ({
  accepted: false,
  httpStatus,
  grpcStatus: GRPC_STATUS[httpStatus] ?? 'UNAUTHENTICATED',
  message,
  access: undefined,
  cause,
  key: undefined,
  claims: undefined,
})

/** Constant-time for texts of one length, as the server compares. */
function equal(key: string | undefined, credential: string): boolean {
  if (key === undefined) return false
  const [a, b] = [Buffer.from(key), Buffer.from(credential)]
  return a.length === b.length && timingSafeEqual(a, b)
}
