import type { Raw, RawTable } from '../settings/raw.ts'
import { type Assignment, assign } from './merge.ts'
import type { Step } from './path.ts'

/** Enough for a table and seven of its keys; the server has one order of many at each start. */
const MOST_TREES = 129
/** All orders of so many keys are tried, of more only who comes last. */
const FEW = 8

/**
 * Merges a layer in every order that makes a difference. The server keeps the keys of a layer in a hash map, so of two
 * that write to one place a random one wins: `service.api_key` beside `service: {api_key}`, or the variables of a table
 * and of its child.
 */
export function assignAll(trees: readonly RawTable[], assignments: readonly Assignment[]): RawTable[] {
  const groups = conflicts(assignments)
  const alone = assignments.filter((assignment) => !groups.some((group) => group.includes(assignment)))
  let result = trees.map((tree) => alone.reduce(assign, tree))
  for (const group of groups)
    result = distinct(result.flatMap((tree) => (group.length > FEW ? eachLast : anyOrder)(tree, group)))
  return result
}

/** Sets of keys that write to the same place, directly or through each other. */
function conflicts(assignments: readonly Assignment[]): Assignment[][] {
  const byRoot = new Map<Step | undefined, Assignment[]>()
  for (const assignment of assignments) {
    const root = assignment.path[0]
    byRoot.set(root, [...(byRoot.get(root) ?? []), assignment])
  }
  return [...byRoot.values()].flatMap((same) => (same.length < 2 ? [] : groupsWithin(same)))
}

function groupsWithin(assignments: readonly Assignment[]): Assignment[][] {
  const places = new Map(assignments.map((assignment) => [assignment, placesOf(assignment)]))
  const groups: Assignment[][] = []
  for (const assignment of assignments) {
    const touched = groups.filter((group) =>
      group.some((other) => collide(places.get(assignment) ?? [], places.get(other) ?? [])),
    )
    const rest = groups.filter((group) => !touched.includes(group))
    groups.splice(0, groups.length, ...rest, [...touched.flat(), assignment])
  }
  return groups.filter(({ length }) => length > 1)
}

interface Place {
  readonly path: readonly Step[]
  /** A table leaves what is below it alone. */
  readonly table: boolean
}

function placesOf({ path, raw }: Assignment): Place[] {
  if (raw.kind !== 'table') return [{ path, table: false }]
  const below = [...raw.entries].flatMap(([key, value]) => placesOf({ path: [...path, key], raw: value }))
  return [{ path, table: true }, ...below]
}

const collide = (some: readonly Place[], others: readonly Place[]): boolean =>
  some.some((a) => others.some((b) => overlap(a, b)))

/** Whether it matters which comes first. */
function overlap(a: Place, b: Place): boolean {
  const [upper, lower] = a.path.length <= b.path.length ? [a, b] : [b, a]
  const apart = upper.path.findIndex((step, index) => step !== lower.path[index])
  if (apart !== -1) return disturb(upper.path[apart], lower.path[apart])
  if (!upper.table) return true
  const next = lower.path[upper.path.length]
  return next === undefined ? !lower.table : typeof next === 'number'
}

/** One makes a table of their common parent and the other a list, or one makes the list longer from whose end the other counts. */
const disturb = (a: Step | undefined, b: Step | undefined): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) < 0 : typeof a !== typeof b

const eachLast = (tree: RawTable, group: readonly Assignment[]): RawTable[] =>
  group.map((last) => [...group.filter((assignment) => assignment !== last), last].reduce(assign, tree))

/** The order of the file comes first. Sets of assignments that are done are bits, each with every tree that it leads to. */
function anyOrder(tree: RawTable, group: readonly Assignment[]): RawTable[] {
  const all = 2 ** group.length - 1
  const reached: RawTable[][] = [[tree]]
  for (let done = 1; done <= all; done++)
    reached[done] = distinct(
      group.flatMap((last, index) => {
        const bit = 2 ** index
        return done & bit ? (reached[done - bit] ?? []).map((before) => assign(before, last)) : []
      }),
    )
  return [group.reduce(assign, tree), ...(reached[all] ?? [])]
}

function distinct(trees: readonly RawTable[]): RawTable[] {
  const found: RawTable[] = []
  for (const tree of trees) {
    if (found.length >= MOST_TREES) break
    if (!found.some((other) => isSame(tree, other))) found.push(tree)
  }
  return found
}

/** The same values from the same places: what is not put together by merging stays the object it was. */
function isSame(a: Raw, b: Raw): boolean {
  if (a === b) return true
  if (a.kind === 'table' && b.kind === 'table')
    return (
      a.entries.size === b.entries.size &&
      [...a.entries].every(([key, value]) => {
        const other = b.entries.get(key)
        return other !== undefined && isSame(value, other)
      })
    )
  if (a.kind === 'list' && b.kind === 'list')
    return (
      a.items.length === b.items.length &&
      a.items.every((item, index) => {
        const other = b.items[index]
        return other !== undefined && isSame(item, other)
      })
    )
  return false
}
