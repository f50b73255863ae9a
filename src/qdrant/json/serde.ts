import type { JsonEntry, JsonNode } from './read.ts'

/**
 * How serde reads typed values out of JSON: what the server accepts is what these accept.
 * `undefined` is a value that is not there; `Unreadable` is one that makes the whole document unreadable.
 */

/** Carries where it went wrong, as a path of the document: `access[1].collection`. */
export class Unreadable extends Error {
  readonly path: string
  readonly reason: string

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`)
    this.path = path
    this.reason = reason
  }
}

export function string(node: JsonNode, path: string): string {
  if (node.kind !== 'string') throw new Unreadable(path, 'it is not a string')
  if (node.fault !== undefined) throw new Unreadable(path, 'it is not valid text')
  return node.value
}

/** `Option<String>`: null is as good as absent. */
export const optionalString = (node: JsonNode | undefined, path: string): string | undefined =>
  node === undefined || node.kind === 'null' ? undefined : string(node, path)

/** `Option<Vec<String>>`. */
export const optionalStrings = (node: JsonNode | undefined, path: string): string[] | undefined =>
  node === undefined || node.kind === 'null' ? undefined : list(node, path, string)

export function list<T>(node: JsonNode, path: string, item: (node: JsonNode, path: string) => T): T[] {
  if (node.kind !== 'list') throw new Unreadable(path, 'it is not a list')
  return node.items.map((child, index) => item(child, `${path}[${index}]`))
}

/**
 * The fields of a struct, which may be written as an object or, in order, as a list. Unknown names are skipped,
 * known ones may come once only. `optional` counts how many fields at the end a list may leave out.
 */
export function fields<Name extends string>(
  node: JsonNode,
  path: string,
  names: readonly Name[],
  optional = 0,
): Partial<Record<Name, JsonNode>> {
  if (node.kind === 'object') return onceEach(node.entries, path, names)
  if (node.kind !== 'list') throw new Unreadable(path, 'it is not an object')
  const { length } = node.items
  if (length > names.length || length < names.length - optional)
    throw new Unreadable(path, `a list of ${length} is not understood`)
  const found: Partial<Record<Name, JsonNode>> = {}
  for (const [index, name] of names.entries()) {
    const item = node.items[index]
    if (item !== undefined) found[name] = item
  }
  return found
}

export function onceEach<Name extends string>(
  entries: readonly JsonEntry[],
  path: string,
  names: readonly Name[],
): Partial<Record<Name, JsonNode>> {
  const found: Partial<Record<Name, JsonNode>> = {}
  for (const { key, value } of entries) {
    const name = names.find((known) => known === string(key, path))
    if (name === undefined) continue
    if (found[name] !== undefined) throw new Unreadable(join(path, name), 'it is there twice')
    found[name] = value
  }
  return found
}

/** A unit variant: its name, or an object of that name with null. */
export function variant<Name extends string>(node: JsonNode, path: string, names: readonly Name[]): Name {
  const written =
    node.kind === 'object' ? nullVariant(node.entries) : node.kind === 'string' ? node.value : undefined
  const name = names.find((known) => known === written)
  if (name === undefined) throw new Unreadable(path, `it is none of ${names.join(', ')}`)
  return name
}

function nullVariant(entries: readonly JsonEntry[]): string | undefined {
  const [only] = entries
  return entries.length === 1 && only?.value.kind === 'null' ? only.key.value : undefined
}

export const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

/** Deepest nesting that serde_json enters; only skipped values may go deeper. */
const DEEPEST = 127

/**
 * How the reading of a value ends that is first taken as it is (untagged enums): `sound`; `skipped`, with an error that
 * leaves the reader behind the value; or `stuck`, in the middle of it, so that the rest of the document is garbage.
 */
export type Ending = 'sound' | 'skipped' | 'stuck'

/** `depth`: how many containers are around the value. */
export function ending(node: JsonNode, depth: number): Ending {
  if (node.kind === 'string' || node.kind === 'too-large')
    return node.fault === undefined ? 'sound' : node.fault === 'behind' ? 'skipped' : 'stuck'
  if (node.kind !== 'list' && node.kind !== 'object') return 'sound'
  if (depth >= DEEPEST) return 'stuck'
  const children = node.kind === 'list' ? node.items : node.entries.map(({ value }) => value)
  const keysAreSound = node.kind === 'list' || node.entries.every(({ key }) => key.fault === undefined)
  for (const [index, child] of children.entries()) {
    const end = ending(child, depth + 1)
    if (end === 'sound') continue
    // The closing bracket is still looked for after an error, and found only behind the last child.
    return end === 'skipped' && index === children.length - 1 && keysAreSound ? 'skipped' : 'stuck'
  }
  return keysAreSound ? 'sound' : 'stuck'
}

export function requireSound(node: JsonNode, depth: number, path: string): void {
  if (ending(node, depth) !== 'sound')
    throw new Unreadable(path, 'it holds text, a number or nesting that cannot be read')
}
