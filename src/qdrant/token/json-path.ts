import type { JsonNode } from '../json/read.ts'

/** A field of a payload: names, list positions, or every item of a list (segment/src/json_path). */
export type JsonPath = readonly (string | number | typeof EVERY_ITEM)[]

export const EVERY_ITEM = Symbol('[]')

/** Names are letters, digits, `_` and `-` of any script, or anything in double quotes; `undefined` for any other text. */
export function parseJsonPath(text: string): JsonPath | undefined {
  const pattern = /([\p{Alphabetic}\p{N}_-]+)|"([^"\\]*)"|\[(\d+)\]|(\[\])/uy
  const path: (string | number | typeof EVERY_ITEM)[] = []
  let at = 0
  while (at < text.length) {
    const isFirst = path.length === 0
    const dotted = text[at] === '.'
    if (dotted && isFirst) return undefined
    pattern.lastIndex = dotted ? at + 1 : at
    const [all, name, quoted, index, every] = pattern.exec(text) ?? []
    if (all === undefined) return undefined
    const key = name ?? quoted
    // A name follows a dot or stands first; a position never does either.
    if ((key === undefined) === (dotted || isFirst)) return undefined
    if (index !== undefined && BigInt(index) > 2n ** 64n - 1n) return undefined
    path.push(key ?? (every === undefined ? Number(index) : EVERY_ITEM))
    at = pattern.lastIndex
  }
  return path.length === 0 ? undefined : path
}

/** Every value of the payload that the path leads to. */
export function valuesAt(payload: JsonNode, path: JsonPath): JsonNode[] {
  const [step, ...rest] = path
  if (step === undefined) return [payload]
  if (typeof step === 'string') {
    // serde_json's map keeps the last of repeated keys.
    const entry =
      payload.kind === 'object' ? payload.entries.findLast(({ key }) => key.value === step) : undefined
    return entry === undefined ? [] : valuesAt(entry.value, rest)
  }
  if (payload.kind !== 'list') return []
  if (step === EVERY_ITEM) return payload.items.flatMap((item) => valuesAt(item, rest))
  const item = payload.items[step]
  return item === undefined ? [] : valuesAt(item, rest)
}
