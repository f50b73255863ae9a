import { CR, code, isBreakOrEnd, LF, SPACE, TAB } from './characters.ts'
import { Cursor } from './cursor.ts'
import { Indentation } from './indentation.ts'
import { KeyCandidates } from './key-candidates.ts'
import type { Place } from './place.ts'
import type { MarkKind } from './token.ts'
import { TokenQueue } from './token-queue.ts'

/** Where the scanner stands: what all kinds of tokens look at and change. */
export class ScannerState {
  readonly cursor: Cursor
  readonly tokens = new TokenQueue()
  readonly indentation = new Indentation()
  readonly candidates = new KeyCandidates()
  /** Flow collections that are open. */
  flowLevel = 0
  /** Whether a key may begin here. */
  keyAllowed = true
  /** Index at which a `:` needs no blank after it, because quotes or brackets have just closed. */
  adjacentValueAt = 0
  /** One flag each for all levels of flow collections, as in the server; `[{a: b}, c: d]` shows it. */
  flowMapping = false
  implicitMapping = false

  constructor(text: string) {
    this.cursor = new Cursor(text)
  }

  get inFlow(): boolean {
    return this.flowLevel > 0
  }

  push(kind: MarkKind, start: Place): void {
    this.tokens.push({ kind, start, end: this.cursor.offset })
  }

  // Blanks, comments and the ends of lines

  skipToToken(): void {
    for (let unit = this.cursor.peek(); ; unit = this.cursor.peek()) {
      if (unit === TAB && this.#isIndentingTab()) {
        this.cursor.skipBlanksAndComment(true)
        if (!isBreakOrEnd(this.cursor.peek()))
          this.cursor.fail('tabs disallowed within this context (block indentation)')
      } else if (unit === TAB || unit === SPACE) this.cursor.skipBlank()
      else if (!this.skipBreakOrComment(unit)) return
    }
  }

  #isIndentingTab(): boolean {
    return this.indentation.isOpen && this.cursor.onlyBlanks && this.cursor.column < this.indentation.column
  }

  skipBreakOrComment(unit: number): boolean {
    if (unit === LF || unit === CR) {
      this.cursor.skipBreak()
      if (!this.inFlow) this.keyAllowed = true
    } else if (unit === code('#')) this.cursor.skipToLineEnd()
    else return false
    return true
  }

  // Keys that are recognised only by the `:` after them

  saveCandidate(): void {
    if (!this.keyAllowed) return
    const place = this.cursor.place()
    const required = !this.inFlow && this.indentation.column === place.column && this.indentation.inBlock
    this.candidates.replace({ possible: true, required, number: this.tokens.next, place })
  }

  dropStaleCandidates(): void {
    if (!this.inFlow) this.candidates.rejectStale(this.cursor)
  }

  // Blocks

  openBlock(column: number, kind: MarkKind, start: Place, before?: number): void {
    if (this.inFlow || !this.indentation.open(column)) return
    if (before === undefined) this.push(kind, start)
    else this.tokens.insert(before, { kind, start, end: start.offset })
  }

  closeBlocks(column: number): void {
    if (this.inFlow) return
    const place = this.cursor.place()
    for (let count = this.indentation.closeTo(column); count > 0; count--) this.push('block-end', place)
  }

  demandOneColumn(): void {
    if (!this.inFlow) this.indentation.demandOne()
  }

  /** Out of all blocks. */
  leaveContent(): void {
    this.closeBlocks(-1)
    this.candidates.rejectCurrent(this.cursor)
    this.keyAllowed = false
  }
}
