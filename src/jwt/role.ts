import { QdrantAuthError } from '../errors.ts'
import type { Access, CollectionMode } from '../qdrant/token/access.ts'
import { parseJsonPath } from '../qdrant/token/json-path.ts'
import { DEFAULT_EXPIRY, parseExpiry } from './expiry.ts'

/** What a token is to allow, in words (design contract 3.9). Exactly one of `access` and `collections` is given. */
export interface Role {
  name?: string
  /** Who it is, for the audit log. */
  subject?: string
  /** Forwarded to inference services as their token; never shown in the audit log. */
  sub?: string
  access?: 'read' | 'manage'
  collections?: Record<string, string>
  expires?: string
  valueExists?: { collection: string; matches: readonly ValueMatch[] }
}

export interface ValueMatch {
  key: string
  value: string | number | boolean
}

/** The claims of a token as they are signed. `access` is always there: without it a token may do everything. */
export interface TokenClaims {
  exp?: number
  access: 'r' | 'm' | { collection: string; access: string }[]
  value_exists?: { collection: string; matches: ValueMatch[] }
  subject?: string
  sub?: string
}

/** What the server makes of an access claim of ours. */
export function accessOfClaim(claim: TokenClaims['access']): Access {
  if (claim === 'm') return 'manage'
  if (claim === 'r') return 'read'
  return claim.map(({ collection, access }) => ({ collection, mode: access as CollectionMode }))
}

/** The access claim that says so. */
export function claimOfAccess(access: Access): TokenClaims['access'] {
  if (access === 'manage') return 'm'
  if (access === 'read') return 'r'
  return access.map(({ collection, mode }) => ({ collection, access: mode }))
}

/** Words and short forms of what a token may do in a collection, as the server knows them. */
const MODES = new Map<unknown, string>([
  ['read', 'r'],
  ['read-write', 'rw'],
  ['points', 'prw'],
  ['r', 'r'],
  ['rw', 'rw'],
  ['prw', 'prw'],
])

/**
 * The claims of a role. Throws `bad-value` with the field's path for whatever the server would refuse or ignore.
 * `expiryOf` may remember what it read: rows of a batch share few expiries.
 */
export function claimsOf(role: Role, now: Date, expiryOf: typeof parseExpiry = parseExpiry): TokenClaims {
  const exp = expiryOf(role.expires ?? DEFAULT_EXPIRY, now)
  const { valueExists, subject, sub } = role
  // Built step by step, not by spreading: this runs a million times in a batch.
  const claims: TokenClaims = exp === undefined ? { access: accessOf(role) } : { exp, access: accessOf(role) }
  if (valueExists !== undefined) claims.value_exists = valueExistsOf(valueExists)
  if (subject !== undefined) claims.subject = text(subject, 'subject')
  if (sub !== undefined) claims.sub = text(sub, 'sub')
  return claims
}

function accessOf({ access, collections }: Role): TokenClaims['access'] {
  if ((access === undefined) === (collections === undefined)) {
    throw bad('access', 'give either access (read or manage) or collections')
  }
  if (access === 'read') return 'r'
  if (access === 'manage') return 'm'
  if (access !== undefined) throw bad('access', `${quote(access)} is neither read nor manage`)
  const levels = record(collections, 'collections')
  const names = Object.keys(levels)
  if (names.length === 0) throw bad('collections', 'it is empty, and such a token may do nothing')
  return names.map((name) => ({
    collection: collectionName(name, 'collections'),
    access: modeOf(levels[name], name),
  }))
}

function modeOf(mode: unknown, collection: string): string {
  const known = MODES.get(mode)
  if (known === undefined)
    throw bad(`collections.${collection}`, `${quote(mode)} is none of read, read-write, points`)
  return known
}

/** The server compares names as they are: a pattern would be the name of a collection that is not there. */
function collectionName(name: unknown, path: string): string {
  const collection = text(name, path)
  if (/[*?]/.test(collection))
    throw bad(path, `${quote(collection)} is no pattern to Qdrant: it grants nothing`)
  if (collection === '' || collection !== collection.trim())
    throw bad(path, `${quote(collection)} cannot be the name of a collection`)
  return collection
}

function valueExistsOf(claim: unknown): NonNullable<TokenClaims['value_exists']> {
  const { collection, matches } = record(claim, 'valueExists')
  const pairs = Array.isArray(matches)
    ? matches.map((pair, index) => record(pair, `valueExists.matches[${index}]`))
    : Object.entries(record(matches, 'valueExists.matches')).map(([key, value]) => ({ key, value }))
  return {
    collection: collectionName(collection, 'valueExists.collection'),
    matches: pairs.map(({ key, value }, index) => ({
      key: payloadPath(key, `valueExists.matches[${index}].key`),
      value: matchValue(value, `valueExists.matches[${index}].value`),
    })),
  }
}

function payloadPath(key: unknown, path: string): string {
  const field = text(key, path)
  if (parseJsonPath(field) === undefined) throw bad(path, `${quote(field)} is no path of a payload field`)
  return field
}

function matchValue(value: unknown, path: string): string | number | boolean {
  if (typeof value === 'boolean' || Number.isSafeInteger(value)) return value as boolean | number
  if (typeof value === 'string') return text(value, path)
  throw bad(path, `${quote(value)} is neither text, a whole number, true nor false`)
}

function text(value: unknown, path: string): string {
  if (typeof value !== 'string') throw bad(path, `${quote(value)} is not text`)
  if (!value.isWellFormed()) throw bad(path, 'it is not valid Unicode')
  return value
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad(path, 'it is not a table')
  return value as Record<string, unknown>
}

const quote = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 60)

const bad = (path: string, reason: string): QdrantAuthError =>
  new QdrantAuthError('bad-value', `${path}: ${reason}`)

const FIELDS = ['name', 'subject', 'sub', 'access', 'collections', 'expires', 'valueExists']

/** A role from a row of a file: unknown fields are refused, because a misspelt one would be left out in silence. */
export function roleFrom(row: unknown): Role {
  const role = record(row, 'the row')
  const unknown = Object.keys(role).find((field) => !FIELDS.includes(field))
  if (unknown !== undefined) throw bad(unknown.slice(0, 60), `no such field; there are ${FIELDS.join(', ')}`)
  if (role.name !== undefined) text(role.name, 'name')
  if (role.expires !== undefined) text(role.expires, 'expires')
  return role as Role
}
