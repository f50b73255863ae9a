import { CR, code, END, isBlank, isBreak, isBreakOrEnd, isSecondHalf, LF, SPACE, TAB } from './characters.ts'
import { type Place, YamlError } from './place.ts'

const HASH = code('#')

/** What {@link Cursor.skipBlanksAndComment} went over. */
export interface Skipped {
  tabs: boolean
  spaces: boolean
}

/** Walks over a text and counts characters, lines and columns the way the server does. */
export class Cursor {
  readonly text: string
  offset = 0
  index = 0
  line = 1
  column = 0
  /** Nothing but blanks since the line break. Blanks inside a token do not change it. */
  onlyBlanks = true
  /** Index up to which the server has read ahead; see {@link skipContentLine}. */
  #readTo = 0

  constructor(text: string) {
    // The server takes a NUL for the end of the text.
    const end = text.indexOf('\0')
    this.text = end === -1 ? text : text.slice(0, end)
  }

  /** The unit `ahead` units further on; {@link END} past the end. */
  peek(ahead = 0): number {
    const at = this.offset + ahead
    return at < this.text.length ? this.text.charCodeAt(at) : END
  }

  place(): Place {
    return { offset: this.offset, index: this.index, line: this.line, column: this.column }
  }

  fail(info: string, place: Place = this.place()): never {
    throw new YamlError(info, place)
  }

  /** Over one unit that is blank, or that does not decide whether a line is blank. */
  skipBlank(): void {
    if (!isSecondHalf(this.peek())) {
      this.index++
      this.column++
    }
    this.offset++
  }

  skip(units = 1): void {
    for (let count = 0; count < units; count++) this.skipBlank()
    this.onlyBlanks = false
  }

  /** Over a line break of one or two characters; nothing where there is none. */
  skipBreak(): void {
    const unit = this.peek()
    if (!isBreak(unit)) return
    this.readAhead(2)
    const length = unit === CR && this.peek(1) === LF ? 2 : 1
    this.offset += length
    this.index += length
    this.line++
    this.column = 0
    this.onlyBlanks = true
  }

  /** The server looks at this many characters from here. */
  readAhead(characters: number): void {
    this.#readTo = Math.max(this.#readTo, this.index + characters)
  }

  /**
   * Over a line of a block scalar. The server counts what it has not read ahead in bytes of UTF-8, so the places it names
   * afterwards are further on than the characters are.
   */
  skipContentLine(): void {
    for (let unit = this.peek(); !isBreakOrEnd(unit); unit = this.peek()) {
      const more = this.index < this.#readTo || isSecondHalf(unit) ? 0 : bytesOf(unit) - 1
      this.skipBlank()
      this.index += more
      this.column += more
    }
  }

  skipToLineEnd(): void {
    const { text, offset } = this
    let halves = 0
    let at = offset
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (isBreak(unit)) break
      if (isSecondHalf(unit)) halves++
    }
    if (at === offset) return
    this.offset = at
    this.index += at - offset - halves
    this.column += at - offset - halves
    this.onlyBlanks = false
  }

  /** Over blanks and a comment up to the end of the line. */
  skipBlanksAndComment(tabsToo: boolean): Skipped {
    const skipped = { tabs: false, spaces: false }
    for (;;) {
      const unit = this.peek()
      if (unit === SPACE) skipped.spaces = true
      else if (unit === TAB && tabsToo) skipped.tabs = true
      else if (unit === HASH) {
        if (!skipped.tabs && !skipped.spaces)
          this.fail('comments must be separated from other tokens by whitespace')
        this.skipToLineEnd()
        return skipped
      } else return skipped
      this.skipBlank()
    }
  }

  /** Whether `---` or `...` stands alone at the start of this line. */
  atDocumentMark(characters = '-.'): boolean {
    if (this.column !== 0) return false
    const unit = this.peek()
    if (unit === END || !characters.includes(String.fromCharCode(unit))) return false
    const after = this.peek(3)
    return this.peek(1) === unit && this.peek(2) === unit && (isBlank(after) || isBreakOrEnd(after))
  }
}

/** Bytes in UTF-8 of the character that begins with this unit. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1
  if (unit < 0x800) return 2
  return unit >= 0xd800 && unit <= 0xdbff ? 4 : 3
}
