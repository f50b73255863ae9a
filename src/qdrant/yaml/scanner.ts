import { scanBlock } from './block.ts'
import {
  CR,
  code,
  END,
  isAnchor,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isFlow,
  isWord,
  LF,
  SPACE,
  TAB,
} from './characters.ts'
import { Cursor } from './cursor.ts'
import { scanDirective } from './directive.ts'
import { Indentation } from './indentation.ts'
import { type KeyCandidate, KeyCandidates } from './key-candidates.ts'
import type { Place } from './place.ts'
import { scanPlain } from './plain.ts'
import { scanQuoted } from './quoted.ts'
import { scanTag } from './tag.ts'
import type { MarkKind, Token } from './token.ts'
import { TokenQueue } from './token-queue.ts'

/** The server counts nested flow collections in one byte. */
const DEEPEST_FLOW = 255
/**
 * Cuts a text into tokens, one at a time, exactly as far ahead as the server does: what is wrong further on must not be
 * found before a mistake that the grammar sees first.
 */
export class Scanner {
  readonly cursor: Cursor
  readonly #tokens = new TokenQueue()
  readonly #indentation = new Indentation()
  readonly #candidates = new KeyCandidates()
  #flowLevel = 0
  #started = false
  #ended = false
  /** Whether a key may begin here. */
  #keyAllowed = true
  /** Index at which a `:` needs no blank after it, because quotes or brackets have just closed. */
  #adjacentValueAt = 0
  /** One flag each for all levels of flow collections, as in the server; `[{a: b}, c: d]` shows it. */
  #flowMapping = false
  #implicitMapping = false

  constructor(text: string) {
    this.cursor = new Cursor(text)
  }

  next(): Token {
    while (this.#needsMore()) this.#scanMore()
    const token = this.#tokens.shift()
    if (token === undefined || this.#ended) this.cursor.fail('unexpected eof')
    this.#ended = token.kind === 'stream-end'
    return token
  }

  /** The first token cannot be handed out while it may still become a key. */
  #needsMore(): boolean {
    if (this.#tokens.isEmpty) return !this.#ended
    this.#dropStaleCandidates()
    return this.#candidates.isWaiting(this.#tokens.first)
  }

  #scanMore(): void {
    if (!this.#started) {
      this.#started = true
      this.#push('stream-start', this.cursor.place())
      this.#candidates.open(this.cursor.place())
      return
    }
    this.#skipToToken()
    this.#dropStaleCandidates()
    this.#closeBlocks(this.cursor.column)
    this.cursor.readAhead(4)
    const unit = this.cursor.peek()
    if (unit === END) this.#scanStreamEnd()
    else if (this.cursor.column === 0 && unit === code('%')) this.#scanDirective()
    else if (this.cursor.atDocumentMark('-')) this.#scanDocumentMark('document-start')
    else if (this.cursor.atDocumentMark('.')) this.#scanDocumentEnd()
    else {
      if (this.cursor.column < this.#indentation.column) this.cursor.fail('invalid indentation')
      this.#scanContent(unit)
    }
  }

  #scanContent(unit: number): void {
    switch (String.fromCharCode(unit)) {
      case '[':
        this.#openFlow('flow-sequence-start')
        break
      case '{':
        this.#openFlow('flow-mapping-start')
        break
      case ']':
        this.#closeFlow('flow-sequence-end')
        break
      case '}':
        this.#closeFlow('flow-mapping-end')
        break
      case ',':
        this.#scanFlowEntry()
        break
      case '*':
        this.#scanAnchor('alias')
        break
      case '&':
        this.#scanAnchor('anchor')
        break
      case '!':
        this.#scanTag()
        break
      case "'":
      case '"':
        this.#scanQuoted()
        break
      case '%':
      case '@':
      case '`':
        this.cursor.fail(`unexpected character: \`${String.fromCharCode(unit)}'`)
        break
      default:
        this.#scanIndicatorOrPlain(unit)
    }
  }

  /** `-`, `?` and `:` are indicators before a blank only, `|` and `>` in block context only. */
  #scanIndicatorOrPlain(unit: number): void {
    const inFlow = this.#flowLevel > 0
    const followed = isBlankOrEnd(this.cursor.peek(1))
    if (unit === code('-') && followed) this.#scanBlockEntry()
    else if (unit === code('?') && followed) this.#scanKey()
    else if (unit === code(':') && (followed || (inFlow && this.#isValueWithoutBlank()))) this.#scanValue()
    else if ((unit === code('|') || unit === code('>')) && !inFlow) this.#scanBlockScalar()
    else this.#scanPlain()
  }

  #isValueWithoutBlank(): boolean {
    return isFlow(this.cursor.peek(1)) || this.cursor.index === this.#adjacentValueAt
  }

  #push(kind: MarkKind, start: Place): void {
    this.#tokens.push({ kind, start, end: this.cursor.offset })
  }

  // Blanks, comments and the ends of lines

  #skipToToken(): void {
    for (let unit = this.cursor.peek(); ; unit = this.cursor.peek()) {
      if (unit === TAB && this.#isIndentingTab()) {
        this.cursor.skipBlanksAndComment(true)
        if (!isBreakOrEnd(this.cursor.peek()))
          this.cursor.fail('tabs disallowed within this context (block indentation)')
      } else if (unit === TAB || unit === SPACE) this.cursor.skipBlank()
      else if (!this.#skipBreakOrComment(unit)) return
    }
  }

  #isIndentingTab(): boolean {
    return this.#indentation.isOpen && this.cursor.onlyBlanks && this.cursor.column < this.#indentation.column
  }

