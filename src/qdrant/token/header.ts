import type { JsonNode } from '../json/read.ts'
import { list, onceEach, optionalString, requireSound, string, Unreadable, variant } from '../json/serde.ts'
import { has } from '../versions.ts'

/** Algorithms that jsonwebtoken knows; the server then takes HS256 and no other. */
const ALGORITHMS = [
  'HS256',
  'HS384',
  'HS512',
  'ES256',
  'ES384',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
] as const

export type Algorithm = (typeof ALGORITHMS)[number]

const TEXTS = ['typ', 'cty', 'jku', 'kid', 'x5u', 'x5t', 'x5t#S256', 'enc', 'zip', 'url', 'nonce'] as const
const LISTS = ['x5c', 'crit'] as const
const REGISTERED = ['alg', 'jwk', ...TEXTS, ...LISTS] as const

/** Containers around a field's value: the header object. */
const FIELD_DEPTH = 1

/**
 * The algorithm of a token's header. Field values are typed although nothing is done with them;
 * a wrong one makes the whole token unreadable (jsonwebtoken 10, header.rs).
 */
export function readHeader(node: JsonNode, version: string): Algorithm {
  if (node.kind !== 'object') throw new Unreadable('header', 'it is not an object')
  const found = onceEach(node.entries, 'header', REGISTERED)
  if (found.alg === undefined) throw new Unreadable('header.alg', 'it is missing')
  const algorithm = variant(found.alg, 'header.alg', ALGORITHMS)
  for (const name of TEXTS) optionalString(found[name], `header.${name}`)
  for (const name of LISTS) {
    const value = found[name]
    if (value !== undefined && value.kind !== 'null') list(value, `header.${name}`, string)
  }
  if (found.jwk !== undefined && found.jwk.kind !== 'null') requireJwk(found.jwk)
  if (has(version, 'typedHeader')) {
    for (const { key, value } of node.entries) {
      if (!(REGISTERED as readonly string[]).includes(key.value)) string(value, `header.${key.value}`)
    }
  }
  return algorithm
}

/** Fields that make each kind of public key (RFC 7517, RFC 7518 section 6). */
const KEY_FIELDS: Record<string, readonly string[]> = {
  EC: ['crv', 'x', 'y'],
  RSA: ['n', 'e'],
  oct: ['k'],
  OKP: ['crv', 'x'],
}

const CURVES = ['P-256', 'P-384', 'P-521', 'Ed25519']

function requireJwk(node: JsonNode): void {
  const path = 'header.jwk'
  requireSound(node, FIELD_DEPTH, path)
  if (node.kind !== 'object') throw new Unreadable(path, 'it is not an object')
  const { kty, ...rest } = onceEach(node.entries, path, [
    'kty',
    'crv',
    'x',
    'y',
    'n',
    'e',
    'k',
    'kid',
    'x5u',
    'x5t',
  ])
  const wanted = KEY_FIELDS[kty?.kind === 'string' ? kty.value : ''] ?? []
  if (wanted.length === 0) throw new Unreadable(`${path}.kty`, 'it names no kind of key')
  for (const name of wanted) {
    const value = rest[name as keyof typeof rest]
    if (value?.kind !== 'string') throw new Unreadable(`${path}.${name}`, 'it is not a string')
    if (name === 'crv' && !CURVES.includes(value.value))
      throw new Unreadable(`${path}.crv`, 'it is no known curve')
  }
  for (const name of ['kid', 'x5u', 'x5t'] as const) optionalString(rest[name], `${path}.${name}`)
}
