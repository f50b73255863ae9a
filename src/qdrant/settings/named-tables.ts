import { type Failure, refusal, wrongKindForSerde } from './failure.ts'
import type { Raw } from './raw.ts'
import { isCount } from './strict.ts'

/** Limits by the name of a vector: `{title: {max_vectors: 5}}`. */
interface NamedTables {
  /** The key of the one limit. */
  readonly key: string
  /** The struct of a vector's table in messages; with `Config` behind it that of the whole. */
  readonly struct: string
}

const KINDS: Readonly<Record<string, NamedTables>> = {
  multivector_config: { key: 'max_vectors', struct: 'StrictModeMultivector' },
  sparse_config: { key: 'max_length', struct: 'StrictModeSparse' },
}

/** Any wrong one may be the one that is named. */
export function namedTablesFailures(raw: Raw, name: string): Failure[] {
  const kind = KINDS[name]
  if (kind === undefined) return []
  if (raw.kind !== 'table') return [wrongKindForSerde(raw, `struct ${kind.struct}Config`)]
  return [...raw.entries.values()].flatMap((value) => {
    const limit = limitIn(value, kind)
    if (limit === undefined) return []
    if ('message' in limit) return limit
    if (limit.kind === 'nil' || isCount(limit)) return []
    return limit.kind === 'integer'
      ? refusal(`invalid value: integer \`${limit.value}\`, expected usize`)
      : wrongKindForSerde(limit, 'usize')
  })
}

/** The limit of one vector, which a list may give too, or why there is none to read. */
function limitIn(value: Raw, { key, struct }: NamedTables): Raw | Failure | undefined {
  if (value.kind === 'table') return value.entries.get(key)
  if (value.kind !== 'list') return wrongKindForSerde(value, `struct ${struct}`)
  const { length } = value.items
  if (length === 0) return refusal(`invalid length 0, expected struct ${struct} with 1 element`)
  return length === 1 ? value.items[0] : refusal(`invalid length ${length}, expected 1 element in sequence`)
}

/** Limits of zero, by where they stand among the names in their order. */
export function zeroLimits(raw: Raw, name: string): string[] {
  const kind = KINDS[name]
  if (kind === undefined || raw.kind !== 'table') return []
  const names = [...raw.entries.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return names.flatMap((vector, index) => {
    const limit = limitIn(raw.entries.get(vector) ?? raw, kind)
    const isZero = limit !== undefined && 'kind' in limit && limit.kind === 'integer' && limit.value === 0n
    return isZero ? `config[${index}].${kind.key}` : []
  })
}
