import type { Raw } from '../settings/raw.ts'
import type { Layer } from './layers.ts'
import type { Step } from './path.ts'

/** One layer's word on a setting. */
export interface Write {
  readonly raw: Raw
  /** A value in the place of a table above the setting, which takes away what earlier layers said. */
  readonly resets: boolean
}

/** Everything that was written to a setting or above it, in the order of the layers. */
export function writesOf(path: readonly string[], layers: readonly Layer[]): Write[] {
  return layers.flatMap(({ assignments }) =>
    assignments.flatMap(({ path: at, raw }) => writeAt(path, at, raw) ?? []),
  )
}

function writeAt(path: readonly string[], at: readonly Step[], raw: Raw): Write | undefined {
  if (at.length > path.length || at.some((step, index) => step !== path[index])) return undefined
  let value = raw
  for (const name of path.slice(at.length)) {
    if (value.kind !== 'table') return { raw: value, resets: true }
    const next = value.entries.get(name)
    if (next === undefined) return undefined
    value = next
  }
  return { raw: value, resets: false }
}
