import { debugString, displayFloat } from '../rust.ts'
import type { Raw } from './raw.ts'

/** Why a value cannot be read. Where several values are wrong the server names any one of them. */
export interface Failure {
  /** What the server says before it names key and place; a missing key has none of its own. */
  readonly message: string | undefined
  /** The same without what the file holds. */
  readonly redacted: string | undefined
  readonly key: string
  readonly uri?: string
  /** The value that is wrong. */
  readonly raw?: Raw
}

/** The server's line after `Error: `. */
export function failureText({ message, key, uri }: Failure): string {
  if (message === undefined) return `missing configuration field ${debugString(key)}`
  return message + (key === '' ? '' : ` for key \`${key}\``) + (uri === undefined ? '' : ` in ${uri}`)
}

export const redactedText = (failure: Failure): string =>
  failureText({ ...failure, message: failure.redacted })

export const missing = (key: string): Failure => ({ message: undefined, redacted: undefined, key })

export const refusal = (message: string, redacted: string = message, raw?: Raw): Failure => ({
  message,
  redacted,
  key: '',
  ...(raw !== undefined && { raw }),
})

/** A failure inside the value of a key. */
export const under =
  (key: string) =>
  (failure: Failure): Failure => ({
    ...failure,
    key: failure.key === '' || failure.key.startsWith('[') ? key + failure.key : `${key}.${failure.key}`,
  })

export const underIndex =
  (index: number) =>
  (failure: Failure): Failure => ({ ...failure, key: `[${index}]${failure.key}` })

/** config-rs found a value of another kind and says where. */
export function wrongKind(raw: Raw, expected: string): Failure {
  return {
    message: `invalid type: ${describe(raw, 'config')}, expected ${expected}`,
    redacted: `invalid type: ${KINDS[raw.kind]}, expected ${expected}`,
    key: '',
    ...(raw.uri !== undefined && { uri: raw.uri }),
    raw,
  }
}

/** The same said by serde, which does not know the place. */
export function wrongKindForSerde(raw: Raw, expected: string): Failure {
  return refusal(
    `invalid type: ${describe(raw, 'serde')}, expected ${expected}`,
    `invalid type: ${KINDS[raw.kind]}, expected ${expected}`,
    raw,
  )
}

const KINDS: Record<Raw['kind'], string> = {
  nil: 'unit value',
  boolean: 'boolean',
  integer: 'integer',
  float: 'floating point',
  string: 'string',
  list: 'sequence',
  table: 'map',
}

/** The two libraries differ in how they name numbers. */
export function describe(raw: Raw, library: 'config' | 'serde'): string {
  switch (raw.kind) {
    case 'boolean':
      return `boolean \`${raw.value}\``
    case 'integer':
      return `${library === 'config' ? '64-bit integer' : 'integer'} \`${raw.value}\``
    case 'float':
      return `floating point \`${library === 'config' ? displayFloat(raw.value) : withPoint(raw.value)}\``
    case 'string':
      return `string ${debugString(raw.value)}`
    default:
      return KINDS[raw.kind]
  }
}

function withPoint(value: number): string {
  const text = displayFloat(value)
  return Number.isFinite(value) && !text.includes('.') ? `${text}.0` : text
}
