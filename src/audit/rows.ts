import { longer } from './field.ts'

/** Ids of one row: operation, api, auth type, subject, address, collection, error, and what else is to be told apart. */
export const ROW_WIDTH = 8

export const NO_ROW = -1

const MOST_ROWS = 1 << 17

/** Rows there is room for at first; it doubles as they come. */
const START = 256

/** Distinct combinations of field ids with their counts: who did what. Beyond so many, new ones are only counted. */
export class RowTable {
  events = new Float64Array(START)
  /** Milliseconds since 1970. */
  first = new Float64Array(START)
  last = new Float64Array(START)
  ids = new Int32Array(START * ROW_WIDTH)
  /** Events whose combination found no room. */
  overflow = 0
  size = 0
  /** Row + 1, 0 where there is none. */
  private slots = new Int32Array(START * 2)
  private hashes = new Int32Array(START)
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
    let hash = this.seed
    for (let index = 0; index < ROW_WIDTH; index++) {
      hash = Math.imul(hash ^ (row[index] as number), 0x9e3779b1)
      hash ^= hash >>> 15
    }
    const { slots, hashes } = this
    const mask = slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = (slots[slot] as number) - 1
      if (found === -1) return this.insert(slot, hash, row)
      if (hashes[found] === hash && this.isSame(found, row)) return found
    }
  }

  private insert(slot: number, hash: number, row: Int32Array): number {
    if (this.size === MOST_ROWS) return NO_ROW
    if (this.size === this.hashes.length) {
      this.grow()
      return this.find(row)
    }
    this.slots[slot] = this.size + 1
    this.hashes[this.size] = hash
    this.ids.set(row, this.size * ROW_WIDTH)
    return this.size++
  }

  private grow(): void {
    const size = this.hashes.length * 2
    this.events = longer(this.events, new Float64Array(size))
    this.first = longer(this.first, new Float64Array(size))
    this.last = longer(this.last, new Float64Array(size))
    this.ids = longer(this.ids, new Int32Array(size * ROW_WIDTH))
    this.hashes = longer(this.hashes, new Int32Array(size))
    this.slots = new Int32Array(size * 2)
    const mask = this.slots.length - 1
    for (let row = 0; row < this.size; row++) {
      let slot = (this.hashes[row] as number) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = row + 1
    }
  }

  private isSame(found: number, row: Int32Array): boolean {
    const start = found * ROW_WIDTH
    for (let index = 0; index < ROW_WIDTH; index++) if (this.ids[start + index] !== row[index]) return false
    return true
  }
}
