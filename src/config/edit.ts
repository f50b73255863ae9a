import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { QdrantAuthError } from '../errors.ts'
import type { Edit } from '../finding.ts'
import { requireShallow } from './yaml-depth.ts'

/** Offsets are UTF-16 units into the text as it was read, BOM included. */
export type TextEdit = Omit<Edit, 'file'>

/**
 * The edits that make `path` hold `value`, which is YAML text of one line (`"quoted"`, `6334`, `true`, `null`).
 * Everything else keeps its bytes: comments, order, quoting, line ends, anchors.
 * Throws `bad-value` where the file has no single place for it.
 */
export function setValue(text: string, path: readonly string[], value: string): TextEdit[] {
  const document = parse(text)
  const { map, pair, rest } = find(document, path)
  if (pair !== undefined && rest.length === 0) return [replaceValue(text, pair, value, path)]
  if (pair !== undefined) return [openEmptyValue(text, pair, rest, value)]
  if (map === undefined) return [appendDocument(text, rest, value)]
  return [
    map.flow === true ? insertInFlowMap(text, map, rest, value) : insertInBlockMap(text, map, rest, value),
  ]
}

/** The edits that remove `path` with its line (and comment on it). Nothing to do where it is not there. */
export function unsetValue(text: string, path: readonly string[]): TextEdit[] {
  const { map, pair, rest } = find(parse(text), path)
  if (pair === undefined || map === undefined || rest.length > 0) return []
  if (map.flow === true) return [removeFromFlowMap(text, map, pair)]
  const start = lineStart(text, keyStart(pair))
  // The last key of a table would leave `service:` behind, which the server reads as null and refuses.
  if (map.items.length === 1 && path.length > 1)
    return [{ start: keyStart(pair), end: valueEnd(text, pair), text: '{}' }]
  // A pair on its parent's line (`- a: 1`, or the root on a `---` line) leaves that line where it is.
  const from = /^[ \t]*$/.test(text.slice(start, keyStart(pair))) ? start : keyStart(pair)
  return [{ start: from, end: nextLine(text, valueEnd(text, pair)), text: '' }]
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text
  for (const { start, end, text: insert } of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + insert + result.slice(end)
  }
  return result
}

function parse(text: string): Document.Parsed {
  requireShallow(text)
  const document = parseDocument(text)
  const [error] = document.errors
  if (error !== undefined) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 }
    throw new QdrantAuthError('file-malformed', `line ${line}, column ${col}: ${firstLine(error.message)}`, {
      hints: ['mend the YAML first'],
    })
  }
  return document
}

const firstLine = (message: string): string => message.split(/ at line |\n/)[0] ?? message

type PairOf = Pair<unknown, unknown>

interface Found {
  /** Innermost mapping on the way, absent where the document holds none. */
  map: YAMLMap | undefined
  /** The pair that the way ends at or stops in with an empty value. */
  pair: PairOf | undefined
  /** Keys of the path that are still to be made (below `pair`, if there is one). */
  rest: readonly string[]
}

function find(document: Document.Parsed, path: readonly string[]): Found {
  const root = document.contents as unknown
  if (root === null || (isScalar(root) && root.value === null))
    return { map: undefined, pair: undefined, rest: path }
  if (!isMap(root)) throw refuse('the file is not a mapping')
  const dotted = pairOf(root, path.join('.'))
  if (dotted !== undefined) return { map: root, pair: withColon(dotted), rest: [] }
  let map: YAMLMap = root
  for (const [depth, key] of path.entries()) {
    const pair = pairOf(map, key)
    if (pair === undefined) return { map, pair: undefined, rest: path.slice(depth) }
    const { value } = withColon(pair)
    if (depth === path.length - 1) return { map, pair, rest: [] }
    const name = path.slice(0, depth + 1).join('.')
    if (isAlias(value)) throw refuse(`${name} is an alias of &${value.source}: change it there`)
    if (isScalar(value) && value.value === null) return { map, pair, rest: path.slice(depth + 1) }
    if (!isMap(value)) throw refuse(`${name} is not a mapping`)
    map = value
  }
  throw new TypeError('the path is empty')
}

/** `? key` alone has no colon that a value could stand behind. */
function withColon(pair: PairOf): PairOf {
  if (pair.value === null) throw refuse(`${pair.key} stands behind a question mark, without a colon`)
  return pair
}

const pairOf = (map: YAMLMap, key: string): PairOf | undefined =>
  map.items.find(
    (pair) => isScalar(pair.key) && String((pair.key as Scalar).source ?? pair.key.value) === key,
  ) as PairOf | undefined

function replaceValue(text: string, pair: PairOf, value: string, path: readonly string[]): TextEdit {
  const node = pair.value
  if (isCollection(node)) throw refuse(`${path.join('.')} holds a table or list, not a single value`)
  const start = valueStart(text, pair)
  const end = valueEnd(text, pair)
  const anchor = isScalar(node) && node.anchor !== undefined ? `&${node.anchor} ` : ''
  const blank = text[start - 1] === ':' ? ' ' : ''
  return { start, end, text: `${blank}${anchor}${value}` }
}

