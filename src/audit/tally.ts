import { DenialMinutes } from './denials.ts'
import { isNodeApi } from './event.ts'
import { ABSENT, FieldTable, ID_SPAN, type Predicate } from './field.ts'
import type { Filter } from './filter.ts'
import { NO_ROW, ROW_WIDTH, RowTable } from './rows.ts'
import { FIELD, type LineScanner } from './scan.ts'

export const HOUR_MS = 3_600_000

/** A log over so many hours has a wrong clock in it, or was made to fill memory. */
const MOST_HOURS = 50_000

/** Marks in a row beside the ids of fields. */
const DENIED = 1
const NODE_TO_NODE = 2

/** Columns of a row. */
const COLUMN = {
  operation: 0,
  api: 1,
  authType: 2,
  subject: 3,
  address: 4,
  collection: 5,
  error: 6,
} as const
const MARKS = 7

/** Who did what, as often, first and last. */
export interface Deed {
  /** The method; the path where there is none. Undefined for those that found no room, as in every field. */
  operation: string | null | undefined
  /** Kept only where it was asked for, and where there is no collection. */
  api: string | null | undefined
  authType: string | null | undefined
  subject: string | null | undefined
  address: string | null | undefined
  collection: string | null | undefined
  error: string | null | undefined
  denied: boolean
  /** One node's call to another: the work of a client a second time. */
  nodeToNode: boolean
  events: number
  first: number
  last: number
}

/** Some fields' texts, in the order they were asked for. */
export interface Combined {
  texts: (string | null | undefined)[]
  events: number
  denied: number
  first: number
  last: number
}

export interface Denials {
  subject: string | null
  address: string | null
  minute: number
  denied: number
}

/** Everything that is counted of the events, in memory that does not grow with them. */
export class Tally {
  readonly operation: FieldTable
  readonly authType: FieldTable
  readonly subject: FieldTable
  readonly address: FieldTable
  readonly collection: FieldTable
  readonly error: FieldTable
  readonly result: FieldTable
  events = 0
  denied = 0
  nodeToNode = 0
  first = Number.POSITIVE_INFINITY
  last = Number.NEGATIVE_INFINITY
  /** Hour since 1970 → events and denials. */
  readonly hours = new Map<number, { events: number; denied: number }>()
  private readonly minutes = new DenialMinutes()
  readonly rows: RowTable
  readonly api: FieldTable
  private readonly filter: Filter
  private readonly since: number
  private readonly until: number
  private readonly withApi: boolean
  private readonly okId: number
  private readonly deniedId: number
  private readonly row = new Int32Array(ROW_WIDTH)
  private hour: { events: number; denied: number } = { events: 0, denied: 0 }
  private hourNumber = Number.NaN

  constructor(seed: number, filter: Filter, options: { withApi: boolean } = { withApi: false }) {
    const table = (predicate?: Predicate) => new FieldTable(seed, { predicate })
    this.operation = table(filter.operation)
    this.authType = new FieldTable(seed, { most: 256, predicate: filter.authType })
    this.subject = table(filter.subject)
    this.address = table(filter.address)
    this.collection = table(filter.collection)
    this.error = table()
    this.api = table()
    this.result = new FieldTable(seed, { most: 4 })
    this.okId = this.result.find(OK, 0, OK.length)
    this.deniedId = this.result.find(DENIED_TEXT, 0, DENIED_TEXT.length)
    this.rows = new RowTable(seed)
    this.filter = filter
    this.since = filter.since ?? Number.NEGATIVE_INFINITY
    this.until = filter.until ?? Number.POSITIVE_INFINITY
    this.withApi = options.withApi
  }

  /**
   * Counts the event whose fields stand in these bytes. Answers its row: negative where it
   * is not wanted, has none, or is a node's call, which several nodes log at the same time.
   */
  count(bytes: Buffer, event: EventFields): number {
    const { time, denied, starts } = event
    if (time < this.since || time >= this.until || (this.filter.denied && !denied)) return NO_ROW
    const authType = idOf(this.authType, bytes, event, FIELD.authType)
    const subject = idOf(this.subject, bytes, event, FIELD.subject)
    const address = idOf(this.address, bytes, event, FIELD.remote)
    const collection = idOf(this.collection, bytes, event, FIELD.collection)
    const named = (starts[FIELD.method] as number) < 0 ? FIELD.api : FIELD.method
    const operation = idOf(this.operation, bytes, event, named)
    if ((authType | subject | address | collection | operation) < 0) return NO_ROW
    const nodeToNode = isNodeCall(bytes, event)
    if (nodeToNode) {
      if (this.filter.clientsOnly) return NO_ROW
      this.nodeToNode++
    }
    const error = denied ? idOf(this.error, bytes, event, FIELD.error) : ABSENT
    this.authType.count(authType, time, denied)
    this.subject.count(subject, time, denied)
    this.address.count(address, time, denied)
    this.collection.count(collection, time, denied)
    this.operation.count(operation, time, denied)
    this.result.count(denied ? this.deniedId : this.okId, time, denied)
    if (denied) this.error.count(error, time, true)
    const { row } = this
    row[COLUMN.operation] = operation
    row[COLUMN.api] = this.withApi && collection === ABSENT ? idOf(this.api, bytes, event, FIELD.api) : ABSENT
    row[COLUMN.authType] = authType
    row[COLUMN.subject] = subject
    row[COLUMN.address] = address
    row[COLUMN.collection] = collection
    row[COLUMN.error] = error
    row[MARKS] = (denied ? DENIED : 0) | (nodeToNode ? NODE_TO_NODE : 0)
    const at = this.rows.count(row, time)
    this.countTime(time, denied)
    if (denied) this.minutes.count(time, subject, address)
    return nodeToNode ? NO_ROW : at
  }

