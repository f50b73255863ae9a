import type { Finding } from '../finding.ts'
import { isWeak, keyLength, MINIMUM_KEY_BYTES } from '../keys/strength.ts'
import { nearest } from '../nearest.ts'
import type { JsonNode } from '../qdrant/json/read.ts'
import { Unreadable } from '../qdrant/json/serde.ts'
import { readClaims } from '../qdrant/token/claims.ts'
import { readPart, splitToken } from '../qdrant/token/decode.ts'
import { readHeader } from '../qdrant/token/header.ts'
import { has, sinceVersion } from '../qdrant/versions.ts'
import { quoted, shown } from '../shown.ts'
import { levelOf, type TokenRule } from './rules.ts'

export interface TokenFacts {
  header: JsonNode | undefined
  claims: JsonNode | undefined
  /** Keys the token was checked with. */
  keys: readonly string[]
  /** Seconds since 1970. */
  now: number
  version: string
}

/** What is wrong or doubtful in a token, whatever the server says to it. Rule ids start with `jwt/`. */
export function tokenFindings(facts: TokenFacts): Finding[] {
  return [...headerFindings(facts), ...claimFindings(facts), ...keyFindings(facts)]
}

/** The findings of a token that was just made and verified. */
export function findingsOfToken(token: string, key: string, now: Date, version: string): Finding[] {
  const parts = splitToken(token)
  const [header, claims] = [parts && nodeOf(parts.header), parts && nodeOf(parts.payload)]
  return tokenFindings({ header, claims, keys: [key], now: now.getTime() / 1000, version })
}

/** A part of a token as JSON; undefined where it is none. */
export function nodeOf(part: string): JsonNode | undefined {
  const node = readPart(part)
  return typeof node === 'string' ? undefined : node
}

const finding = (rule: TokenRule, message: string, hint?: string): Finding => ({
  ruleId: `jwt/${rule}`,
  level: levelOf(rule),
  message,
  ...(hint !== undefined && { hint }),
})

function headerFindings({ header, version }: TokenFacts): Finding[] {
  if (header === undefined) return [finding('malformed', 'it is no token: its header cannot be read')]
  try {
    const algorithm = readHeader(header, version)
    return algorithm === 'HS256'
      ? []
      : [finding('algorithm', `Qdrant takes HS256 only, and this is ${algorithm}`)]
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return [
      finding(
        'header',
        `${shown(error.path.slice(0, 60))}: ${error.reason}`,
        'Qdrant refuses the whole token for it',
      ),
    ]
  }
}

function keyFindings({ keys }: TokenFacts): Finding[] {
  const weak = keys.filter(isWeak).map(keyLength)
  if (weak.length === 0) return []
  const message = `the key has ${Math.min(...weak)} bytes, and less than ${MINIMUM_KEY_BYTES} can be found offline from this token`
  return [finding('weak-key', message, 'make a new key with qdrant-auth keygen')]
}

/** Claims the server reads, with the release that began to. */
const KNOWN = ['exp', 'access', 'value_exists', 'sub', 'subject']

/** Registered claims that people trust and Qdrant never looks at. */
const IGNORED: Record<string, string> = {
  nbf: 'the token is valid at once',
  aud: 'any server with this key accepts it',
  iss: 'nobody checks who made it',
  jti: 'it cannot be revoked by it; use --revocable',
  iat: 'its age is not checked',
}

const DAY = 86_400
const LONG_DAYS = 90

/** Seconds of the year 5138: what is larger was meant in milliseconds. */
const MILLISECONDS = 100_000_000_000

function claimFindings(facts: TokenFacts): Finding[] {
  const { claims, version } = facts
  if (claims?.kind !== 'object') return [finding('malformed', 'it is no token: its claims cannot be read')]
  const names = claims.entries.map(({ key }) => key.value)
  const value = (name: string) => fieldOf(claims, name)
  return [
    ...unreadable(claims, version),
    ...duplicates(names),
    ...accessFindings(names, value('access')),
    ...expiryFindings(value('exp'), facts),
    ...unknownFindings(names),
    ...identityFindings(names, version),
    ...guardFindings(value('value_exists')),
  ]
}

/** The first field of that name; undefined also where there is no object. */
const fieldOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'object' ? node.entries.find(({ key }) => key.value === name)?.value : undefined