/** `service:` without a value gets its first key below it; `service: null` loses the null, a comment stays. */
function openEmptyValue(text: string, pair: PairOf, rest: readonly string[], value: string): TextEdit {
  const indent = indentOf(text, keyStart(pair)) + 2
  const start = colonEnd(text, pair)
  const lineEnd = start + text.slice(start).search(/\r?\n|$/)
  const comment = text.slice(Math.max(start, valueEnd(text, pair)), lineEnd)
  return { start, end: lineEnd, text: `${comment}${eol(text)}${nested(text, rest, value, indent)}` }
}

function insertInBlockMap(text: string, map: YAMLMap, rest: readonly string[], value: string): TextEdit {
  // Without a pair it would be no block.
  const [first, last] = [map.items[0], map.items.at(-1)] as [PairOf, PairOf]
  const indent = column(text, keyStart(first))
  const at = nextLine(text, valueEnd(text, last))
  const lines = nested(text, rest, value, indent)
  const open = text[at - 1] === '\n' ? '' : eol(text)
  return { start: at, end: at, text: `${open}${lines}${open === '' ? eol(text) : ''}` }
}

function insertInFlowMap(text: string, map: YAMLMap, rest: readonly string[], value: string): TextEdit {
  const last = (map.items as PairOf[]).at(-1)
  const flow = `${rest.map((key, depth) => (depth === rest.length - 1 ? `${key}: ${value}` : `${key}: {`)).join('')}${'}'.repeat(rest.length - 1)}`
  if (last === undefined) {
    const brace = (map.range?.[0] ?? 0) + 1
    return { start: brace, end: brace, text: flow }
  }
  const at = valueEnd(text, last)
  return { start: at, end: at, text: `, ${flow}` }
}

function removeFromFlowMap(text: string, map: YAMLMap, pair: PairOf): TextEdit {
  const pairs = map.items as PairOf[]
  const index = pairs.indexOf(pair)
  const next = pairs[index + 1]
  const before = pairs[index - 1]
  if (next !== undefined) return { start: keyStart(pair), end: keyStart(next), text: '' }
  return {
    start: before === undefined ? keyStart(pair) : valueEnd(text, before),
    end: valueEnd(text, pair),
    text: '',
  }
}

function appendDocument(text: string, rest: readonly string[], value: string): TextEdit {
  // A document end or a second start marker would make the new lines part of something else.
  if (/^(---|\.\.\.)/m.test(text)) throw refuse('the file is empty but for document markers')
  const open = text === '' || text === '\uFEFF' || text.endsWith('\n') ? '' : eol(text)
  return { start: text.length, end: text.length, text: `${open}${nested(text, rest, value, 0)}${eol(text)}` }
}

/** `a:\n  b: value`, every line at its depth. */
const nested = (text: string, rest: readonly string[], value: string, indent: number): string =>
  rest
    .map(
      (key, depth) =>
        `${' '.repeat(indent + 2 * depth)}${key}:${depth === rest.length - 1 ? ` ${value}` : ''}`,
    )
    .join(eol(text))

const keyStart = (pair: PairOf): number => (pair.key as Scalar).range?.[0] ?? 0

/** Just behind the colon. */
function colonEnd(text: string, pair: PairOf): number {
  const keyEnd = (pair.key as Scalar).range?.[1] ?? 0
  return text.indexOf(':', keyEnd) + 1
}

/** Where the value's text starts, its tag and anchor included. */
function valueStart(text: string, pair: PairOf): number {
  const after = colonEnd(text, pair)
  const node = pair.value as Scalar | null
  if (node?.range == null || node.range[0] === node.range[1]) return after
  const start = after + text.slice(after).search(/[^ \t]/)
  // Tag and anchor stand between the colon and the node's own range; a comment there would not be ours to drop.
  return /[#\r\n]/.test(text[start] ?? '') ? node.range[0] : start
}

function valueEnd(text: string, pair: PairOf): number {
  const node = pair.value as Scalar | null
  const [start, end] = node?.range ?? [0, 0]
  if (start === end) return colonEnd(text, pair)
  // A block scalar's range takes its last line end along.
  return text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : end
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at) + 1

/** Start of the line after the one `at` is in, or the end of the text. */
function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}

const column = (text: string, at: number): number =>
  text.slice(lineStart(text, at), at).replace('\uFEFF', '').length

const indentOf = (text: string, at: number): number =>
  text.slice(lineStart(text, at)).replace('\uFEFF', '').search(/[^ ]/)

const eol = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

const refuse = (message: string): QdrantAuthError =>
  new QdrantAuthError('bad-value', message, {
    hints: ['edit the file by hand, then run qdrant-auth config validate'],
  })
