import { code, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isFlow, TAB } from './characters.ts'
import type { Cursor } from './cursor.ts'
import { Folding } from './folding.ts'
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
  let text = ''
  let end = cursor.offset
  const folding = new Folding()
  while (!cursor.atDocumentMark() && cursor.peek() !== HASH) {
    if (inFlow && cursor.peek() === DASH && isFlow(cursor.peek(1)))
      cursor.fail("plain scalar cannot start with '-' followed by ,[]{}")
    if (!isBlankOrEnd(cursor.peek()) && goesOn(cursor, inFlow)) {
      text += cursor.onlyBlanks ? folding.take() : folding.takeBlanks()
      const from = cursor.offset
      do cursor.skip()
      while (!isBlankOrEnd(cursor.peek()) && goesOn(cursor, inFlow))
      end = cursor.offset
      text += cursor.text.slice(from, end)
    }
    if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) break
    skipBetweenWords(cursor, folding, indent, start)
    if (!inFlow && cursor.column < indent) break
  }
  return { kind: 'scalar', style: 'plain', text, start, end }
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

function skipBetweenWords(
  cursor: Cursor,
  folding: Folding,
  indent: number,
  start: ScalarToken['start'],
): void {
  for (let unit = cursor.peek(); isBlank(unit) || isBreak(unit); unit = cursor.peek()) {
    if (isBreak(unit)) {
      folding.addBreak(!cursor.onlyBlanks)
      cursor.skipBreak()
    } else if (!cursor.onlyBlanks) {
      folding.addBlank(unit)
      cursor.skipBlank()
    } else if (unit === TAB && cursor.column < indent) {
      // A tab may only stand where an indentation is due when the line holds nothing else.
      cursor.skipBlanksAndComment(true)
      if (!isBreakOrEnd(cursor.peek())) cursor.fail('while scanning a plain scalar, found a tab', start)
    } else cursor.skipBlank()
  }
}
