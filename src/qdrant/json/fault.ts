import type { JsonNode } from './read.ts'

/** What serde_json says of a text that has no value at all, as an empty or a garbled file; undefined for any other mistake. */
export function jsonFault(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('latin1')
  const blank = /^[ \t\r\n]*/.exec(text)?.[0] ?? ''
  const line = blank.split('\n').length
  const column = blank.length - (blank.lastIndexOf('\n') + 1)
  const next = text[blank.length]
  if (next === undefined) return `EOF while parsing a value at line ${line} column ${column}`
  return /[[{"tfn0-9-]/.test(next) ? undefined : `expected value at line ${line} column ${column + 1}`
}

/** The value of a field of an object. Of a repeated one the last counts. */
export const field = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'object' ? node.entries.findLast(({ key }) => key.value === name)?.value : undefined
