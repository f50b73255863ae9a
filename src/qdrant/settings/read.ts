import { type Converted, toBoolean, toFloat, toSigned, toText, toUnsigned } from './convert.ts'
import { type Failure, missing, refusal, under, underIndex, wrongKindForSerde } from './failure.ts'
import { namedTablesFailures } from './named-tables.ts'
import type { Choice } from './names.ts'
import { quantizationFailure } from './quantization.ts'
import type { Raw } from './raw.ts'
import { type Field, shapeOf, type TableShape } from './shape.ts'
import { isCount, isWord, noVariant, strictFailure } from './strict.ts'

/** A setting as the server has it after reading; null is unset. Lists and tables of free form are not taken apart. */
export type Typed = string | boolean | bigint | number | null

/** Values by the path of their setting. What is not in it was not given. */
export type Given = Map<string, { readonly value: Typed; readonly raw: Raw }>

/**
 * Types the merged configuration (serde over config-rs 0.15). Fills `given`, and returns the failures the server may name:
 * it reads the keys of a table in random order and stops at the first one that is wrong.
 */
export function readSettings(raw: Raw, given: Given, version: string): Failure[] {
  return readTable(shapeOf(version), raw, given)
}

function readTable(shape: TableShape, raw: Raw, given: Given): Failure[] {
  const flattened = shape.fields.filter((field) => field.flattened)
  if (raw.kind === 'list' && flattened.length === 0) return readAsList(shape, raw.items, given)
  if (raw.kind !== 'table') return [wrongKindForSerde(raw, `struct ${shape.name}`)]
  const { failures, readable } = readEntries(shape, raw.entries, given)
  if (failures.length > 0) return failures
  const absent = shape.fields.find((field) => field.absence === 'must' && !readable.has(field))
  if (absent !== undefined) return [missing(absent.name)]
  return flattened.flatMap((field) => readFlattened(field, raw.entries.get(field.name), given))
}

interface Entries {
  readonly failures: Failure[]
  /** The fields that are there, and whether a value of theirs can be read. */
  readonly readable: ReadonlyMap<Field, boolean>
}

function readEntries(shape: TableShape, entries: ReadonlyMap<string, Raw>, given: Given): Entries {
  const readable = new Map<Field, boolean>()
  const repeated: Field[] = []
  const failures: Failure[] = []
  for (const [key, raw] of entries) {
    const field = shape.byKey.get(key)
    if (field === undefined || field.flattened) continue
    const found = readField(field, raw, given)
    if (readable.has(field)) repeated.push(field)
    readable.set(field, readable.get(field) === true || found.length === 0)
    failures.push(...found.map(under(key)))
  }
  // Two spellings of one key: the second is only complained about when the first could be read.
  for (const field of repeated)
    if (readable.get(field)) failures.push(refusal(`duplicate field \`${field.name}\``))
  return { failures, readable }
}

function readFlattened(field: Field, raw: Raw | undefined, given: Given): Failure[] {
  if (raw === undefined) return []
  const failure = strictFailure(field, raw)
  if (failure !== undefined) return [failure]
  const word = field.form === 'word' ? onlyKey(raw) : undefined
  given.set(field.path, { value: word ?? plain(raw), raw })
  return []
}

/** A list gives a table its values in the order of the fields; what it has too many is not looked at. */
function readAsList(shape: TableShape, items: readonly Raw[], given: Given): Failure[] {
  for (const [index, field] of shape.fields.entries()) {
    const raw = items[index]
    if (raw === undefined) {
      if (field.absence === 'default') continue
      const count = shape.fields.length === 1 ? '1 element' : `${shape.fields.length} elements`
      return [refusal(`invalid length ${index}, expected struct ${shape.name} with ${count}`)]
    }
    const failures = readField(field, raw, given)
    if (failures.length > 0) return failures.map(underIndex(index))
  }
  return []
}

function readField(field: Field, raw: Raw, given: Given): Failure[] {
  const { path, nullable, table } = field
  if (raw.kind === 'nil' && nullable) {
    given.set(path, { value: null, raw })
    return []
  }
  if (table !== undefined) return readTable(table, raw, given)
  const result = convert(field, raw)
  if (Array.isArray(result)) return result
  if ('failure' in result) return [result.failure]
  given.set(path, { value: result.value, raw })
  return []
}

function convert({ form, choice, name }: Field, raw: Raw): Converted<Typed> | Failure[] {
  switch (form) {
    case 'text':
    case 'path':
      return toText(raw)
    case 'boolean':
      return toBoolean(raw)
    case 'u8':
    case 'u16':
    case 'u32':
    case 'u64':
      return toUnsigned(raw, Number(form.slice(1)) as 8 | 16 | 32 | 64)
    case 'i64':
      return toSigned(raw)
    case 'f64':
      return toFloat(raw)
    case 'f32':
      return single(toFloat(raw))
    case 'nonzero':
      return nonzero(toUnsigned(raw, 64))
    case 'word':
      return choice === undefined ? [] : toWord(raw, choice)
    case 'words':
      return readItems(raw, (item) => (choice === undefined ? { value: null } : toWord(item, choice)))
    case 'counts':
      return readItems(raw, (item) => toUnsigned(item, 64))
    case 'word-or-count':
      return whole(raw, isWord(raw, choice) || isCount(raw) ? undefined : noVariant(choice?.name ?? name))
    case 'quantization':
      return whole(raw, quantizationFailure(raw))
    case 'named-tables':
      return wholeOr(raw, namedTablesFailures(raw, name))
    default:
      return whole(raw, undefined)
  }
}

const whole = (raw: Raw, failure: Failure | undefined): Converted<Typed> =>
  failure === undefined ? { value: plain(raw) } : { failure }

const wholeOr = (raw: Raw, failures: Failure[]): Converted<Typed> | Failure[] =>
  failures.length > 0 ? failures : { value: plain(raw) }

const plain = (raw: Raw): Typed => ('value' in raw ? raw.value : null)

const single = (result: Converted<number>): Converted<number> =>
  'failure' in result ? result : { value: Math.fround(result.value) }

const nonzero = (result: Converted<bigint>): Converted<bigint> =>
  'failure' in result || result.value !== 0n
    ? result
    : { failure: refusal('invalid value: integer `0`, expected a nonzero usize') }

/** A word, or a table with the word as its only key, whatever stands behind it. */
function toWord(raw: Raw, { name, words }: Choice): Converted<string> {
  const word = raw.kind === 'string' ? raw.value : onlyKey(raw)
  if (word === undefined)
    return {
      failure: refusal(
        `value of enum ${name} should be represented by either string or table with exactly one key`,
        undefined,
        raw,
      ),
    }
  if (words.includes(word)) return { value: word }
  const message = `enum ${name} does not have variant constructor`
  return { failure: refusal(`${message} ${word}`, message, raw) }
}

const onlyKey = (raw: Raw): string | undefined =>
  raw.kind === 'table' && raw.entries.size === 1 ? [...raw.entries.keys()][0] : undefined

function readItems(raw: Raw, read: (item: Raw) => Converted<Typed>): Converted<Typed> | Failure[] {
  if (raw.kind !== 'list') return { failure: wrongKindForSerde(raw, 'a sequence') }
  for (const [index, item] of raw.items.entries()) {
    const result = read(item)
    if ('failure' in result) return [underIndex(index)(result.failure)]
  }
  return { value: null }
}
