import { code, END, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isHex, TAB } from './characters.ts'
import type { Cursor } from './cursor.ts'
import type { Place } from './place.ts'
import { fold, TextBuilder } from './text-builder.ts'
import type { ScalarToken } from './token.ts'

const BACKSLASH = code('\\')
const SINGLE = code("'")
const DOUBLE = code('"')
const COLON = code(':')

/** What a backslash and one character stand for. */
const ESCAPES = new Map(
  Object.entries({
    0: '\0',
    a: '\x07',
    b: '\b',
    t: '\t',
    '\t': '\t',
    n: '\n',
    v: '\v',
    f: '\f',
    r: '\r',
    e: '\x1b',
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    N: '\u0085',
    _: '\u00a0',
    L: '\u2028',
    P: '\u2029',
  }).map(([character, meaning]) => [code(character), meaning]),
)

/** How many hexadecimal digits follow. */
const HEX_ESCAPES = new Map([
  [code('x'), 2],
  [code('u'), 4],
  [code('U'), 8],
])

/** A scalar in quotes, from the opening quote; what follows the closing one on its line is checked here too. */
export function scanQuoted(cursor: Cursor, indent: number, inFlow: boolean): ScalarToken {
  const start = cursor.place()
  const quote = cursor.peek()
  cursor.skip()
  const text = scanContent(cursor, quote, indent, start)
  cursor.skip()
  const end = cursor.offset
  cursor.skipBlanksAndComment(true)
  if (!mayFollow(cursor, inFlow, start)) cursor.fail('invalid trailing content after double-quoted scalar')
  return { kind: 'scalar', style: quote === SINGLE ? 'single-quoted' : 'double-quoted', text, start, end }
}

function mayFollow(cursor: Cursor, inFlow: boolean, start: Place): boolean {
  const unit = cursor.peek()
  if (isBreakOrEnd(unit)) return true
  if (unit === COLON) return inFlow || start.line === cursor.line
  return inFlow && (unit === code(',') || unit === code('}') || unit === code(']'))
}

function scanContent(cursor: Cursor, quote: number, indent: number, start: Place): string {
  const text = new TextBuilder()
  for (;;) {
    if (cursor.atDocumentMark())
      cursor.fail('while scanning a quoted scalar, found unexpected document indicator', start)
    if (cursor.peek() === END)
      cursor.fail('while scanning a quoted scalar, found unexpected end of stream', start)
    if (cursor.column < indent) cursor.fail('invalid indentation in quoted scalar', start)
    const continued = scanWord(cursor, quote, start, text)
    if (cursor.peek() === quote) return text.toString()
    text.add(scanBlanks(cursor, indent, continued))
  }
}

/** Up to the next blank, the closing quote, or just past an escaped line break, for which it is true. */
function scanWord(cursor: Cursor, quote: number, start: Place, text: TextBuilder): boolean {
  for (;;) {
    const from = cursor.offset
    while (!isBlankOrEnd(cursor.peek()) && cursor.peek() !== quote && !isEscape(cursor, quote)) cursor.skip()
    text.add(cursor.text.slice(from, cursor.offset))
    if (quote === SINGLE && cursor.peek() === SINGLE && cursor.peek(1) === SINGLE) {
      text.add("'")
      cursor.skip(2)
    } else if (isEscape(cursor, quote)) {
      if (isBreak(cursor.peek(1))) {
        cursor.skip()
        cursor.skipBreak()
        return true
      }
      text.add(scanEscape(cursor, start))
    } else return false
  }
}

const isEscape = (cursor: Cursor, quote: number): boolean => quote === DOUBLE && cursor.peek() === BACKSLASH

function scanEscape(cursor: Cursor, start: Place): string {
  const letter = cursor.peek(1)
  const meaning = ESCAPES.get(letter)
  const digits = HEX_ESCAPES.get(letter)
  if (meaning === undefined && digits === undefined)
    cursor.fail('while parsing a quoted scalar, found unknown escape character', start)
  cursor.skip(2)
  if (digits === undefined) return meaning ?? ''
  let value = 0
  for (let count = 0; count < digits; count++) {
    const unit = cursor.peek(count)
    if (!isHex(unit))
      cursor.fail('while parsing a quoted scalar, did not find expected hexadecimal number', start)
    value = value * 16 + Number.parseInt(String.fromCharCode(unit), 16)
  }
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
    cursor.fail('while parsing a quoted scalar, found invalid Unicode character escape code', start)
  cursor.skip(digits)
  return String.fromCodePoint(value)
}

/** Blanks and breaks between two words. After an escaped break (`continued`) the breaks are kept as they are. */
function scanBlanks(cursor: Cursor, indent: number, continued: boolean): string {
  const from = cursor.offset
  let breaks = 0
  for (let unit = cursor.peek(); isBlank(unit) || isBreak(unit); unit = cursor.peek()) {
    if (isBreak(unit)) {
      breaks++
      cursor.skipBreak()
    } else {
      if ((continued || breaks > 0) && unit === TAB && cursor.column < indent)
        cursor.fail('tab cannot be used as indentation')
      cursor.skipBlank()
    }
  }
  if (continued) return '\n'.repeat(breaks)
  return breaks > 0 ? fold(breaks) : cursor.text.slice(from, cursor.offset)
}
