import { code, isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from './characters.ts'
import type { Cursor } from './cursor.ts'
import type { Place } from './place.ts'
import { scanHandle, scanPrefix } from './tag.ts'
import type { Token } from './token.ts'

/** A line that begins with `%`. Unknown directives count as a `%TAG` that says nothing. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.place()
  cursor.skip()
  const name = scanName(cursor)
  let token: Token
  if (name === 'YAML') token = scanVersion(cursor, start)
  else if (name === 'TAG') token = scanTagDirective(cursor, start)
  else {
    cursor.skipToLineEnd()
    token = { kind: 'tag-directive', handle: '', prefix: '', start, end: cursor.offset }
  }
  cursor.skipBlanksAndComment(true)
  if (!isBreakOrEnd(cursor.peek()))
    cursor.fail('while scanning a directive, did not find expected comment or line break', start)
  cursor.skipBreak()
  return token
}

function scanName(cursor: Cursor): string {
  const start = cursor.place()
  while (isWord(cursor.peek())) cursor.skip()
  const name = cursor.text.slice(start.offset, cursor.offset)
  if (name === '') cursor.fail('while scanning a directive, could not find expected directive name', start)
  if (!isBlankOrEnd(cursor.peek()))
    cursor.fail('while scanning a directive, found unexpected non-alphabetical character', start)
  return name
}

/** The numbers are read and not looked at. */
function scanVersion(cursor: Cursor, start: Place): Token {
  skipBlanks(cursor)
  scanNumber(cursor, start)
  if (cursor.peek() !== code('.'))
    cursor.fail("while scanning a YAML directive, did not find expected digit or '.' character", start)
  cursor.skip()
  scanNumber(cursor, start)
  return { kind: 'version-directive', start, end: cursor.offset }
}

const LONGEST_NUMBER = 9

function scanNumber(cursor: Cursor, start: Place): void {
  let digits = 0
  while (isDigit(cursor.peek())) {
    digits++
    if (digits > LONGEST_NUMBER)
      cursor.fail('while scanning a YAML directive, found extremely long version number', start)
    cursor.skip()
  }
  if (digits === 0)
    cursor.fail('while scanning a YAML directive, did not find expected version number', start)
}

function scanTagDirective(cursor: Cursor, start: Place): Token {
  skipBlanks(cursor)
  const handle = scanHandle(cursor, start)
  if (handle.length > 1 && !handle.endsWith('!'))
    cursor.fail("while parsing a tag directive, did not find expected '!'", start)
  skipBlanks(cursor)
  const prefix = scanPrefix(cursor, start)
  if (!isBlankOrEnd(cursor.peek()))
    cursor.fail('while scanning TAG, did not find expected whitespace or line break', start)
  return { kind: 'tag-directive', handle, prefix, start, end: cursor.offset }
}

function skipBlanks(cursor: Cursor): void {
  while (isBlank(cursor.peek())) cursor.skipBlank()
}
