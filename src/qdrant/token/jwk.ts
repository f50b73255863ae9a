import type { JsonNode } from '../json/read.ts'
import { onceEach, optionalString, optionalStrings, string, Unreadable, variant } from '../json/serde.ts'

/** Fields that any key may have (RFC 7517 section 4). */
const TEXTS = ['use', 'kid', 'x5u', 'x5t', 'x5t#S256'] as const
const LISTS = ['key_ops', 'x5c'] as const

/** Fields that make each kind of key (RFC 7518 section 6), as the server has them. */
const KINDS = {
  EC: ['crv', 'x', 'y'],
  RSA: ['n', 'e'],
  oct: ['k'],
  OKP: ['crv', 'x'],
} as const

const CURVES = ['P-256', 'P-384', 'P-521', 'Ed25519'] as const

/** A public key in a header is used for nothing, but must be one (jsonwebtoken 10, jwk.rs). */
export function requireJwk(node: JsonNode, path: string): void {
  if (node.kind !== 'object') throw new Unreadable(path, 'it is not an object')
  const common = onceEach(node.entries, path, ['alg', ...TEXTS, ...LISTS])
  for (const name of TEXTS) optionalString(common[name], `${path}.${name}`)
  for (const name of LISTS) optionalStrings(common[name], `${path}.${name}`)
  requireAlgorithm(common.alg, `${path}.alg`)
  const { kty } = onceEach(node.entries, path, ['kty'])
  if (kty === undefined) throw new Unreadable(`${path}.kty`, 'it is missing')
  const kind = variant(kty, `${path}.kty`, ['EC', 'RSA', 'oct', 'OKP'])
  const parts = onceEach<string>(node.entries, path, KINDS[kind])
  for (const name of KINDS[kind]) {
    const part = parts[name]
    if (part === undefined) throw new Unreadable(`${path}.${name}`, 'it is missing')
    if (name === 'crv') variant(part, `${path}.crv`, CURVES)
    else string(part, `${path}.${name}`)
  }
}

/** Any name will do, as text or in the enum form; there null may be an empty object. */
function requireAlgorithm(node: JsonNode | undefined, path: string): void {
  if (node === undefined || node.kind === 'null' || node.kind === 'string') return
  const [only, ...others] = node.kind === 'object' ? node.entries : []
  const isUnit =
    only?.value.kind === 'null' || (only?.value.kind === 'object' && only.value.entries.length === 0)
  if (!isUnit || others.length > 0) throw new Unreadable(path, 'it is no name')
}