  #skipBreakOrComment(unit: number): boolean {
    if (unit === LF || unit === CR) {
      this.cursor.skipBreak()
      if (this.#flowLevel === 0) this.#keyAllowed = true
    } else if (unit === code('#')) this.cursor.skipToLineEnd()
    else return false
    return true
  }

  // Keys that are recognised only by the `:` after them

  #saveCandidate(): void {
    if (!this.#keyAllowed) return
    const place = this.cursor.place()
    const required =
      this.#flowLevel === 0 && this.#indentation.column === place.column && this.#indentation.inBlock
    this.#candidates.replace({ possible: true, required, number: this.#tokens.next, place })
  }

  #dropStaleCandidates(): void {
    if (this.#flowLevel === 0) this.#candidates.rejectStale(this.cursor)
  }

  // Structure

  #openBlock(column: number, kind: MarkKind, start: Place, before?: number): void {
    if (this.#flowLevel > 0 || !this.#indentation.open(column)) return
    if (before === undefined) this.#push(kind, start)
    else this.#tokens.insert(before, { kind, start, end: start.offset })
  }

  #closeBlocks(column: number): void {
    if (this.#flowLevel > 0) return
    const place = this.cursor.place()
    for (let count = this.#indentation.closeTo(column); count > 0; count--) this.#push('block-end', place)
  }

  #demandOneColumn(): void {
    if (this.#flowLevel === 0) this.#indentation.demandOne()
  }

  #scanStreamEnd(): void {
    const { cursor } = this
    if (cursor.column !== 0) {
      cursor.column = 0
      cursor.line++
    }
    this.#candidates.rejectAll(cursor)
    this.#closeBlocks(-1)
    this.#candidates.rejectCurrent(this.cursor)
    this.#keyAllowed = false
    this.#push('stream-end', cursor.place())
  }

