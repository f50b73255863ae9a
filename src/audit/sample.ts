/** Hashes kept of a source: enough to tell a tenth of shared events from none. */
const SIZE = 256

/**
 * The smallest hashes of all events. The same events leave the same sample in every source that holds them,
 * however they stand in it.
 */
export class Sample {
  private readonly kept: Set<number>
  private greatest = 2 ** 32

  constructor(kept: Set<number>) {
    this.kept = kept
  }

  /** A time in whole seconds, all digits behind them, and the number that who did what has in this run. */
  offer(seconds: number, fraction: number, row: number): void {
    let hash = Math.imul(seconds ^ Math.imul(row, 0x01000193), 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ fraction, 0x85ebca6b)
    const value = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0
    if (value >= this.greatest || this.kept.has(value)) return
    this.kept.add(value)
    if (this.kept.size <= SIZE) return
    this.kept.delete(Math.max(...this.kept))
    this.greatest = Math.max(...this.kept)
  }
}

/**
 * Share of the smaller source's events that the other one holds as well, 0 to 1. Only hashes below what both kept can be
 * compared.
 */
export function sharedPart(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  if (a.size === 0 || b.size === 0) return 0
  const limit = Math.min(a.size < SIZE ? 2 ** 32 : Math.max(...a), b.size < SIZE ? 2 ** 32 : Math.max(...b))
  const below = (sample: ReadonlySet<number>) => [...sample].filter((hash) => hash <= limit)
  const [left, right] = [below(a), below(b)]
  const shared = left.filter((hash) => b.has(hash)).length
  return shared / Math.max(1, Math.min(left.length, right.length))
}
