/** Id of a field that is not there, and of every text that found no room. Others count from 2. */
export const ABSENT = 0
export const OTHERS = 1
/** What `find` answers for a text that is not wanted. */
const UNWANTED = -1

const FIRST_ID = 2

/** More than the ids of a field: two of them fit into one number. */
export const ID_SPAN = 65_536

export type Predicate = (text: string | null) => boolean

/**
 * The distinct texts of one field, each with a small number, and what was counted for it. A text is known by its bytes:
 * it becomes a string when it is first seen, and when it is shown. Holds so many texts and no more; the rest are counted
 * together, so that memory stays the same whatever a log holds.
 */
export class FieldTable {
  events = new Float64Array(START)
  denied = new Float64Array(START)
  /** Milliseconds since 1970; of no meaning where nothing was counted. */
  first = new Float64Array(START)
  last = new Float64Array(START)
  private slots = new Int32Array(START * 2)
  private hashes = new Int32Array(START)
  private starts = new Int32Array(START + 1)
  private text = Buffer.alloc(START * MEAN_LENGTH)
  /** Of ids that were asked for. */
  private readonly strings: string[] = []
  private used = FIRST_ID
  private readonly most: number
  private readonly predicate: Predicate | undefined
  private readonly seed: number
  private readonly absent: number
  private readonly others: number

  /** `most` is a power of two. The seed is random, so that nobody can choose texts that all land in one place. */
  constructor(
    seed: number,
    { most = 1 << 15, predicate }: { most?: number; predicate?: Predicate | undefined } = {},
  ) {
    this.seed = seed
    this.most = most
    this.predicate = predicate
    this.absent = predicate?.(null) === false ? UNWANTED : ABSENT
    this.others = predicate === undefined ? OTHERS : UNWANTED
  }

  /** The id of the text between `start` and `end`; where `start` is negative, of a field that is not there. */
  find(bytes: Buffer, start: number, end: number): number {
    if (start < 0) return this.absent
    const { slots, hashes } = this
    const hash = hashOf(bytes, start, end, this.seed)
    const mask = slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot] as number
      if (id === 0) return this.insert(slot, hash, bytes, start, end)
      if (hashes[id] === hash && this.holds(id, bytes, start, end)) return id
    }
  }

  count(id: number, time: number, denied: boolean): void {
    const { events, first, last } = this
    const before = events[id] as number
    events[id] = before + 1
    if (denied) this.denied[id] = (this.denied[id] as number) + 1
    if (before === 0 || time < (first[id] as number)) first[id] = time
    if (before === 0 || time > (last[id] as number)) last[id] = time
  }

  /** The ids with events. */
  *ids(): Generator<number> {
    for (let id = 0; id < this.used; id++) if ((this.events[id] as number) > 0) yield id
  }

  /** Null for a field that is not there, undefined for all that found no room. */
  textOf(id: number): string | null | undefined {
    if (id < FIRST_ID) return id === ABSENT ? null : undefined
    const known = this.strings[id] ?? this.text.toString('utf8', this.starts[id], this.starts[id + 1])
    this.strings[id] = known
    return known
  }

  private insert(slot: number, hash: number, bytes: Buffer, start: number, end: number): number {
    if (this.predicate?.(bytes.toString('utf8', start, end)) === false) return UNWANTED
    const at = this.starts[this.used] as number
    // A part of a text would be another text, so one without room is not kept at all.
    if (this.used === this.most || at + end - start > this.most * MEAN_LENGTH) return this.others
    if (this.used === this.hashes.length || at + end - start > this.text.length) {
      this.grow()
      return this.find(bytes, start, end)
    }
    const id = this.used++
    bytes.copy(this.text, at, start, end)
    this.starts[id + 1] = at + end - start
    this.hashes[id] = hash
    this.slots[slot] = id
    return id
  }

  private grow(): void {
    const size = this.hashes.length * 2
    this.events = longer(this.events, new Float64Array(size))
    this.denied = longer(this.denied, new Float64Array(size))
    this.first = longer(this.first, new Float64Array(size))
    this.last = longer(this.last, new Float64Array(size))
    this.hashes = longer(this.hashes, new Int32Array(size))
    this.starts = longer(this.starts, new Int32Array(size + 1))
    this.text = longer(this.text, Buffer.alloc(size * MEAN_LENGTH))
    this.slots = new Int32Array(size * 2)
    const mask = this.slots.length - 1
    for (let id = FIRST_ID; id < this.used; id++) {
      let slot = (this.hashes[id] as number) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = id
    }
  }

  private holds(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { text } = this
    let at = this.starts[id] as number
    if ((this.starts[id + 1] as number) - at !== end - start) return false
    for (let index = start; index < end; index++) if (text[at++] !== bytes[index]) return false
    return true
  }
}

/** Texts there is room for at first; it doubles as they come. */
const START = 64

/** The new array with what the old one held. */
export function longer<T extends { set(old: T): void }>(old: T, fresh: T): T {
  fresh.set(old)
  return fresh
}

/** Room for texts: names of people and collections are short, and one of a thousand bytes costs many others theirs. */
const MEAN_LENGTH = 64

/** Four bytes a step, because a step waits for the one before it; the end is that of MurmurHash3. */
function hashOf(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let hash = seed
  let at = start
  for (; at + 4 <= end; at += 4) {
    const four =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    hash = Math.imul(hash ^ four, 0x9e3779b1)
    hash ^= hash >>> 15
  }
  for (; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
