import { ALIASES } from '../settings/names.ts'
import type { Raw } from '../settings/raw.ts'
import { SETTINGS } from '../settings/table.ts'
import type { Layer } from './layers.ts'
import type { Step } from './path.ts'

/** One layer's word on a setting. */
export interface Write {
  readonly raw: Raw
  /** A value in the place of a table above the setting, which takes away what earlier layers said. */
  readonly resets: boolean
}

/** Everything that the layers write to each setting or above it, in their order. */
export function writesOf(layers: readonly Layer[]): ReadonlyMap<string, readonly Write[]> {
  const writes = new Map<string, Write[]>()
  const add = (path: string, write: Write) => writes.set(path, [...(writes.get(path) ?? []), write])
  for (const { path, raw } of layers.flatMap(leavesOf)) {
    const setting = ALIASES[path] ?? path
    if (PATHS.has(setting)) add(setting, { raw, resets: false })
    else
      for (const below of BELOW.get(path) ?? []) {
        const taken = raw.kind !== 'list' || raw.items.length === 0
        if (taken) add(below, { raw, resets: true })
      }
  }
  return writes
}

const PATHS: ReadonlySet<string> = new Set(SETTINGS.map(({ path }) => path))

/** The settings in each table, deeper ones included. */
const BELOW: ReadonlyMap<string, readonly string[]> = tablesOf()

function tablesOf(): Map<string, string[]> {
  const tables = new Map<string, string[]>()
  for (const path of PATHS)
    for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
      const table = path.slice(0, dot)
      tables.set(table, [...(tables.get(table) ?? []), path])
    }
  return tables
}

export interface Leaf {
  readonly path: string
  readonly raw: Raw
}

/** What a layer says, setting by setting; keys that are none are among them. */
export const leavesOf = ({ assignments }: Layer): Leaf[] =>
  assignments.flatMap(({ path, raw }) => leavesBelow(path, raw))

function leavesBelow(path: readonly Step[], raw: Raw): Leaf[] {
  if (raw.kind !== 'table' || PATHS.has(path.join('.'))) return [{ path: path.join('.'), raw }]
  return [...raw.entries].flatMap(([key, value]) => leavesBelow([...path, key], value))
}
