import type { JsonNode } from '../json/read.ts'
import {
  ending,
  fields,
  list,
  onceEach,
  optionalString,
  requireSound,
  string,
  Unreadable,
  variant,
} from '../json/serde.ts'
import { has } from '../versions.ts'
import { type Access, COLLECTION_MODES, type CollectionAccess } from './access.ts'
import { type JsonPath, parseJsonPath } from './json-path.ts'

/** The claims the server reads (src/common/auth/claims.rs); every other claim it skips. */
export interface Claims {
  sub: string | undefined
  subject: string | undefined
  /** Seconds since 1970. */
  exp: bigint | undefined
  /** Missing in the token means `manage`. */
  access: Access
  valueExists: ValueExists | undefined
  /** What the server refuses after it has read everything, in its own words; within one entry its order is random. */
  invalid: InvalidEntry[]
}

export interface InvalidEntry {
  cause: 'duplicate-collection' | 'payload-constraint'
  message: string
}

/** Every pair must match on one point of the collection. */
export interface ValueExists {
  collection: string
  matches: { key: string; path: JsonPath; value: string | bigint | boolean }[]
}

const CLAIMS = ['sub', 'exp', 'access', 'value_exists', 'subject'] as const

/** What jsonwebtoken reads a second time for its own checks. */
const CHECKED = ['exp', 'nbf', 'sub', 'iss', 'aud'] as const

/** Containers around a claim's value: the claims object. */
const CLAIM_DEPTH = 1

/** Throws `Unreadable` with the claim's path where the server would call the token no token. */
export function readClaims(node: JsonNode, version: string): Claims {
  // A list of claims in order would pass the first reading, but never the second, which has another order.
  if (node.kind !== 'object') throw new Unreadable('', 'the claims are not an object')
  const found = onceEach(node.entries, '', CLAIMS)
  const claims: Claims = {
    sub: has(version, 'pointsAccess') ? optionalString(found.sub, 'sub') : undefined,
    subject: has(version, 'subjectClaim') ? optionalString(found.subject, 'subject') : undefined,
    exp: expiry(found.exp, version),
    valueExists: valueExists(found.value_exists),
    ...access(found.access, version),
  }
  readAgain(node.entries)
  return claims
}

function expiry(node: JsonNode | undefined, version: string): bigint | undefined {
  if (node === undefined) return undefined
  if (node.kind === 'null' && !has(version, 'nullExpiryRefused')) return undefined
  if (node.kind === 'u64') return node.value
  throw new Unreadable('exp', 'it is not a whole number of seconds')
}

/** nbf, iss and aud are never checked, but some values stop the reader. */
function readAgain(entries: Parameters<typeof onceEach>[0]): void {
  const { nbf, iss, aud } = onceEach(entries, '', CHECKED)
  const isFilled =
    (nbf?.kind === 'list' && nbf.items.length > 0) || (nbf?.kind === 'object' && nbf.entries.length > 0)
  if (isFilled || (nbf !== undefined && ending(nbf, CLAIM_DEPTH) === 'stuck'))
    throw new Unreadable('nbf', 'it is not a number')
  for (const [name, node] of Object.entries({ iss, aud })) {
    if (node !== undefined && ending(node, CLAIM_DEPTH) === 'stuck')
      throw new Unreadable(name, 'it cannot be read')
  }
}

function access(node: JsonNode | undefined, version: string): Pick<Claims, 'access' | 'invalid'> {
  if (node === undefined) return { access: 'manage', invalid: [] }
  requireSound(node, CLAIM_DEPTH, 'access')
  if (node.kind !== 'list')
    return { access: variant(node, 'access', ['r', 'm']) === 'm' ? 'manage' : 'read', invalid: [] }
  const invalid: InvalidEntry[] = []
  const seen = new Set<string>()
  const modes = has(version, 'pointsAccess') ? COLLECTION_MODES : (['r', 'rw'] as const)
  const entries = list(node, 'access', (entry, path): CollectionAccess => {
    const { collection, access: mode, payload } = fields(entry, path, ['collection', 'access', 'payload'], 1)
    const name = string(required(collection, `${path}.collection`), `${path}.collection`)
    if (seen.has(name)) invalid.push(duplicate(path))
    seen.add(name)
    if (payload !== undefined && payload.kind !== 'null' && has(version, 'payloadRefused'))
      invalid.push(constraint(path))
    return {
      collection: name,
      mode: variant(required(mode, `${path}.access`), `${path}.access`, modes),
    }
  })
  return { access: entries, invalid }
}

const duplicate = (path: string): InvalidEntry => ({
  cause: 'duplicate-collection',
  message: `${path}.collection: Collection name should be unique`,
})

const constraint = (path: string): InvalidEntry => ({
  cause: 'payload-constraint',
  message: `${path}.payload: The 'payload' constraint is deprecated and should not be used`,
})

function valueExists(node: JsonNode | undefined): ValueExists | undefined {
  if (node === undefined || node.kind === 'null') return undefined
  const { collection, matches } = fields(node, 'value_exists', ['collection', 'matches'])
  return {
    collection: string(required(collection, 'value_exists.collection'), 'value_exists.collection'),
    matches: list(required(matches, 'value_exists.matches'), 'value_exists.matches', match),
  }
}

function match(node: JsonNode, path: string): ValueExists['matches'][number] {
  const { key, value } = fields(node, path, ['key', 'value'])
  const text = string(required(key, `${path}.key`), `${path}.key`)
  const jsonPath = parseJsonPath(text)
  if (jsonPath === undefined) throw new Unreadable(`${path}.key`, 'it is no path of a payload field')
  return { key: text, path: jsonPath, value: matchValue(required(value, `${path}.value`), `${path}.value`) }
}

const I64_MAX = 2n ** 63n - 1n

function matchValue(node: JsonNode, path: string): string | bigint | boolean {
  if (node.kind === 'string') return string(node, path)
  if (node.kind === 'boolean' || node.kind === 'i64') return node.value
  if (node.kind === 'u64' && node.value <= I64_MAX) return node.value
  throw new Unreadable(path, 'it is neither text, whole number, true nor false')
}

function required(node: JsonNode | undefined, path: string): JsonNode {
  if (node === undefined) throw new Unreadable(path, 'it is missing')
  return node
}
