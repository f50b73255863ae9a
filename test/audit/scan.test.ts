import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNodeCall, parseEvent, timeOf } from '../../src/audit/event.ts'
import { LineScanner } from '../../src/audit/scan.ts'
import { line, read } from './lines.ts'

const scanner = new LineScanner()
const FIELDS = ['method', 'api', 'auth_type', 'subject', 'remote', 'collection', 'tracing_id', 'error']

/** What the scanner made of a line, as an event; undefined where it left the line to JSON.parse. */
function scanned(text: string) {
  const bytes = Buffer.from(text)
  const end = scanner.scan(bytes, 0)
  if (end === -1) return undefined
  const fields = FIELDS.map((name, field) => [
    name,
    (scanner.starts[field] ?? -1) < 0
      ? undefined
      : bytes.toString('utf8', scanner.starts[field], scanner.ends[field]),
  ])
  const { time, denied } = scanner
  return { end, time, denied, fields: Object.fromEntries(fields) }
}

/** The same by JSON.parse. */
function parsed(text: string) {
  const event = parseEvent(text)
  if (typeof event === 'string') return undefined
  const fields = FIELDS.map((name) => [name, event[name as keyof typeof event]])
  return {
    end: Buffer.byteLength(text),
    time: timeOf(event.timestamp),
    denied: event.result === 'denied',
    fields: Object.fromEntries(fields),
  }
}

const text = fc.oneof(
  fc.constantFrom(
    'upsert_points',
    'docs',
    '10.0.0.1',
    '/collections/docs',
    'None',
    '',
    'auth_type',
    '"',
    '\\',
    '\n',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
)
const maybe = fc.option(text, { nil: undefined })
const time = fc.constantFrom(
  '2026-11-23T12:00:00Z',
  '2026-11-23T12:59:59.1Z',
  '2026-11-23T12:00:00.12Z',
  '2026-11-23T23:00:00.123Z',
  '2026-11-23T00:00:00.123456Z',
  '2026-11-24T12:00:00.000000001Z',
  '2026-02-30T12:00:00Z',
  '2026-11-23T24:00:00Z',
  '2026-11-23T12:60:00Z',
  '2026-11-23T12:00:00+01:00',
  '2026-11-23T12:00:00.1234567890Z',
  '2026-11-23 12:00:00Z',
  '0001-01-01T00:00:00Z',
  'now',
)
const event = fc.record({
  timestamp: time,
  method: maybe,
  api: maybe,
  auth_type: fc.constantFrom('Jwt', 'ApiKey', 'None'),
  subject: maybe,
  remote: maybe,
  collection: maybe,
  tracing_id: maybe,
  result: fc.constantFrom('ok', 'denied', 'perhaps'),
  error: maybe,
})

test('what the scanner takes, JSON.parse reads the same', () => {
  let taken = 0
  fc.assert(
    fc.property(event, (record) => {
      const found = scanned(line(record))
      if (found === undefined) return
      taken++
      expect(found).toEqual(parsed(line(record)))
    }),
    { numRuns: 1000 },
  )
  expect(taken).toBeGreaterThan(30)
})

test('a line that was damaged anywhere is never read as another event', () => {
  const whole = line({
    method: 'upsert_points',
    api: '/collections/docs/points',
    subject: 'indexer',
    remote: '10.0.0.1',
    collection: 'docs',
    tracing_id: 'abc',
    result: 'denied',
    error: 'Forbidden',
  })
  fc.assert(
    fc.property(fc.nat(whole.length - 2), fc.nat(3), fc.string({ maxLength: 2 }), (at, cut, put) => {
      const damaged = `${whole.slice(0, at)}${put}${whole.slice(at + cut, -1)}\n`
      const found = scanned(damaged)
      if (found !== undefined) expect(found).toEqual(parsed(damaged))
    }),
    { numRuns: 1000 },
  )
})

test('a line as the server writes it is taken without JSON.parse', () => {
  for (const some of [
    { method: 'scroll', remote: '::1', collection: 'docs' },
    {
      api: '/collections',
      auth_type: 'None',
      result: 'denied',
      error: 'Unauthorized: Invalid API key or JWT',
    },
    { method: 'count', subject: 'Ünï–𝕔', tracing_id: '00-1' },
    { auth_type: 'None' },
  ])
    expect(scanned(line(some)), line(some)).toEqual(parsed(line(some)))
})

test('totals are the same whatever the form of the lines and wherever they are cut', () => {
  const forms = fc.constantFrom<(text: string) => string>(
    (same) => same,
    (same) => `${JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(same)).reverse()))}\n`,
    (same) => same.replaceAll('","', '" , "'),
    (same) => `${same.slice(0, -1)}\r\n`,
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(event, forms), { maxLength: 12 }),
      fc.array(fc.nat(2000), { maxLength: 6 }),
      (events, cuts) => {
        const lines = events.map(([record, form]) => form(line(record)))
        const bytes = Buffer.from(lines.join(''))
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length]
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
        const { tally } = read(chunks)
        const known = lines.map((some) => parseEvent(some)).filter((one) => typeof one === 'object')
        expect(tally.events).toBe(known.length)
        expect(tally.denied).toBe(known.filter(({ result }) => result === 'denied').length)
        expect(tally.nodeToNode).toBe(known.filter(isNodeCall).length)
        const subjects = new Map<string | null, number>()
        for (const { subject = null } of known) {
          // Bytes hold no half of a character.
          const name = subject === null ? null : Buffer.from(subject).toString()
          subjects.set(name, (subjects.get(name) ?? 0) + 1)
        }
        const counted = [...tally.subject.ids()].map((id) => [
          tally.subject.textOf(id),
          tally.subject.events[id],
        ])
        expect(new Map(counted as [string | null, number][])).toEqual(subjects)
      },
    ),
    { numRuns: 200 },
  )
})

test.each([
  ['2026-11-23T12:00:00Z', Date.UTC(2026, 10, 23, 12)],
  ['2026-11-23T12:00:00.5Z', Date.UTC(2026, 10, 23, 12, 0, 0, 500)],
  ['2026-11-23t12:00:00.987654321z', Date.UTC(2026, 10, 23, 12, 0, 0, 987)],
  ['2026-11-23T12:00:00+02:00', Date.UTC(2026, 10, 23, 10)],
  ['2026-11-23T12:00:00-00:30', Date.UTC(2026, 10, 23, 12, 30)],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ['2026-02-29T00:00:00Z', Number.NaN],
  ['2026-13-01T00:00:00Z', Number.NaN],
  ['2026-11-23', Number.NaN],
])('%s', (written, expected) => expect(timeOf(written)).toBe(expected))
