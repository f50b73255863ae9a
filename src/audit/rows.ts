/** Ids of one row: operation, api, auth type, subject, address, collection, error, and what else is to be told apart. */
export const ROW_WIDTH = 8

export const NO_ROW = -1

const MOST_ROWS = 1 << 18

/** Distinct combinations of field ids with their counts: who did what. Beyond so many, new ones are only counted. */
export class RowTable {
  readonly events = new Float64Array(MOST_ROWS)
  /** Milliseconds since 1970. */
  readonly first = new Float64Array(MOST_ROWS)
  readonly last = new Float64Array(MOST_ROWS)
  readonly ids = new Int32Array(MOST_ROWS * ROW_WIDTH)
  /** Events whose combination found no room. */
  overflow = 0
  size = 0
  /** Row + 1, 0 where there is none. */
  private readonly slots = new Int32Array(MOST_ROWS * 2)
  private readonly seed: number

  constructor(seed: number) {
    this.seed = seed
  }

  /** Counts an event; answers its row, or NO_ROW where there is no room. */
  count(row: Int32Array, time: number): number {
    const at = this.find(row)
    if (at === NO_ROW) {
      this.overflow++
      return NO_ROW
    }
    const { events, first, last } = this
    const before = events[at] as number
    events[at] = before + 1
    if (before === 0 || time < (first[at] as number)) first[at] = time
    if (before === 0 || time > (last[at] as number)) last[at] = time
    return at
  }

  private find(row: Int32Array): number {
    const { slots } = this
    let hash = this.seed
    for (let index = 0; index < ROW_WIDTH; index++) {
      hash = Math.imul(hash ^ (row[index] as number), 0x9e3779b1)
      hash ^= hash >>> 15
    }
    const mask = slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = (slots[slot] as number) - 1
      if (found === -1) {
        if (this.size === MOST_ROWS) return NO_ROW
        slots[slot] = this.size + 1
        this.ids.set(row, this.size * ROW_WIDTH)
        return this.size++
      }
      if (this.isSame(found, row)) return found
    }
  }

  private isSame(found: number, row: Int32Array): boolean {
    const start = found * ROW_WIDTH
    for (let index = 0; index < ROW_WIDTH; index++) if (this.ids[start + index] !== row[index]) return false
    return true
  }
}