  #leaveContent(): void {
    this.#closeBlocks(-1)
    this.#candidates.rejectCurrent(this.cursor)
    this.#keyAllowed = false
  }

  #scanDirective(): void {
    this.#leaveContent()
    this.#tokens.push(scanDirective(this.cursor))
  }

  #scanDocumentMark(kind: MarkKind): void {
    this.#leaveContent()
    const start = this.cursor.place()
    this.cursor.skip(3)
    this.#push(kind, start)
  }

  #scanDocumentEnd(): void {
    this.#scanDocumentMark('document-end')
    this.cursor.skipBlanksAndComment(true)
    if (!isBreakOrEnd(this.cursor.peek())) this.cursor.fail('invalid content after document end marker')
  }

  #openFlow(kind: MarkKind): void {
    this.#saveCandidate()
    this.#demandOneColumn()
    this.#candidates.open(this.cursor.place())
    if (this.#flowLevel === DEEPEST_FLOW) this.cursor.fail('recursion limit exceeded')
    this.#flowLevel++
    this.#keyAllowed = true
    const start = this.cursor.place()
    this.cursor.skip()
    const token = { kind, start, end: this.cursor.offset }
    if (kind === 'flow-mapping-start') this.#flowMapping = true
    this.cursor.skipBlanksAndComment(true)
    this.#tokens.push(token)
  }

  #closeFlow(kind: MarkKind): void {
    this.#candidates.rejectCurrent(this.cursor)
    if (this.#flowLevel > 0) {
      this.#flowLevel--
      this.#candidates.close()
    }
    this.#keyAllowed = false
    this.#endImplicitMapping()
    const start = this.cursor.place()
    this.cursor.skip()
    const token = { kind, start, end: this.cursor.offset }
    this.cursor.skipBlanksAndComment(true)
    if (this.#flowLevel > 0) this.#adjacentValueAt = this.cursor.index
    this.#tokens.push(token)
  }

  #scanFlowEntry(): void {
    this.#candidates.rejectCurrent(this.cursor)
    this.#keyAllowed = true
    this.#endImplicitMapping()
    const start = this.cursor.place()
    this.cursor.skip()
    this.cursor.skipBlanksAndComment(true)
    this.#push('flow-entry', start)
  }

  #endImplicitMapping(): void {
    if (!this.#implicitMapping) return
    this.#implicitMapping = false
    this.#flowMapping = false
    this.#push('flow-mapping-end', this.cursor.place())
  }

  #scanBlockEntry(): void {
    const { cursor } = this
    if (this.#flowLevel > 0) cursor.fail('"-" is only valid inside a block')
    if (!this.#keyAllowed) cursor.fail('block sequence entries are not allowed in this context')
    const last = this.#tokens.last
    if (
      (last?.kind === 'anchor' || last?.kind === 'tag') &&
      cursor.column === 0 &&
      last.start.column === 0 &&
      this.#indentation.column > -1
    )
      cursor.fail('invalid indentation for anchor', last.start)
    const start = cursor.place()
    cursor.skip()
    this.#openBlock(start.column, 'block-sequence-start', start)
    const { tabs } = cursor.skipBlanksAndComment(true)
    if (tabs && cursor.peek() === code('-') && isBlankOrEnd(cursor.peek(1)))
      cursor.fail("'-' must be followed by a valid YAML whitespace")
    cursor.skipBlanksAndComment(false)
    if (isBreak(cursor.peek()) || isFlow(cursor.peek())) this.#demandOneColumn()
    this.#candidates.rejectCurrent(this.cursor)
    this.#keyAllowed = true
    this.#push('block-entry', cursor.place())
  }

  /** `? key`. */
  #scanKey(): void {
    const { cursor } = this
    const start = cursor.place()
    const inFlow = this.#flowLevel > 0
    if (inFlow) this.#flowMapping = true
    else {
      if (!this.#keyAllowed) cursor.fail('mapping keys are not allowed in this context')
      this.#openBlock(start.column, 'block-mapping-start', start)
    }
    this.#candidates.rejectCurrent(this.cursor)
    this.#keyAllowed = !inFlow
    cursor.skip()
    const before = cursor.offset
    let blank = false
    for (let unit = cursor.peek(); ; unit = cursor.peek()) {
      if (unit === SPACE) cursor.skipBlank()
      else if (!this.#skipBreakOrComment(unit)) break
      else if (unit === code('#')) continue
      blank = true
    }
    if (!blank) cursor.fail('expected whitespace')
    if (cursor.peek() === TAB) cursor.fail('tabs disallowed in this context')
    this.#tokens.push({ kind: 'key', start, end: before })
  }

  #scanValue(): void {
    const { cursor } = this
    const start = cursor.place()
    const candidate = this.#candidates.current
    const inFlow = this.#flowLevel > 0
    this.#implicitMapping = inFlow && !this.#flowMapping
    cursor.skip()
    const end = cursor.offset
    if (cursor.peek() === TAB && !cursor.skipBlanksAndComment(true).spaces) {
      if (cursor.peek() === code('-') || isWord(cursor.peek()))
        cursor.fail("':' must be followed by a valid YAML whitespace")
    }
    if (candidate?.possible) this.#scanSimpleValue(candidate, start)
    else this.#scanComplexValue(start)
    this.#tokens.push({ kind: 'value', start, end })
  }

  /** The token before the `:` becomes a key. */
  #scanSimpleValue(candidate: KeyCandidate, start: Place): void {
    const { number, place } = candidate
    this.#tokens.insert(number, { kind: 'key', start: place, end: place.offset })
    if (this.#implicitMapping) {
      if (place.line < start.line) this.cursor.fail("illegal placement of ':' indicator", start)
      const here = this.cursor.place()
      this.#tokens.insert(number, { kind: 'flow-mapping-start', start: here, end: here.offset })
    }
    this.#openBlock(place.column, 'block-mapping-start', start, number)
    this.#demandOneColumn()
    candidate.possible = false
    this.#keyAllowed = false
  }

  /** The `:` after a `? key`, or one without any key. */
  #scanComplexValue(start: Place): void {
    if (this.#implicitMapping) this.#push('flow-mapping-start', this.cursor.place())
    const inFlow = this.#flowLevel > 0
    if (!inFlow) {
      if (!this.#keyAllowed) this.cursor.fail('mapping values are not allowed in this context', start)
      this.#openBlock(start.column, 'block-mapping-start', start)
    }
    this.#demandOneColumn()
    this.#keyAllowed = !inFlow
  }

  // Scalars and what stands before them

  #scanAnchor(kind: 'anchor' | 'alias'): void {
    const { cursor } = this
    this.#saveCandidate()
    this.#keyAllowed = false
    const start = cursor.place()
    cursor.skip()
    while (isAnchor(cursor.peek())) cursor.skip()
    const name = cursor.text.slice(start.offset + 1, cursor.offset)
    if (name === '')
      cursor.fail(
        'while scanning an anchor or alias, did not find expected alphabetic or numeric character',
        start,
      )
    this.#tokens.push({ kind, name, start, end: cursor.offset })
  }

  #scanTag(): void {
    this.#saveCandidate()
    this.#keyAllowed = false
    this.#tokens.push(scanTag(this.cursor, this.#flowLevel > 0))
  }

  #scanPlain(): void {
    this.#saveCandidate()
    this.#keyAllowed = false
    this.#indentation.forgetDemands()
    const token = scanPlain(this.cursor, this.#indentation.column + 1, this.#flowLevel > 0)
    if (this.cursor.onlyBlanks) this.#keyAllowed = true
    this.#tokens.push(token)
  }

  #scanQuoted(): void {
    this.#saveCandidate()
    this.#keyAllowed = false
    const token = scanQuoted(this.cursor, this.#indentation.column, this.#flowLevel > 0)
    this.#skipToToken()
    this.#adjacentValueAt = this.cursor.index
    this.#tokens.push(token)
  }

  #scanBlockScalar(): void {
    this.#saveCandidate()
    this.#keyAllowed = true
    this.#indentation.forgetDemands()
    this.#tokens.push(scanBlock(this.cursor, this.#indentation.column))
  }
}
