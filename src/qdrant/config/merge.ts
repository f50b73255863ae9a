import type { Raw, RawTable } from '../settings/raw.ts'
import type { Step } from './path.ts'

const NIL: Raw = { kind: 'nil' }
/** Tables that come about by merging have no place of their own in messages. */
const EMPTY: RawTable = { kind: 'table', entries: new Map() }

/** One key of a layer with its value. */
export interface Assignment {
  readonly path: readonly Step[]
  readonly raw: Raw
}

/** A table merges into what is there, key by key; anything else replaces it (config-rs 0.15 src/path/mod.rs). */
export const assign = (tree: RawTable, { path, raw }: Assignment): RawTable =>
  asTable(descend(tree, path, 0, raw))

function descend(at: Raw, path: readonly Step[], depth: number, raw: Raw): Raw {
  const step = path[depth]
  if (step === undefined) return put(at, raw)
  if (typeof step === 'number') return intoList(at, step, (item) => descend(item, path, depth + 1, raw))
  const table = asTable(at)
  return withEntry(table, step, descend(table.entries.get(step) ?? NIL, path, depth + 1, raw))
}

function put(at: Raw, raw: Raw): Raw {
  if (raw.kind !== 'table') return raw
  const entries = new Map(asTable(at).entries)
  for (const [key, value] of raw.entries) entries.set(key, put(entries.get(key) ?? NIL, value))
  return { kind: 'table', entries }
}

/** What is no table gives way to an empty one. */
const asTable = (raw: Raw): RawTable => (raw.kind === 'table' ? raw : EMPTY)

const withEntry = ({ entries }: RawTable, key: string, value: Raw): RawTable => ({
  kind: 'table',
  entries: new Map(entries).set(key, value),
})

function intoList(at: Raw, index: number, change: (item: Raw) => Raw): Raw {
  const items = at.kind === 'list' ? [...at.items] : []
  let position = index < 0 ? items.length + index : index
  for (; position < 0; position++) items.unshift(NIL)
  while (items.length <= position) items.push(NIL)
  items[position] = change(items[position] ?? NIL)
  return { kind: 'list', items }
}
