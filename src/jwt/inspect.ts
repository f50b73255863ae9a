import type { Finding } from '../finding.ts'
import type { JsonNode } from '../qdrant/json/read.ts'
import { Unreadable } from '../qdrant/json/serde.ts'
import type { Access } from '../qdrant/token/access.ts'
import { type Claims, readClaims } from '../qdrant/token/claims.ts'
import type { Headers } from '../qdrant/token/credential.ts'
import { type Cause, type Decision, decide, type KeyName } from '../qdrant/token/decide.ts'
import { base64url, isSignedBy, LEEWAY_SECONDS, splitToken } from '../qdrant/token/decode.ts'
import { momentOf } from './expiry.ts'
import { nodeOf, tokenFindings } from './findings.ts'
import { type Permission, permissionsOf } from './words.ts'

export interface InspectRequest {
  token: string
  /** How the token would be sent. */
  headers: Headers
  apiKey: string | undefined
  altApiKey: string | undefined
  now: Date
  serverVersion: string
}

/** Everything that can be said of a token offline; the shape of `jwt inspect --json` (design contract 3.8). */
export interface Inspection {
  header: unknown
  claims: unknown
  signature: { checked: boolean; verified: boolean | null; key: 'api_key' | 'alt_api_key' | null }
  verdict: Verdict
  permissions: Permission[]
  times: { expiresAt: string | null; expired: boolean; secondsLeft: number | null }
  findings: Finding[]
}

export interface Verdict {
  /** Null when no key was given to check the signature with. */
  accepted: boolean | null
  httpStatus: number | null
  grpcStatus: string | null
  message: string | null
  access: 'manage' | 'read' | 'collections' | null
  /** Which of the causes that share one text of the server it is. */
  cause: Cause | null
  /** True where a point in a collection decides as well (`value_exists`). */
  conditional: boolean
}

export function inspectToken(request: InspectRequest): Inspection {
  const { token, now, serverVersion } = request
  const parts = splitToken(token.trim())
  const header = parts && nodeOf(parts.header)
  const payload = parts && nodeOf(parts.payload)
  const claims = payload && claimsOf(payload, serverVersion)
  const keys = [request.apiKey, request.altApiKey].filter((key) => key !== undefined)
  const seconds = now.getTime() / 1000
  return {
    header: parts === undefined ? null : plainJson(parts.header),
    claims: parts === undefined ? null : plainJson(parts.payload),
    signature: signatureOf(request, parts),
    verdict: keys.length === 0 ? UNDECIDED : verdictOf(request, seconds),
    permissions: claims === undefined ? [] : permissionsOf(claims.access),
    times: timesOf(claims?.exp, seconds),
    findings: tokenFindings({ header, claims: payload, keys, now: seconds, version: serverVersion }),
  }
}

const UNDECIDED: Verdict = {
  accepted: null,
  httpStatus: null,
  grpcStatus: null,
  message: null,
  access: null,
  cause: null,
  conditional: false,
}

function verdictOf(request: InspectRequest, now: number): Verdict {
  const { apiKey, altApiKey, headers, serverVersion: version } = request
  const settings = { apiKey, altApiKey, readOnlyApiKey: undefined, jwtRbac: true }
  const decision = decide(settings, { headers, transport: 'rest', now, version })
  // gRPC keeps outer blanks and takes smaller headers.
  const { grpcStatus } = decide(settings, { headers, transport: 'grpc', now, version })
  return {
    accepted: decision.accepted !== false,
    httpStatus: decision.httpStatus,
    grpcStatus,
    message: decision.message,
    access: accessWord(decision),
    cause: decision.cause,
    conditional: decision.accepted === 'conditional',
  }
}

function accessWord({ access }: Decision): Verdict['access'] {
  if (access === undefined) return null
  return typeof access === 'string' ? access : 'collections'
}

function signatureOf(request: InspectRequest, parts: ReturnType<typeof splitToken>): Inspection['signature'] {
  const named: [KeyName & ('api_key' | 'alt_api_key'), string | undefined][] = [
    ['api_key', request.apiKey],
    ['alt_api_key', request.altApiKey],
  ]
  if (named.every(([, key]) => key === undefined)) return { checked: false, verified: null, key: null }
  const signature = parts && base64url(parts.signature)
  const signer =
    signature && named.find(([, key]) => key !== undefined && isSignedBy(key, parts.signed, signature))
  return { checked: true, verified: signer !== undefined, key: signer?.[0] ?? null }
}

function timesOf(exp: bigint | undefined, now: number): Inspection['times'] {
  if (exp === undefined) return { expiresAt: null, expired: false, secondsLeft: null }
  const seconds = Number(exp)
  return {
    expiresAt: momentOf(exp),
    expired: seconds < Math.floor(now) - LEEWAY_SECONDS,
    secondsLeft: Math.floor(seconds - now),
  }
}

function claimsOf(node: JsonNode, version: string): Claims | undefined {
  try {
    return readClaims(node, version)
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** For showing; what the server makes of it is decided elsewhere. */
function plainJson(part: string): unknown {
  try {
    return cut(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')), DEEPEST_SHOWN)
  } catch {
    return null
  }
}

/** Claims nobody reads may nest without end, and whoever prints such a value runs out of stack. */
const DEEPEST_SHOWN = 100

function cut(value: unknown, room: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (room === 0) return '…'
  if (Array.isArray(value)) return value.map((item) => cut(item, room - 1))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cut(item, room - 1)]))
}

/** The access of a token without asking whether it is accepted: what `can` and `diff` start from. */
export const accessOfToken = (token: string, version: string): Access | undefined =>
  readable(token, version)?.access

/** Seconds since 1970, or undefined. */
export function expiryOfToken(token: string, version: string): number | undefined {
  const exp = readable(token, version)?.exp
  return exp === undefined ? undefined : Number(exp)
}

/** The claims, where the server could read them and does not refuse what they say. */
function readable(token: string, version: string): Claims | undefined {
  const parts = splitToken(token)
  const payload = parts && nodeOf(parts.payload)
  const claims = payload && claimsOf(payload, version)
  return claims?.invalid.length === 0 ? claims : undefined
}
