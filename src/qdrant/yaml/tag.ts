import { code, isBlankOrEnd, isFlow, isHex, isTag, isUri, isWord } from './characters.ts'
import type { Cursor } from './cursor.ts'
import type { Place } from './place.ts'
import { TextBuilder } from './text-builder.ts'
import type { TagToken } from './token.ts'

const BANG = code('!')
const PERCENT = code('%')

/** `!suffix`, `!handle!suffix`, `!!suffix`, `!<verbatim>` or a lone `!`. */
export function scanTag(cursor: Cursor, inFlow: boolean): TagToken {
  const start = cursor.place()
  const tag = cursor.peek(1) === code('<') ? scanVerbatim(cursor, start) : scanShorthand(cursor, start)
  if (!isBlankOrEnd(cursor.peek()) && !(inFlow && isFlow(cursor.peek())))
    cursor.fail('while scanning a tag, did not find expected whitespace or line break', start)
  return { kind: 'tag', ...tag, start, end: cursor.offset }
}

function scanVerbatim(cursor: Cursor, start: Place): { handle: string; suffix: string } {
  cursor.skip(2)
  const suffix = scanWhile(cursor, isUri, start)
  if (cursor.peek() !== code('>'))
    cursor.fail("while scanning a verbatim tag, did not find the expected '>'", start)
  cursor.skip()
  return { handle: '', suffix }
}

function scanShorthand(cursor: Cursor, start: Place): { handle: string; suffix: string } {
  const head = scanHandle(cursor, start)
  if (head.length > 1 && head.endsWith('!')) {
    const suffix = scanWhile(cursor, isTag, start)
    if (suffix === '') cursor.fail('while parsing a tag, did not find expected tag URI', start)
    return { handle: head, suffix }
  }
  // What looked like a handle is the beginning of the suffix.
  const suffix = head.slice(1) + scanWhile(cursor, isTag, start)
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix }
}

/** `!`, `!!`, `!word` or `!word!`. */
export function scanHandle(cursor: Cursor, start: Place): string {
  if (cursor.peek() !== BANG) cursor.fail("while scanning a tag, did not find expected '!'", start)
  const from = cursor.offset
  cursor.skip()
  while (isWord(cursor.peek())) cursor.skip()
  if (cursor.peek() === BANG) cursor.skip()
  return cursor.text.slice(from, cursor.offset)
}

/** What a `%TAG` directive puts in place of a handle. */
export function scanPrefix(cursor: Cursor, start: Place): string {
  if (cursor.peek() !== BANG && !isTag(cursor.peek())) cursor.fail('invalid global tag character', start)
  const first = cursor.peek() === BANG ? '!' : ''
  if (first !== '') cursor.skip()
  return first + scanWhile(cursor, isUri, start)
}

function scanWhile(cursor: Cursor, belongs: (unit: number) => boolean, start: Place): string {
  const text = new TextBuilder()
  while (belongs(cursor.peek())) {
    if (cursor.peek() === PERCENT) text.add(scanUriEscape(cursor, start))
    const from = cursor.offset
    while (belongs(cursor.peek()) && cursor.peek() !== PERCENT) cursor.skip()
    text.add(cursor.text.slice(from, cursor.offset))
  }
  return text.toString()
}

/** `%C3%A4`: as many octets as the first one announces. The server joins their bits without decoding them. */
function scanUriEscape(cursor: Cursor, start: Place): string {
  let value = 0
  let octets = 0
  do {
    if (cursor.peek() !== PERCENT || !isHex(cursor.peek(1)) || !isHex(cursor.peek(2)))
      cursor.fail('while parsing a tag, did not find URI escaped octet', start)
    const octet = Number.parseInt(String.fromCharCode(cursor.peek(1), cursor.peek(2)), 16)
    if (octets === 0) {
      octets = octetsOf(octet)
      if (octets === 0) cursor.fail('while parsing a tag, found an incorrect leading UTF-8 octet', start)
    } else if ((octet & 0xc0) !== 0x80)
      cursor.fail('while parsing a tag, found an incorrect trailing UTF-8 octet', start)
    value = value * 256 + octet
    cursor.skip(3)
    octets--
  } while (octets > 0)
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
    cursor.fail('while parsing a tag, found an invalid UTF-8 codepoint', start)
  return String.fromCodePoint(value)
}

function octetsOf(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc0 && lead < 0xe0) return 2
  if (lead >= 0xe0 && lead < 0xf0) return 3
  return lead >= 0xf0 && lead < 0xf8 ? 4 : 0
}
