import { timeOf } from './event.ts'

/** Fields of a line, in the order the server writes them; indexes into `starts` and `ends`. */
export const FIELD = {
  method: 0,
  api: 1,
  authType: 2,
  subject: 3,
  remote: 4,
  collection: 5,
  tracingId: 6,
  error: 7,
} as const

/**
 * Reads a line of the audit log without making anything of it: where the fields stand in the bytes, and the time. It knows
 * the one form the server writes - its keys in its order, no blank, no escape - and leaves every other line to JSON.parse.
 * Reading is what a report of a large log costs, so the loops here are plain ones over bytes.
 */
export class LineScanner {
  /** Milliseconds since 1970. */
  time = 0
  /** All digits behind the second, as a number. */
  fraction = 0
  denied = false
  /** Of each field's text, without quotes; a negative start where the field is not there. */
  readonly starts = new Int32Array(8)
  readonly ends = new Int32Array(8)
  private readonly hour = new Uint8Array(HOUR_LENGTH)
  private hourTime = 0

  /** The byte behind the line at `at`, its end included; -1 where the line is of another form. */
  scan(bytes: Uint8Array, at: number): number {
    if (!matches(bytes, at, OPENING)) return -1
    let position = this.scanTime(bytes, at + OPENING.length)
    if (position === -1) return -1
    const { starts } = this
    for (let field = 0; field < BEFORE_RESULT.length; field++) {
      const key = BEFORE_RESULT[field] as Uint8Array
      // These two letters tell the keys apart: "api" and "auth_type", "remote" and "result".
      if (bytes[position + 1] !== key[1] || bytes[position + 3] !== key[3]) {
        starts[field] = -1
        continue
      }
      position = this.scanText(bytes, position, key, field)
      if (position === -1 || bytes[position] !== COMMA) return -1
      position++
    }
    return starts[FIELD.authType] === -1 ? -1 : this.scanResult(bytes, position)
  }

  private scanResult(bytes: Uint8Array, start: number): number {
    this.denied = !matches(bytes, start, OK)
    if (this.denied && !matches(bytes, start, DENIED)) return -1
    let end = start + (this.denied ? DENIED.length : OK.length)
    this.starts[FIELD.error] = -1
    if (bytes[end] === COMMA) {
      end = this.scanText(bytes, end + 1, ERROR, FIELD.error)
      if (end === -1) return -1
    }
    return bytes[end] === CLOSING && bytes[end + 1] === LINE_END ? end + 2 : -1
  }

  /** The byte behind the quoted text that follows `key`; -1 where the key is another one or the text is no plain one. */
  private scanText(bytes: Uint8Array, at: number, key: Uint8Array, field: number): number {
    if (!matches(bytes, at, key)) return -1
    let position = at + key.length
    this.starts[field] = position
    while (STOPS[bytes[position] as number] === 0) position++
    this.ends[field] = position
    return bytes[position] === QUOTE ? position + 1 : -1
  }

  private scanTime(bytes: Uint8Array, at: number): number {
    const { hour } = this
    for (let index = 0; index < HOUR_LENGTH; index++)
      if (bytes[at + index] !== hour[index]) {
        if (!this.nextHour(bytes, at)) return -1
        break
      }
    const minute = twoDigits(bytes, at + 14)
    const second = twoDigits(bytes, at + 17)
    if (bytes[at + 13] !== COLON || bytes[at + 16] !== COLON || minute > 59 || second > 59) return -1
    let position = at + 19
    let fraction = 0
    let milliseconds = 0
    if (bytes[position] === DOT) {
      const start = ++position
      for (;;) {
        const digit = (bytes[position] as number) - ZERO
        if (!(digit >= 0 && digit <= 9)) break
        fraction = fraction * 10 + digit
        position++
        if (position - start === 3) milliseconds = fraction
      }
      const count = position - start
      if (count === 0 || count > 9) return -1
      if (count < 3) milliseconds = count === 1 ? fraction * 100 : fraction * 10
    }
    if (bytes[position] !== Z || bytes[position + 1] !== QUOTE || bytes[position + 2] !== COMMA) return -1
    this.time = this.hourTime + minute * 60_000 + second * 1000 + milliseconds
    this.fraction = fraction
    return position + 3
  }

  /** Events of one hour stand together: their date is read once. */
  private nextHour(bytes: Uint8Array, at: number): boolean {
    const text = String.fromCharCode(...bytes.subarray(at, at + HOUR_LENGTH))
    const time = text[10] === 'T' ? timeOf(`${text}:00:00Z`) : Number.NaN
    if (Number.isNaN(time)) return false
    this.hour.set(bytes.subarray(at, at + HOUR_LENGTH))
    this.hourTime = time
    return true
  }
}

/** `2026-11-23T12` */
const HOUR_LENGTH = 13

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const byteOf = (character: string): number => character.charCodeAt(0)

const OPENING = bytesOf('{"timestamp":"')
const BEFORE_RESULT = ['method', 'api', 'auth_type', 'subject', 'remote', 'collection', 'tracing_id'].map(
  (name) => bytesOf(`"${name}":"`),
)
const OK = bytesOf('"result":"ok"')
const DENIED = bytesOf('"result":"denied"')
const ERROR = bytesOf('"error":"')

const QUOTE = byteOf('"')
const COMMA = byteOf(',')
const COLON = byteOf(':')
const CLOSING = byteOf('}')
const DOT = byteOf('.')
const ZERO = byteOf('0')
const Z = byteOf('Z')
const LINE_END = byteOf('\n')

/** What a text of JSON cannot go over as it is: its end, an escape, a control character. */
const STOPS = new Uint8Array(256)
STOPS.fill(1, 0, 0x20)
STOPS[QUOTE] = 1
STOPS[byteOf('\\')] = 1

function matches(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index++) if (bytes[at + index] !== wanted[index]) return false
  return true
}

/** 100 where there are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO
  const ones = (bytes[at + 1] as number) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100
}
