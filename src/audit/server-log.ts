import { QdrantAuthError } from '../errors.ts'
import { errorIn } from '../server/error-text.ts'
import { type Answer, callServer, type Endpoint } from '../server/rest.ts'
import { timeOf } from './event.ts'
import type { LogReader } from './read.ts'

/** What is asked of the server itself, so that less crosses the network. Texts are compared as they are. */
export interface LogQuery {
  /** RFC 3339; from inclusive, to exclusive. */
  from?: string | undefined
  to?: string | undefined
  filters: Readonly<Record<string, string>>
}

/** Entries asked for at a time: the server gives 10,000 at most, and this many fit well into memory. */
const PAGE = 5000

const LONGEST_PAGE = 32 << 20

/** The server asks its peers, and gives them a minute. */
const PATIENCE_MS = 70_000

/**
 * Lines of different threads are a little out of order in the server's files, and it stops a file at the first one that is
 * too new. Pages overlap by this much, and what was seen already is dropped.
 */
const OVERLAP_MS = 1000

/**
 * Reads the log of a running cluster (`POST /audit/logs`, all its nodes, newest first) page by page towards the past.
 * Throws `server-refused` with the server's own words where it does not hand it out.
 */
export async function readServerLog(endpoint: Endpoint, query: LogQuery, reader: LogReader): Promise<void> {
  const source = reader.begin(endpoint.url.origin, endpoint.url.host)
  let before = query.to
  let seen = new Set<string>()
  for (;;) {
    const entries = await page(endpoint, { ...query, to: before })
    const fresh = entries.filter((entry) => !seen.has(entry.text))
    // Oldest last, as it came: a step back in time means nothing here.
    for (const { text } of fresh) reader.push(Buffer.from(`${text}\n`))
    const oldest = entries.at(-1)
    if (entries.length < PAGE || oldest === undefined) break
    // A server that looks at neither time nor order would be asked for ever.
    if (!(oldest.time < (before === undefined ? Number.POSITIVE_INFINITY : timeOf(before))))
      throw noEntries(endpoint)
    const next = nextBound(oldest.time, before)
    seen = new Set(entries.filter(({ time }) => time <= timeOf(next)).map(({ text }) => text))
    before = next
  }
  reader.end()
  source.stepBack = undefined
}

/** A little after the oldest entry, but no further than half-way to the bound that was: a dense log would not get on. */
function nextBound(oldest: number, before: string | undefined): string {
  const half = before === undefined ? OVERLAP_MS : Math.floor((timeOf(before) - oldest) / 2)
  return new Date(oldest + Math.min(OVERLAP_MS, half)).toISOString()
}

interface Entry {
  text: string
  time: number
}

async function page(endpoint: Endpoint, { from, to, filters }: LogQuery): Promise<Entry[]> {
  const patient = { ...endpoint, timeout: PATIENCE_MS }
  const answer = await callServer(patient, {
    method: 'POST',
    path: '/audit/logs',
    body: { time_from: from, time_to: to, limit: PAGE, filters },
    longest: LONGEST_PAGE,
  })
  if (answer.status !== 200) throw refusal(answer, endpoint)
  const entries = entriesOf(answer.text)
  if (entries === undefined) throw noEntries(endpoint)
  return entries.map((entry) => ({ text: JSON.stringify(entry), time: timeOf(timestampOf(entry)) }))
}

const noEntries = ({ url }: Endpoint): QdrantAuthError =>
  new QdrantAuthError('file-malformed', `${url.origin} answered with no list of audit entries`)

const timestampOf = (entry: unknown): string => String((entry as { timestamp?: unknown } | null)?.timestamp)

function entriesOf(text: string): unknown[] | undefined {
  try {
    const entries = JSON.parse(text)?.result?.entries
    return Array.isArray(entries) ? entries : undefined
  } catch {
    return undefined
  }
}

function refusal({ status, text }: Answer, { url, apiKey }: Endpoint): QdrantAuthError {
  const words = errorIn(text, apiKey)
  const hints: Record<number, string> = {
    400: 'set audit.enabled: true, and restart; or read the files of audit.dir',
    401: 'give the api_key of the server: --key-file',
    403: 'it needs the api_key itself, or a token that may manage everything',
    404: 'POST /audit/logs came with 1.17.1; read the files of audit.dir instead',
    408: 'a node was too slow; read its files instead',
    500: 'a node did not answer; read the files of audit.dir instead',
  }
  const hint = hints[status]
  return new QdrantAuthError(
    'server-refused',
    `${url.origin} did not hand out its audit log: ${status}${words === '' ? '' : ` ${words}`}`,
    { hints: hint === undefined ? [] : [hint] },
  )
}
