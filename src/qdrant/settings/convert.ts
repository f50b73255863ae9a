import { displayFloat } from '../rust.ts'
import { parseFloat64, parseInteger } from '../yaml/scalar.ts'
import { type Failure, refusal, wrongKind } from './failure.ts'
import type { Raw } from './raw.ts'

/** A value or why there is none. */
export type Converted<T> = { readonly value: T } | { readonly failure: Failure }

const YES = new Set(['true', 'on', 'yes'])
const NO = new Set(['false', 'off', 'no'])

const MAX_U64 = 2n ** 64n - 1n
const MIN_I64 = -(2n ** 63n)
const MAX_I64 = 2n ** 63n - 1n

/** config-rs 0.15 src/value.rs, into_bool. A word is named in lower case in the message. */
export function toBoolean(raw: Raw): Converted<boolean> {
  switch (raw.kind) {
    case 'boolean':
      return { value: raw.value }
    case 'integer':
      return { value: raw.value !== 0n }
    case 'float':
      return { value: raw.value !== 0 }
    case 'string': {
      const word = raw.value.toLowerCase()
      if (word === '1' || YES.has(word)) return { value: true }
      if (word === '0' || NO.has(word)) return { value: false }
      return { failure: wrongKind({ ...raw, value: word }, 'a boolean') }
    }
    default:
      return { failure: wrongKind(raw, 'a boolean') }
  }
}

/** into_string: numbers and booleans become text. */
export function toText(raw: Raw): Converted<string> {
  switch (raw.kind) {
    case 'string':
      return { value: raw.value }
    case 'boolean':
    case 'integer':
      return { value: String(raw.value) }
    case 'float':
      return { value: displayFloat(raw.value) }
    default:
      return { failure: wrongKind(raw, 'a string') }
  }
}

/** into_uint, then the narrowing of src/de.rs. Floats are rounded and clamped, integers out of range refused. */
export function toUnsigned(raw: Raw, bits: 8 | 16 | 32 | 64): Converted<bigint> {
  const wide = toWideUnsigned(raw)
  if ('failure' in wide || wide.value < 2n ** BigInt(bits)) return wide
  const message = `64-bit unsigned integer \`${wide.value}\`, expected an unsigned ${bits} bit integer`
  return { failure: refusal(`invalid type: ${message}`, `invalid type: ${message}`, raw) }
}

function toWideUnsigned(raw: Raw): Converted<bigint> {
  switch (raw.kind) {
    case 'integer':
      return raw.value >= 0n
        ? { value: raw.value }
        : { failure: wrongKind(raw, 'an unsigned 64 bit or less integer') }
    case 'boolean':
      return { value: raw.value ? 1n : 0n }
    case 'float':
      return { value: clamp(raw.value, 0n, MAX_U64) }
    case 'string': {
      const value = wordNumber(raw.value) ?? (raw.value.startsWith('-') ? undefined : parseInteger(raw.value))
      return value === undefined || value > MAX_U64 ? { failure: wrongKind(raw, 'an integer') } : { value }
    }
    default:
      return { failure: wrongKind(raw, 'an integer') }
  }
}

/** into_int. */
export function toSigned(raw: Raw): Converted<bigint> {
  switch (raw.kind) {
    case 'integer':
      return { value: raw.value }
    case 'boolean':
      return { value: raw.value ? 1n : 0n }
    case 'float':
      return { value: clamp(raw.value, MIN_I64, MAX_I64) }
    case 'string': {
      const value = wordNumber(raw.value) ?? parseInteger(raw.value)
      return value === undefined || value < MIN_I64 || value > MAX_I64
        ? { failure: wrongKind(raw, 'an integer') }
        : { value }
    }
    default:
      return { failure: wrongKind(raw, 'an integer') }
  }
}

/** into_float. */
export function toFloat(raw: Raw): Converted<number> {
  switch (raw.kind) {
    case 'float':
      return { value: raw.value }
    case 'integer':
      return { value: Number(raw.value) }
    case 'boolean':
      return { value: raw.value ? 1 : 0 }
    case 'string': {
      const word = wordNumber(raw.value)
      const value = word === undefined ? parseFloat64(raw.value) : Number(word)
      return value === undefined ? { failure: wrongKind(raw, 'a floating point') } : { value }
    }
    default:
      return { failure: wrongKind(raw, 'a floating point') }
  }
}

function wordNumber(text: string): bigint | undefined {
  const word = text.toLowerCase()
  if (YES.has(word)) return 1n
  return NO.has(word) ? 0n : undefined
}

/** Rust rounds halves away from zero and saturates; what is no number becomes 0. */
function clamp(value: number, min: bigint, max: bigint): bigint {
  if (Number.isNaN(value)) return 0n
  if (value >= Number(max)) return max
  if (value <= Number(min)) return min
  // Adding a half first would round 0.49999999999999994 up.
  const whole = Math.trunc(value)
  return BigInt(Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole)
}
