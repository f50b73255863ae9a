import type { JsonNode } from '../json/read.ts'
import {
  onceEach,
  optionalString,
  optionalStrings,
  requireSound,
  string,
  Unreadable,
  variant,
} from '../json/serde.ts'
import { has } from '../versions.ts'
import { requireJwk } from './jwk.ts'

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
  for (const name of LISTS) optionalStrings(found[name], `header.${name}`)
  if (found.jwk !== undefined && found.jwk.kind !== 'null') {
    requireSound(found.jwk, FIELD_DEPTH, 'header.jwk')
    requireJwk(found.jwk, 'header.jwk')
  }
  if (has(version, 'typedHeader')) {
    for (const { key, value } of node.entries) {
      if (!(REGISTERED as readonly string[]).includes(key.value)) string(value, `header.${key.value}`)
    }
  }
  return algorithm
}
