import type { Filter } from '../../src/audit/filter.ts'
import { LogReader } from '../../src/audit/read.ts'
import { Tally } from '../../src/audit/tally.ts'

export const EVERYTHING: Filter = { denied: false, clientsOnly: false }

/** An event as the server writes it: its keys in its order, what is not there left out. */
export function line(event: Record<string, unknown>): string {
  const order = [
    'timestamp',
    'method',
    'api',
    'auth_type',
    'subject',
    'remote',
    'collection',
    'tracing_id',
    'result',
    'error',
  ]
  const defaults = { timestamp: '2026-11-23T12:00:00.123456789Z', auth_type: 'Jwt', result: 'ok' }
  const all: Record<string, unknown> = { ...defaults, ...event }
  return `${JSON.stringify(Object.fromEntries(order.filter((key) => all[key] !== undefined).map((key) => [key, all[key]])))}\n`
}

/** Reads chunks as one source. */
export function read(
  chunks: readonly (string | Buffer)[],
  filter: Filter = EVERYTHING,
  seed = 7,
): { tally: Tally; reader: LogReader } {
  const tally = new Tally(seed, filter)
  const reader = new LogReader(tally)
  reader.begin('a.log', 'a.log')
  for (const chunk of chunks) reader.push(Buffer.from(chunk))
  reader.end()
  return { tally, reader }
}
