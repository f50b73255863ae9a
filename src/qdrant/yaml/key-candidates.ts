import type { Cursor } from './cursor.ts'
import type { Place } from './place.ts'

/** A token that turns out to be a mapping key once a `:` follows it. */
export interface KeyCandidate {
  possible: boolean
  /** It stands where only a key may stand. */
  required: boolean
  /** Number of its token. */
  number: number
  place: Place
}

/** Characters a key may be away from its `:` in block context. */
const LONGEST_KEY = 1024

/** One candidate for each level of flow collections, and one for the blocks around them. */
export class KeyCandidates {
  #levels: KeyCandidate[] = []

  get current(): KeyCandidate | undefined {
    return this.#levels.at(-1)
  }

  open(place: Place): void {
    this.#levels.push({ possible: false, required: false, number: 0, place })
  }

  close(): void {
    this.#levels.pop()
  }

  replace(candidate: KeyCandidate): void {
    this.#levels[this.#levels.length - 1] = candidate
  }

  isWaiting(number: number): boolean {
    return this.#levels.some((candidate) => candidate.possible && candidate.number === number)
  }

  /** What comes next is no `:`. */
  rejectCurrent(cursor: Cursor): void {
    const { current } = this
    if (current?.possible && current.required) cursor.fail('simple key expected')
    if (current !== undefined) current.possible = false
  }

  /** The text ends. */
  rejectAll(cursor: Cursor): void {
    for (const candidate of this.#levels) reject(candidate, cursor, 'simple key expected')
  }

  /** Outside of flow collections a key ends on its line and is not long. */
  rejectStale(cursor: Cursor): void {
    for (const candidate of this.#levels) {
      const { line, index } = candidate.place
      if (line !== cursor.line || index + LONGEST_KEY < cursor.index)
        reject(candidate, cursor, "simple key expect ':'")
    }
  }
}

function reject(candidate: KeyCandidate, cursor: Cursor, info: string): void {
  if (candidate.possible && candidate.required) cursor.fail(info)
  candidate.possible = false
}
