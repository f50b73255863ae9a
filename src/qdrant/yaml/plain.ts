import { code, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isFlow, TAB } from './characters.ts'
import type { Cursor } from './cursor.ts'
import type { Place } from './place.ts'
import { fold, TextBuilder } from './text-builder.ts'
import type { ScalarToken } from './token.ts'

const COLON = code(':')
const DASH = code('-')
const HASH = code('#')

/**
 * A scalar without quotes. It ends at `: `, at ` #`, in flow context at a flow character, and in block context at a line
 * that is indented less than `indent`.
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): ScalarToken {
  const start = cursor.place()
  if (inFlow && start.column < indent) cursor.fail('invalid indentation in flow construct', start)
  const text = new TextBuilder()
  // The words of one line are taken over in one piece, blanks between them included.
  let lineStart = cursor.offset
  let end = cursor.offset
  let breaks = 0
  while (!cursor.atDocumentMark() && cursor.peek() !== HASH) {
    if (inFlow && cursor.peek() === DASH && isFlow(cursor.peek(1)))
      cursor.fail("plain scalar cannot start with '-' followed by ,[]{}")
    if (!isBlankOrEnd(cursor.peek()) && goesOn(cursor, inFlow)) {
      if (breaks > 0) {
        text.add(cursor.text.slice(lineStart, end) + fold(breaks))
        lineStart = cursor.offset
        breaks = 0
      }
      do cursor.skip()
      while (!isBlankOrEnd(cursor.peek()) && goesOn(cursor, inFlow))
      end = cursor.offset
    }
    if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) break
    breaks += skipBetweenWords(cursor, indent, start)
    if (!inFlow && cursor.column < indent) break
  }
  text.add(cursor.text.slice(lineStart, end))
  return { kind: 'scalar', style: 'plain', text: text.toString(), start, end }
}

/** Whether the unit under the cursor, which is not blank, may be part of a plain scalar. */
function goesOn(cursor: Cursor, inFlow: boolean): boolean {
  const unit = cursor.peek()
  if (unit === COLON) {
    const next = cursor.peek(1)
    return !isBlankOrEnd(next) && !(inFlow && isFlow(next))
  }
  return !(inFlow && isFlow(unit))
}

/** Over blanks and breaks; how many breaks count. */
function skipBetweenWords(cursor: Cursor, indent: number, start: Place): number {
  let breaks = 0
  for (let unit = cursor.peek(); isBlank(unit) || isBreak(unit); unit = cursor.peek()) {
    if (isBreak(unit)) {
      // A comment behind a tab makes a line count as not empty; its break is one with the one before.
      breaks = cursor.onlyBlanks || breaks === 0 ? breaks + 1 : breaks
      cursor.skipBreak()
    } else if (unit === TAB && cursor.onlyBlanks && cursor.column < indent) {
      // A tab may only stand where an indentation is due when the line holds nothing else.
      cursor.skipBlanksAndComment(true)
      if (!isBreakOrEnd(cursor.peek())) cursor.fail('while scanning a plain scalar, found a tab', start)
    } else cursor.skipBlank()
  }
  return breaks
}
