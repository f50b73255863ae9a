import type { Failure } from './failure.ts'
import type { Raw } from './raw.ts'
import { isWord, noVariant } from './strict.ts'

type Check = (raw: Raw) => boolean

/** One key of a kind of quantization. */
interface Key {
  readonly check: Check
  /** Not to be left out: of a table, of a list. */
  readonly must?: 'everywhere' | 'in-list'
}

const word =
  (...words: string[]): Check =>
  (raw) =>
    isWord(raw, { name: '', words })

const optional = (check: Check): Key => ({ check: (raw) => raw.kind === 'nil' || check(raw) })
const inList = (check: Check): Key => ({ ...optional(check), must: 'in-list' })

const isBoolean: Check = (raw) => raw.kind === 'boolean'
const isNumber: Check = (raw) => raw.kind === 'float' || raw.kind === 'integer'

const MEMORY = {
  always_ram: inList(isBoolean),
  memory: optional(word('cold', 'cached', 'pinned')),
}

/** The kinds of quantization in the order they are tried in, each with its keys in theirs (segment/src/types.rs). */
const QUANTIZATIONS: Readonly<Record<string, Readonly<Record<string, Key>>>> = {
  scalar: { type: { check: word('int8'), must: 'everywhere' }, quantile: inList(isNumber), ...MEMORY },
  product: {
    compression: { check: word('x4', 'x8', 'x16', 'x32', 'x64'), must: 'everywhere' },
    ...MEMORY,
  },
  binary: {
    ...MEMORY,
    encoding: optional(word('one_bit', 'two_bits', 'one_and_half_bits')),
    query_encoding: optional(word('default', 'binary', 'scalar4bits', 'scalar8bits')),
  },
  turbo: { ...MEMORY, bits: optional(word('bits1', 'bits1_5', 'bits2', 'bits4')) },
}

type Options = ReadonlyMap<string, Raw>

/** The first kind that fits with what it is given; a list may stand for each of the two tables. */
function read(raw: Raw): { kind: string; options: Options } | undefined {
  for (const [kind, keys] of Object.entries(QUANTIZATIONS)) {
    const value =
      raw.kind === 'list' ? (raw.items.length === 1 ? raw.items[0] : undefined) : entryOf(raw, kind)
    const options = value && optionsIn(value, keys)
    if (options !== undefined) return { kind, options }
  }
  return undefined
}

const entryOf = (raw: Raw, key: string): Raw | undefined =>
  raw.kind === 'table' ? raw.entries.get(key) : undefined

function optionsIn(raw: Raw, keys: Readonly<Record<string, Key>>): Options | undefined {
  const names = Object.keys(keys)
  if (raw.kind === 'list' && raw.items.length > names.length) return undefined
  if (raw.kind !== 'list' && raw.kind !== 'table') return undefined
  const options =
    raw.kind === 'table' ? raw.entries : new Map(raw.items.map((item, index) => [names[index] ?? '', item]))
  const fits = Object.entries(keys).every(([name, { check, must }]) => {
    const value = options.get(name)
    if (value !== undefined) return check(value)
    return must === undefined || (must === 'in-list' && raw.kind === 'table')
  })
  return fits ? options : undefined
}

export const quantizationFailure = (raw: Raw): Failure | undefined =>
  read(raw) === undefined ? noVariant('QuantizationConfig') : undefined

/** The quantile of a scalar quantization. */
export function quantileOf(raw: Raw): number | undefined {
  const found = read(raw)
  const quantile = found?.kind === 'scalar' ? found.options.get('quantile') : undefined
  return quantile?.kind === 'float' || quantile?.kind === 'integer'
    ? Math.fround(Number(quantile.value))
    : undefined
}
