import type { RegistryEntry } from '../jwt/registry.ts'
import { rfc3339 } from '../rfc3339.ts'
import { burstsOf } from './bursts.ts'
import type { FieldTable } from './field.ts'
import { type Notice, noticesOn } from './notices.ts'
import type { LogReader } from './read.ts'
import type { SkippedLine, Source } from './source.ts'
import { type Deed, HOUR_MS, type Tally } from './tally.ts'

/** Times of a report are RFC 3339 in UTC; null where there was no event. */
export interface Counted {
  events: number
  denied: number
  firstSeen: string | null
  lastSeen: string | null
}

/** `name` is null for events without the field. */
export interface Group extends Counted {
  name: string | null
}

/** Who did what: one row for each combination, the most frequent first. `nodeToNode`: see {@link AuditReport}. */
export interface Activity extends Omit<Counted, 'denied'> {
  subject: string | null
  authType: string | null
  address: string | null
  operation: string | null
  collection: string | null
  result: 'ok' | 'denied'
  error: string | null
  nodeToNode: boolean
}

export interface Caller extends Counted {
  subject: string | null
  authType: string | null
  address: string | null
}

type GroupName = 'subject' | 'authType' | 'operation' | 'collection' | 'result' | 'address' | 'error'

/** The JSON of `audit report`, beside the envelope. */
export interface AuditReport extends Counted {
  /** Events that are one node's call to another: the work of clients a second time. They are part of `events`. */
  nodeToNode: number
  groups: Record<GroupName, Group[]>
  /** Subject, auth type and address together. */
  callers: Caller[]
  activities: Activity[]
  /** How often a subject did something on a collection. */
  subjectCollections: { subject: string | null; collection: string | null; events: number; denied: number }[]
  bursts: { subject: string | null; address: string | null; from: string; to: string; denied: number }[]
  /** Start of each hour with events. */
  hours: { hour: string; events: number; denied: number }[]
  /** Tokens of the registry whose subject is not in the log; null where not the whole log was looked at. */
  unusedTokens: { name: string; subject: string; mintedAt: string; expiresAt: string | null }[] | null
  /** Tokens of the registry that no log can show: they have no subject. */
  tokensWithoutSubject: string[]
  sources: {
    name: string
    node: string
    events: number
    firstSeen: string | null
    lastSeen: string | null
    skipped: number
    cutOff: boolean
  }[]
  skipped: { lines: number; positions: SkippedLine[] }
  /** Events that are in the totals and not in these lists, because there were too many different ones. */
  overflow: Record<string, number>
  notices: Notice[]
}

/** Rows of `callers`, and of `activities` for each result: the rest is in the groups. */
const MOST_ROWS = 10_000

export interface ReportRequest {
  tally: Tally
  reader: LogReader
  /** Undefined where only a part of the log was asked for. */
  registry: readonly RegistryEntry[] | undefined
  now: Date
}

export function auditReport({ tally, reader, registry, now }: ReportRequest): AuditReport {
  const overflow: Record<string, number> = {}
  const groups = groupsOf(tally, overflow)
  const activities = [...first(tally.deeds({ denied: false })), ...first(tally.deeds({ denied: true }))]
    .map(activityOf)
    .sort(byEvents)
  const hidden = tally.events - sum(activities.map(({ events }) => events))
  if (hidden > 0) overflow.activities = hidden
  const seen = new Set(groups.subject.map(({ name }) => name))
  return {
    events: tally.events,
    denied: tally.denied,
    firstSeen: moment(tally.first),
    lastSeen: moment(tally.last),
    nodeToNode: tally.nodeToNode,
    groups,
    callers: callersOf(tally),
    activities,
    subjectCollections: tally
      .combined(['subject', 'collection'])
      .sort(byEvents)
      .slice(0, MOST_ROWS)
      .map(({ texts: [subject = null, collection = null], events, denied }) => ({
        subject,
        collection,
        events,
        denied,
      })),
    bursts: burstsOf(tally).map(({ from, to, ...burst }) => ({
      ...burst,
      from: rfc3339(new Date(from)),
      to: rfc3339(new Date(to)),
    })),
    hours: [...tally.hours]
      .sort(([a], [b]) => a - b)
      .map(([hour, { events, denied }]) => ({ hour: rfc3339(new Date(hour * HOUR_MS)), events, denied })),
    unusedTokens: registry === undefined ? null : unusedTokens(registry, seen),
    tokensWithoutSubject: (registry ?? [])
      .filter(({ claims, revoked }) => claims.subject === undefined && !revoked)
      .map(({ name }) => name),
    sources: reader.sources.map(sourceOf),
    skipped: { lines: sum(reader.sources.map(({ skipped }) => skipped)), positions: reader.skipped },
    overflow,
    notices: [...noticesOn(reader.sources, now.getTime()), ...overflowNotices(overflow)],
  }
}

