import { code, END, isBlank, isBreak, isBreakOrEnd, isDigit, SPACE, TAB } from './characters.ts'
import type { Cursor } from './cursor.ts'
import { TextBuilder } from './text-builder.ts'
import type { ScalarToken } from './token.ts'

const PLUS = code('+')
const DASH = code('-')

/** What becomes of the line breaks at the end. */
type Chomping = 'clip' | 'keep' | 'strip'

interface Header {
  chomping: Chomping
  /** The digit; 0 where there is none. */
  increment: number
}

/**
 * A literal (`|`) or folded (`>`) scalar. `indent` is the indentation of what it belongs to, -1 at the top level. The
 * token's place is its first line of content, or the indicator where there is none.
 */
export function scanBlock(cursor: Cursor, indent: number): ScalarToken {
  const start = cursor.place()
  const style = cursor.peek() === code('|') ? 'literal' : 'folded'
  cursor.skip()
  const { chomping, increment } = scanHeader(cursor, start)
  const firstBreak = isBreak(cursor.peek()) ? 1 : 0
  cursor.skipBreak()
  if (cursor.peek() === TAB) cursor.fail('a block scalar content cannot start with a tab', start)

  const leading =
    increment > 0 ? skipIndent(cursor, Math.max(indent, 0) + increment) : measureIndent(cursor, indent)
  if (cursor.peek() === END) {
    const text = emptyText(cursor.line === start.line, chomping, firstBreak, leading.breaks)
    return { kind: 'scalar', style, text, start, end: cursor.offset }
  }
  if (cursor.column < leading.indent && cursor.column > indent)
    cursor.fail('wrongly indented line in block scalar')
  const place = cursor.place()
  const { text, end } = scanLines(cursor, leading, style === 'folded', chomping)
  return { kind: 'scalar', style, text, start: place, end }
}

function scanHeader(cursor: Cursor, start: ScalarToken['start']): Header {
  let chomping = scanChomping(cursor)
  let increment = 0
  if (isDigit(cursor.peek())) {
    increment = cursor.peek() - 0x30
    if (increment === 0)
      cursor.fail('while scanning a block scalar, found an indentation indicator equal to 0', start)
    cursor.skip()
    chomping ??= scanChomping(cursor)
  }
  cursor.skipBlanksAndComment(true)
  if (!isBreakOrEnd(cursor.peek()))
    cursor.fail('while scanning a block scalar, did not find expected comment or line break', start)
  return { chomping: chomping ?? 'clip', increment }
}

function scanChomping(cursor: Cursor): Chomping | undefined {
  const unit = cursor.peek()
  if (unit !== PLUS && unit !== DASH) return undefined
  cursor.skip()
  return unit === PLUS ? 'keep' : 'strip'
}

/** Characters the server reads ahead at once in front of a line. */
const READ_AHEAD = 16

interface Leading {
  /** Columns that belong to the indentation. */
  indent: number
  /** Empty lines gone over. */
  breaks: number
}

/** Over indentation and empty lines, up to a line with content. */
function skipIndent(cursor: Cursor, indent: number): Leading {
  let breaks = 0
  for (;;) {
    do {
      cursor.readAhead(READ_AHEAD)
      for (let count = 0; count < READ_AHEAD && cursor.column < indent && cursor.peek() === SPACE; count++)
        cursor.skipBlank()
    } while (cursor.column < indent && cursor.peek() === SPACE)
    cursor.readAhead(2)
    if (!isBreak(cursor.peek())) return { indent, breaks }
    cursor.skipBreak()
    breaks++
  }
}

/** The same for a scalar without a digit: the longest run of blanks up to the first content is its indentation. */
function measureIndent(cursor: Cursor, parent: number): Leading {
  let breaks = 0
  let longest = 0
  for (;;) {
    while (cursor.peek() === SPACE) cursor.skipBlank()
    cursor.readAhead(1)
    longest = Math.max(longest, cursor.column)
    if (!isBreak(cursor.peek())) break
    cursor.skipBreak()
    breaks++
  }
  return { indent: Math.max(longest, parent + 1), breaks }
}

/** The text where the stream ends before any content. */
function emptyText(sameLine: boolean, chomping: Chomping, firstBreak: number, breaks: number): string {
  if (chomping === 'strip' || sameLine) return ''
  return '\n'.repeat(chomping === 'keep' && breaks > 0 ? breaks : firstBreak)
}

function scanLines(
  cursor: Cursor,
  { indent, breaks }: Leading,
  folded: boolean,
  chomping: Chomping,
): { text: string; end: number } {
  const text = new TextBuilder()
  let lastBreak = ''
  let emptyLines = breaks
  let indentedBefore = false
  let end = cursor.offset
  while (cursor.column === indent && cursor.peek() !== END) {
    if (indent === 0 && cursor.atDocumentMark('.')) break
    const indented = isBlank(cursor.peek())
    // Lines that are indented further keep their breaks, as all lines of a literal scalar do.
    const folds = folded && lastBreak !== '' && !indentedBefore && !indented
    text.add(folds && emptyLines === 0 ? ' ' : (folds ? '' : lastBreak) + '\n'.repeat(emptyLines))
    lastBreak = ''
    emptyLines = 0
    indentedBefore = indented
    const from = cursor.offset
    cursor.skipContentLine()
    end = cursor.offset
    text.add(cursor.text.slice(from, end))
    if (cursor.peek() === END) break
    cursor.skipBreak()
    lastBreak = '\n'
    emptyLines = skipIndent(cursor, indent).breaks
  }
  if (chomping !== 'strip') {
    text.add(lastBreak)
    if (cursor.peek() === END && cursor.column >= Math.max(indent, 1)) text.add('\n')
  }
  if (chomping === 'keep') text.add('\n'.repeat(emptyLines))
  return { text: text.toString(), end }
}
