import { debugString } from '../rust.ts'
import type { Raw } from '../settings/raw.ts'

/** A variable as it stands in the environment; bytes where the value is no UTF-8. A name that is none is left out by the server. */
export interface Variable {
  readonly name: string
  readonly value: string | Uint8Array
}

export type EnvironmentLayer =
  /** By the key in the server's terms (`service.api_key`). */
  | { readonly kind: 'values'; readonly values: ReadonlyMap<string, Raw> }
  | { readonly kind: 'error'; readonly text: string; readonly redacted: string; readonly variable: string }

const PREFIX = 'qdrant__'
const SEPARATOR = '__'

/** The variable that gives a setting: `service.api_key` → `QDRANT__SERVICE__API_KEY`. */
export const variableOf = (path: string): string =>
  `${PREFIX}${path.replaceAll('.', SEPARATOR)}`.toUpperCase()

/**
 * Variables of the server in the order of the environment block: of two names that differ in case only, the later wins.
 * Every value is text (config-rs 0.15 src/env.rs with prefix and separator as in src/settings.rs).
 */
export function readEnvironment(variables: readonly Variable[]): EnvironmentLayer {
  const values = new Map<string, Raw>()
  for (const { name, value } of variables) {
    const lower = name.toLowerCase()
    if (!name.isWellFormed() || !lower.startsWith(PREFIX)) continue
    const key = lower.slice(PREFIX.length)
    const text = typeof value === 'string' ? value : decode(value)
    if (text === undefined) {
      const message = `env variable ${debugString(key)} contains non-Unicode data`
      return { kind: 'error', text: `${message}: ${debugBytes(value)}`, redacted: message, variable: name }
    }
    values.set(key.replaceAll(SEPARATOR, '.'), {
      kind: 'string',
      value: text,
      uri: 'the environment',
      source: { layer: 'environment', variable: name },
    })
  }
  return { kind: 'values', values }
}

/** The last value of a name, as the process itself would get it; undefined also when it is no UTF-8. */
export function variable(variables: readonly Variable[], name: string): string | undefined {
  const found = variables.find((entry) => entry.name === name)?.value
  return typeof found === 'object' ? decode(found) : found
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Rust's `{:?}` of bytes: what is UTF-8 as text, the others in hexadecimal. */
function debugBytes(value: string | Uint8Array): string {
  const bytes = Buffer.from(value)
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find(
      (count) => at + count <= bytes.length && decode(bytes.subarray(at, at + count)) !== undefined,
    )
    if (length === undefined) text += `\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`
    else text += debugString(bytes.toString('utf8', at, at + length)).slice(1, -1)
    at += length ?? 1
  }
  return `"${text}"`
}