function groupsOf(tally: Tally, overflow: Record<string, number>): AuditReport['groups'] {
  const group = (name: string, table: FieldTable): Group[] => {
    const entries: Group[] = []
    for (const id of table.ids()) {
      const text = table.textOf(id)
      const counted = {
        events: table.events[id] as number,
        denied: table.denied[id] as number,
        firstSeen: moment(table.first[id] as number),
        lastSeen: moment(table.last[id] as number),
      }
      if (text === undefined) overflow[name] = counted.events
      else entries.push({ name: text, ...counted })
    }
    return entries.sort(byEvents)
  }
  return {
    subject: group('subject', tally.subject),
    authType: group('authType', tally.authType),
    operation: group('operation', tally.operation),
    collection: group('collection', tally.collection),
    result: group('result', tally.result),
    address: group('address', tally.address),
    error: group('error', tally.error),
  }
}

const callersOf = (tally: Tally): Caller[] =>
  tally
    .combined(['subject', 'authType', 'address'])
    .sort(byEvents)
    .slice(0, MOST_ROWS)
    .map(({ texts: [subject = null, authType = null, address = null], events, denied, ...times }) => ({
      subject,
      authType,
      address,
      events,
      denied,
      ...span(times.first, times.last),
    }))

function first<T>(items: Iterable<T>): T[] {
  const taken: T[] = []
  for (const item of items) if (taken.push(item) === MOST_ROWS) break
  return taken
}

const activityOf = (deed: Deed): Activity => ({
  subject: deed.subject ?? null,
  authType: deed.authType ?? null,
  address: deed.address ?? null,
  operation: deed.operation ?? null,
  collection: deed.collection ?? null,
  result: deed.denied ? 'denied' : 'ok',
  error: deed.error ?? null,
  nodeToNode: deed.nodeToNode,
  events: deed.events,
  ...span(deed.first, deed.last),
})

const unusedTokens = (registry: readonly RegistryEntry[], seen: ReadonlySet<string | null>) =>
  registry.flatMap(({ name, claims: { subject }, revoked, mintedAt, expiresAt }) =>
    subject === undefined || revoked || seen.has(subject) ? [] : [{ name, subject, mintedAt, expiresAt }],
  )

const sourceOf = ({ name, node, events, first, last, skipped, cutOff }: Source) => ({
  name,
  node,
  events,
  ...span(first, last),
  skipped,
  cutOff,
})

/** Rows of `activities` that are missing are told by whoever shows them. */
const overflowNotices = ({ activities: _, ...groups }: Readonly<Record<string, number>>): Notice[] =>
  Object.entries(groups).map(([group, events]) => ({
    kind: 'overflow',
    message: `there are too many different values of ${group}: ${events} events are in the totals and not in that list`,
    sources: [],
  }))

const span = (first: number, last: number) => ({ firstSeen: moment(first), lastSeen: moment(last) })

const moment = (time: number): string | null => (Number.isFinite(time) ? rfc3339(new Date(time)) : null)

const byEvents = (a: { events: number }, b: { events: number }): number => b.events - a.events

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