  /** Who did what, the most frequent first. */
  *deeds(which: { denied: boolean }): Generator<Deed> {
    const { events, size, ids } = this.rows
    const rows: number[] = []
    for (let row = 0; row < size; row++)
      if (((ids[row * ROW_WIDTH + MARKS] as number) & DENIED) === (which.denied ? DENIED : 0)) rows.push(row)
    rows.sort((a, b) => (events[b] as number) - (events[a] as number))
    for (const row of rows) yield this.deed(row)
  }

  /** Rows put together that are the same in these two or three fields: whose texts, and how often, first and last. */
  combined(fields: readonly (keyof typeof COLUMN)[]): Combined[] {
    const { ids, events, first, last, size } = this.rows
    const found = new Map<number, Combined & { row: number }>()
    for (let row = 0; row < size; row++) {
      const at = row * ROW_WIDTH
      // An id has 16 bits, and a number 53.
      const key = fields.reduce((sum, field) => sum * ID_SPAN + (ids[at + COLUMN[field]] as number), 0)
      const count = events[row] as number
      const denied = ((ids[at + MARKS] as number) & DENIED) === 0 ? 0 : count
      const known = found.get(key)
      if (known === undefined) {
        const [start, end] = [first[row] as number, last[row] as number]
        found.set(key, { texts: [], events: count, denied, first: start, last: end, row: at })
        continue
      }
      known.events += count
      known.denied += denied
      known.first = Math.min(known.first, first[row] as number)
      known.last = Math.max(known.last, last[row] as number)
    }
    return [...found.values()].map(({ row, ...sums }) => ({
      ...sums,
      texts: fields.map((field) => this[field].textOf(ids[row + COLUMN[field]] as number)),
    }))
  }

  private deed(row: number): Deed {
    const { ids, events, first, last } = this.rows
    const id = (column: number) => ids[row * ROW_WIDTH + column] as number
    return {
      operation: this.operation.textOf(id(COLUMN.operation)),
      api: this.api.textOf(id(COLUMN.api)),
      authType: this.authType.textOf(id(COLUMN.authType)),
      subject: this.subject.textOf(id(COLUMN.subject)),
      address: this.address.textOf(id(COLUMN.address)),
      collection: this.collection.textOf(id(COLUMN.collection)),
      error: this.error.textOf(id(COLUMN.error)),
      denied: (id(MARKS) & DENIED) !== 0,
      nodeToNode: (id(MARKS) & NODE_TO_NODE) !== 0,
      events: events[row] as number,
      first: first[row] as number,
      last: last[row] as number,
    }
  }

  /** Who was denied at least so often in a minute (since 1970). */
  *denials(least: number): Generator<Denials> {
    for (const { subject, address, ...counted } of this.minutes.atLeast(least))
      yield {
        subject: this.subject.textOf(subject) ?? null,
        address: this.address.textOf(address) ?? null,
        ...counted,
      }
  }

  private countTime(time: number, denied: boolean): void {
    this.events++
    if (time < this.first) this.first = time
    if (time > this.last) this.last = time
    const number = Math.floor(time / HOUR_MS)
    if (number !== this.hourNumber) this.turnTo(number)
    this.hour.events++
    if (!denied) return
    this.denied++
    this.hour.denied++
  }

  private turnTo(number: number): void {
    this.hourNumber = number
    this.hour = this.hours.get(number) ?? { events: 0, denied: 0 }
    if (this.hours.size < MOST_HOURS) this.hours.set(number, this.hour)
  }
}

const idOf = (table: FieldTable, bytes: Buffer, { starts, ends }: EventFields, field: number): number =>
  table.find(bytes, starts[field] as number, ends[field] as number)

/** Where an event's fields stand in bytes; the shape of {@link LineScanner}. */
export type EventFields = Pick<LineScanner, 'time' | 'denied' | 'starts' | 'ends'>

/**
 * Calls between nodes carry a path of theirs with `enforce_internal_auth`; without it they have neither credential nor
 * address, which a client's call always has.
 */
function isNodeCall(bytes: Buffer, { starts, ends, denied }: EventFields): boolean {
  const [api, apiEnd] = [starts[FIELD.api] as number, ends[FIELD.api] as number]
  if (api >= 0 && startsWith(bytes, api, apiEnd, NODE_PATH))
    return isNodeApi(bytes.toString('latin1', api, apiEnd))
  const authType = starts[FIELD.authType] as number
  return (
    !denied &&
    (starts[FIELD.remote] as number) < 0 &&
    ends[FIELD.authType] === authType + NONE.length &&
    startsWith(bytes, authType, authType + NONE.length, NONE)
  )
}

const OK = Buffer.from('ok')
const DENIED_TEXT = Buffer.from('denied')
const NODE_PATH = Buffer.from('/qdrant.')
const NONE = Buffer.from('None')

function startsWith(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start < wanted.length) return false
  for (let index = 0; index < wanted.length; index++) if (bytes[start + index] !== wanted[index]) return false
  return true
}
