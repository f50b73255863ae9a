import { type AuditEvent, parseEvent, timeOf } from './event.ts'
import { NO_ROW } from './rows.ts'
import { Sample } from './sample.ts'
import { FIELD, LineScanner } from './scan.ts'
import { newSource, type SkippedLine, type Source } from './source.ts'
import type { EventFields, Tally } from './tally.ts'

/** A line of the server is a few hundred bytes; what is beyond this is counted and thrown away as it comes. */
const LONGEST_LINE = 1 << 20

const LINE_END = 10

/** Positions of lines that are no events which are kept; all are counted. */
const MOST_POSITIONS = 20

/** Reads the bytes of logs, one source after the other, and counts their events. */
export class LogReader {
  readonly sources: Source[] = []
  readonly skipped: SkippedLine[] = []
  private readonly tally: Tally
  private readonly scanner = new LineScanner()
  private source: Source = newSource('', '')
  private sample = new Sample(this.source.sample)
  private line = 0
  /** Of the first byte that was not read yet. */
  private byte = 0
  /** Start of a line whose end has not come. */
  private carry: Buffer[] = []
  private carried = 0
  private overlong = false
  private previous = Number.NEGATIVE_INFINITY

  constructor(tally: Tally) {
    this.tally = tally
  }

  begin(name: string, node: string): Source {
    this.source = newSource(name, node)
    this.sample = new Sample(this.source.sample)
    this.sources.push(this.source)
    this.line = 1
    this.byte = 0
    this.previous = Number.NEGATIVE_INFINITY
    return this.source
  }

  /** The next bytes of the source. They are not kept: the caller may use the buffer again. */
  push(chunk: Buffer): void {
    let start = 0
    if (this.carried > 0 || this.overlong) {
      const end = chunk.indexOf(LINE_END)
      if (end === -1) {
        this.keep(chunk)
        return
      }
      start = end + 1
      this.finishCarried(chunk.subarray(0, start))
    }
    const end = chunk.lastIndexOf(LINE_END) + 1
    if (end > start) this.lines(chunk, start, end)
    if (Math.max(start, end) < chunk.length) this.keep(chunk.subarray(Math.max(start, end)))
  }

  /** The source ended. A last line without an end counts where it is whole. */
  end(): void {
    if (this.overlong) this.skip('too long', this.carried)
    else if (this.carried > 0) {
      const text = Buffer.concat(this.carry)
      const event = parseEvent(text.toString('utf8'))
      if (typeof event === 'string' && text.toString('utf8').trim() !== '') {
        this.source.cutOff = true
        this.skip('cut off', text.length)
      } else this.lines(Buffer.concat([text, Buffer.of(LINE_END)]), 0, text.length + 1)
    }
    this.carry = []
    this.carried = 0
    this.overlong = false
  }

  private keep(bytes: Buffer): void {
    this.carried += bytes.length
    if (this.carried > LONGEST_LINE) {
      this.overlong = true
      this.carry = []
    }
    // A copy: the caller's buffer is filled again.
    if (!this.overlong) this.carry.push(Buffer.from(bytes))
  }

  private finishCarried(rest: Buffer): void {
    const size = this.carried + rest.length
    const tooLong = this.overlong || size > LONGEST_LINE
    const line = tooLong ? undefined : Buffer.concat([...this.carry, rest])
    this.carry = []
    this.carried = 0
    this.overlong = false
    if (line === undefined) this.skip('too long', size)
    else this.lines(line, 0, line.length)
  }

  /** Whole lines, the last with its end. */
  private lines(bytes: Buffer, start: number, end: number): void {
    const { scanner, tally } = this
    let at = start
    while (at < end) {
      const next = scanner.scan(bytes, at)
      if (next === -1) {
        at = this.unusualLine(bytes, at)
        continue
      }
      this.note(scanner.time, scanner.fraction, tally.count(bytes, scanner))
      this.line++
      this.byte += next - at
      at = next
    }
  }

  /** Answers where the next line begins. */
  private unusualLine(bytes: Buffer, at: number): number {
    const next = bytes.indexOf(LINE_END, at) + 1
    const size = next - at
    if (size > LONGEST_LINE) {
      this.skip('too long', size)
      return next
    }
    const text = bytes.toString('utf8', at, next - 1)
    const event = parseEvent(text)
    if (typeof event === 'string') {
      // An empty line is nothing lost.
      if (text.trim() !== '') this.skip(event, size)
      else this.pass(size)
      return next
    }
    const fields = fieldsOf(event)
    this.note(fields.time, fields.fraction, this.tally.count(fields.bytes, fields))
    this.pass(size)
    return next
  }

  private note(time: number, fraction: number, row: number): void {
    const { source } = this
    source.events++
    if (time < source.first) source.first = time
    if (time > source.last) source.last = time
    const by = this.previous - time
    if (by > (source.stepBack?.by ?? 0)) source.stepBack = { by, line: this.line }
    this.previous = time
    if (row !== NO_ROW) this.sample.offer(Math.floor(time / 1000), fraction, row)
  }

  private skip(reason: SkippedLine['reason'], size: number): void {
    this.source.skipped++
    if (this.skipped.length < MOST_POSITIONS)
      this.skipped.push({ source: this.source.name, line: this.line, byte: this.byte, reason })
    this.pass(size)
  }

  private pass(size: number): void {
    this.line++
    this.byte += size
  }
}

const NAMES = Object.entries({
  method: 'method',
  api: 'api',
  auth_type: 'authType',
  subject: 'subject',
  remote: 'remote',
  collection: 'collection',
  error: 'error',
} as const)

/** The texts of an event one behind the other, as the scanner would have found them in a line. */
function fieldsOf(event: AuditEvent): EventFields & { bytes: Buffer; fraction: number } {
  const starts = new Int32Array(8).fill(-1)
  const ends = new Int32Array(8)
  let text = Buffer.alloc(0)
  for (const [name, field] of NAMES) {
    const value = event[name as keyof AuditEvent]
    if (value === undefined || value === null) continue
    starts[FIELD[field]] = text.length
    text = Buffer.concat([text, Buffer.from(value)])
    ends[FIELD[field]] = text.length
  }
  const digits = /\.(\d+)/.exec(event.timestamp)?.[1] ?? '0'
  return {
    time: timeOf(event.timestamp),
    fraction: Number(digits),
    denied: event.result === 'denied',
    starts,
    ends,
    bytes: text,
  }
}
