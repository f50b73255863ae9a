import { expect, test } from 'vitest'
import { FieldTable, OTHERS } from '../../src/audit/field.ts'
import { noticesOn } from '../../src/audit/notices.ts'
import { LogReader } from '../../src/audit/read.ts'
import { Tally } from '../../src/audit/tally.ts'
import { EVERYTHING, line, read } from './lines.ts'

const good = line({ method: 'scroll', subject: 'a', remote: '10.0.0.1', collection: 'docs' })

test('what is no event is counted and named with its place', () => {
  const bad = [
    'plain text\n',
    '{"timestamp":"2026-11-23T12:00:00Z"}\n',
    '[1,2]\n',
    '\n',
    '{"timestamp":"2026-11-23T1',
  ]
  const { tally, reader } = read([good, ...bad.slice(0, 4), good, bad[4] ?? ''])
  const start = good.length
  expect(tally.events).toBe(2)
  expect(reader.skipped).toEqual([
    { source: 'a.log', line: 2, byte: start, reason: 'not JSON' },
    { source: 'a.log', line: 3, byte: start + 11, reason: 'not an audit event' },
    { source: 'a.log', line: 4, byte: start + 48, reason: 'not an audit event' },
    { source: 'a.log', line: 7, byte: start + 55 + good.length, reason: 'cut off' },
  ])
  expect(reader.sources[0]).toMatchObject({ events: 2, skipped: 4, cutOff: true })
})

test('a last line without an end counts where it is whole', () => {
  const { tally, reader } = read([good.slice(0, -1)])
  expect([tally.events, reader.skipped]).toEqual([1, []])
})

test('lines of a hundred megabytes are passed by, and not kept', () => {
  const reader = new LogReader(new Tally(7, EVERYTHING))
  const source = reader.begin('a.log', 'a.log')
  const chunk = Buffer.alloc(1 << 20, 'x')
  reader.push(Buffer.from(good))
  const before = process.memoryUsage().arrayBuffers
  for (let megabyte = 0; megabyte < 100; megabyte++) reader.push(chunk)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20)
  reader.push(Buffer.from(`\n${good}`))
  // One that is whole in a chunk, and one that never ends.
  reader.push(Buffer.from(`{"a":"${'y'.repeat(2 << 20)}"}\n${good}`))
  for (let megabyte = 0; megabyte < 3; megabyte++) reader.push(chunk)
  reader.end()
  expect(source.events).toBe(3)
  expect(reader.skipped).toEqual([
    { source: 'a.log', line: 2, byte: good.length, reason: 'too long' },
    { source: 'a.log', line: 4, byte: 2 * good.length + (100 << 20) + 1, reason: 'too long' },
    { source: 'a.log', line: 6, byte: 3 * good.length + (102 << 20) + 10, reason: 'too long' },
  ])
})

test('more texts than there is room for are counted together', () => {
  const table = new FieldTable(7, { most: 8 })
  const find = (text: string) => table.find(Buffer.from(text), 0, text.length)
  const ids = Array.from({ length: 20 }, (_, index) => find(`name-${index}`))
  for (const id of ids) table.count(id, 1, false)
  expect(ids.slice(0, 6)).toEqual([2, 3, 4, 5, 6, 7])
  expect(new Set(ids.slice(6))).toEqual(new Set([OTHERS]))
  expect(table.events[OTHERS]).toBe(14)
  expect([find('name-3'), table.textOf(5), table.textOf(OTHERS)]).toEqual([5, 'name-3', undefined])
})

const NOW = Date.parse('2026-11-23T12:00:00Z')

function noticed(sources: Record<string, string>, now = NOW) {
  const reader = new LogReader(new Tally(7, EVERYTHING))
  for (const [name, text] of Object.entries(sources)) {
    reader.begin(name, name.split('/')[0] ?? '')
    reader.push(Buffer.from(text))
    reader.end()
  }
  return noticesOn(reader.sources, now).map(({ kind, message }) => `${kind}: ${message}`)
}

const at = (time: string, collection = 'docs') =>
  line({ timestamp: `2026-11-23T${time}Z`, method: 'scroll', remote: '10.0.0.1', collection })

test('logs that hold the same events are named', () => {
  const events = Array.from({ length: 50 }, (_, index) =>
    at(`11:59:${String(index).padStart(2, '0')}.${index}7`),
  )
  const half = events.slice(25).join('') + at('11:59:59.9')
  expect(noticed({ 'n1/audit.log': events.join(''), 'n2/audit.log': events.join('') })).toEqual([
    'same-events: n1/audit.log and n2/audit.log hold the same events: they are counted twice',
  ])
  expect(noticed({ 'n1/audit.log': events.join(''), 'n2/audit.log': half })).toEqual([
    'same-events: n1/audit.log and n2/audit.log hold the same events in about 96 % of the smaller one: they are counted twice',
  ])
  const others = events.map((text) => text.replace('docs', 'other')).join('')
  expect(noticed({ 'n1/audit.log': events.join(''), 'n2/audit.log': others })).toEqual([])
})

test('clocks that cannot be right are named', () => {
  expect(noticed({ 'n1/audit.log': at('11:00:00') + at('11:00:01') + at('10:58:00') })).toEqual([
    'clock-back: the clock went back 2 min at line 3 of n1/audit.log',
  ])
  // Threads of one server are a little out of order.
  expect(noticed({ 'n1/audit.log': at('11:00:01') + at('11:00:00.2') })).toEqual([])
  expect(noticed({ 'n1/audit.log': at('12:10:00') })).toEqual([
    "clock-ahead: n1/audit.log has events of 2026-11-23T12:10:00Z, 10 min ahead of this machine's clock",
  ])
  expect(noticed({ 'n1/audit.log': at('11:00:00'), 'n2/audit.log': at('11:45:00') })).toEqual([
    'clocks-apart: the log of n1 ends 45 min before that of n2: their clocks differ, it had nothing to do, or a file is missing',
  ])
  expect(noticed({ 'n1/audit.1.log': at('11:00:00'), 'n1/audit.2.log': at('11:45:00') })).toEqual([])
})