function unreadable(claims: JsonNode, version: string): Finding[] {
  try {
    return readClaims(claims, version).invalid.map(({ cause, message }) =>
      finding(cause === 'duplicate-collection' ? cause : 'payload', message),
    )
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const hint = 'Qdrant then says "Invalid API key or JWT", as to any unknown key'
    return [finding('claim-type', `${error.path || 'claims'}: ${error.reason}`, hint)]
  }
}

function duplicates(names: readonly string[]): Finding[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const name of names) (seen.has(name) ? twice : seen).add(name)
  return [...twice].map((name) => finding('duplicate-claim', `${quoted(name)} is there more than once`))
}

function accessFindings(names: readonly string[], access: JsonNode | undefined): Finding[] {
  if (access === undefined) {
    const misspelt = names.find((name) => nearest(name, ['access']) !== undefined)
    const message = 'there is no access claim, so this token may do everything'
    return [
      finding(
        'no-access',
        misspelt === undefined ? message : `${message}: ${quoted(misspelt)} is not it`,
        'mint it again with --access or --collection',
      ),
    ]
  }
  const text =
    access.kind === 'string'
      ? access.value
      : access.kind === 'object'
        ? access.entries[0]?.key.value
        : undefined
  if (text === 'm')
    return [finding('manage', 'this token may do everything', 'grant single collections instead')]
  if (access.kind !== 'list') return []
  if (access.items.length === 0)
    return [finding('empty-access', 'the access list is empty: it may do next to nothing')]
  return access.items.flatMap((item) => {
    const name = item.kind === 'list' ? item.items[0] : fieldOf(item, 'collection')
    if (name?.kind !== 'string' || !/[*?]/.test(name.value)) return []
    return [
      finding(
        'wildcard',
        `${quoted(name.value)} is no pattern to Qdrant: it grants nothing`,
        'list every collection by its name',
      ),
    ]
  })
}

function expiryFindings(exp: JsonNode | undefined, { now, version }: TokenFacts): Finding[] {
  // Where null is refused, that is said of the type of the claim.
  const isNone = exp === undefined || (exp.kind === 'null' && !has(version, 'nullExpiryRefused'))
  if (isNone) return [finding('never-expires', 'it never expires', 'mint it with --expires')]
  if (exp.kind !== 'u64') return []
  if (exp.value > MILLISECONDS) {
    return [
      finding(
        'milliseconds',
        'exp is in milliseconds: for Qdrant that is thousands of years away',
        'exp counts seconds',
      ),
    ]
  }
  const days = Math.round((Number(exp.value) - now) / DAY)
  return days > LONG_DAYS
    ? [
        finding(
          'long-lived',
          `it is valid for another ${days} days`,
          'a token cannot be taken back unless it is revocable',
        ),
      ]
    : []
}

function unknownFindings(names: readonly string[]): Finding[] {
  return [...new Set(names)].flatMap((name) => {
    if (KNOWN.includes(name)) return []
    const ignored = Object.hasOwn(IGNORED, name) ? IGNORED[name] : undefined
    if (ignored !== undefined) return [finding('ignored-claim', `Qdrant ignores ${name}: ${ignored}`)]
    const meant = nearest(name, KNOWN)
    const message = `Qdrant ignores ${quoted(name)}`
    return [
      meant === undefined
        ? finding('unknown-claim', message)
        : finding('misspelt-claim', message, `did you mean ${meant}?`),
    ]
  })
}

function identityFindings(names: readonly string[], version: string): Finding[] {
  const found: Finding[] = []
  if (names.includes('sub') && !names.includes('subject')) {
    found.push(finding('sub-without-subject', 'the audit log shows subject and not sub', 'add --subject'))
  }
  if (names.includes('subject') && !has(version, 'subjectClaim')) {
    found.push(
      finding(
        'too-new',
        `Qdrant ${version} ignores subject, which came with ${sinceVersion('subjectClaim')}`,
      ),
    )
  }
  return found
}

/** Values that are text but look like a number or a boolean never match a payload that holds the real thing. */
function guardFindings(guard: JsonNode | undefined): Finding[] {
  const matches = fieldOf(guard, 'matches')
  if (matches?.kind !== 'list') return []
  return matches.items.flatMap((match) => {
    const value = fieldOf(match, 'value')
    if (value?.kind !== 'string' || !/^(-?\d+|true|false)$/.test(value.value)) return []
    return [
      finding(
        'guard-type',
        `value_exists compares with the text ${quoted(value.value)}, which matches no number or boolean`,
      ),
    ]
  })
}
