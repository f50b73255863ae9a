import type { ScalarToken } from './token.ts'

/** What an unquoted text means to the server, or a quoted one, which is always text. */
export type Scalar =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A signed 64-bit number. */
  | { readonly kind: 'integer'; readonly value: bigint }
  /** Kept as written; see {@link parseFloat64} for its number. */
  | { readonly kind: 'real'; readonly value: string }
  | { readonly kind: 'string'; readonly value: string }
  /** A tag and a text that do not go together, or an alias of something that is not complete yet. Reads as null. */
  | { readonly kind: 'bad' }

export interface Tag {
  readonly handle: string
  readonly suffix: string
}

const STANDARD = 'tag:yaml.org,2002:'
const MIN = -(2n ** 63n)
const MAX = 2n ** 63n - 1n

const BOOLEANS = new Map([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
])

const SPECIAL_FLOATS = new Set([
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF', '-.inf', '-.Inf', '-.INF'],
  ...['.nan', '.NaN', '.NAN'],
])

const BAD: Scalar = { kind: 'bad' }
const NULL: Scalar = { kind: 'null' }

/** yaml-rust2 0.11 src/yaml.rs. Unknown tags make text, and so do `!!str` and `!!binary`. */
export function resolveScalar({ text, style }: Pick<ScalarToken, 'text' | 'style'>, tag?: Tag): Scalar {
  if (style !== 'plain') return { kind: 'string', value: text }
  if (tag === undefined) return resolvePlain(text)
  switch (tag.handle === STANDARD ? tag.suffix : '') {
    case 'bool':
      return resolveBoolean(text) ?? BAD
    case 'int':
      return resolveInteger(text, 10) ?? BAD
    case 'float':
      return isReal(text) ? { kind: 'real', value: text } : BAD
    case 'null':
      return text === '~' || text === 'null' ? NULL : BAD
    default:
      return { kind: 'string', value: text }
  }
}

function resolvePlain(text: string): Scalar {
  const number = resolvePrefixed(text)
  if (number !== undefined) return number
  if (text === '' || text === '~' || text === 'null') return NULL
  return (
    resolveBoolean(text) ??
    resolveInteger(text, 10) ?? { kind: isReal(text) ? 'real' : 'string', value: text }
  )
}

/** The prefix is cut off and a sign may still follow: `0x-1` and `+-1` are numbers. */
function resolvePrefixed(text: string): Scalar | undefined {
  if (text.startsWith('0x')) return resolveInteger(text.slice(2), 16)
  if (text.startsWith('0o')) return resolveInteger(text.slice(2), 8)
  return text.startsWith('+') ? resolveInteger(text.slice(1), 10) : undefined
}

function resolveBoolean(text: string): Scalar | undefined {
  const value = BOOLEANS.get(text)
  return value === undefined ? undefined : { kind: 'boolean', value }
}

function resolveInteger(text: string, radix: 8 | 10 | 16): Scalar | undefined {
  const value = parseInteger(text, radix)
  return value === undefined || value < MIN || value > MAX ? undefined : { kind: 'integer', value }
}

const DIGITS = { 8: /^[+-]?[0-7]+$/, 10: /^[+-]?\d+$/, 16: /^[+-]?[\da-fA-F]+$/ }
const PREFIX = { 8: '0o', 10: '', 16: '0x' }
/** A longer number is out of any range unless it is padded; the limit keeps the conversion linear. */
const LONGEST = 64

/** Digits with an optional sign, of any size. */
export function parseInteger(text: string, radix: 8 | 10 | 16 = 10): bigint | undefined {
  if (!DIGITS[radix].test(text)) return undefined
  const digits = text.replace(/^[+-]?0*/, '')
  if (digits === '') return 0n
  const value = BigInt(PREFIX[radix] + digits.slice(0, LONGEST))
  return text.startsWith('-') ? -value : value
}

const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

const isReal = (text: string): boolean => SPECIAL_FLOATS.has(text) || FLOAT.test(text)

/** A floating point text as Rust reads it; undefined for `.inf` and `.nan`, on which the server stops. */
export function parseFloat64(text: string): number | undefined {
  if (FLOAT.test(text)) return Number(text)
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
  if (word === null) return undefined
  if (word[2]?.toLowerCase() === 'nan') return Number.NaN
  return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}
