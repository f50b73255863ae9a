import { Argument, type Command, Option } from 'commander'
import { timeOf } from '../../audit/event.ts'
import type { Predicate } from '../../audit/field.ts'
import type { Filter } from '../../audit/filter.ts'
import { LogReader } from '../../audit/read.ts'
import { type LogQuery, readServerLog } from '../../audit/server-log.ts'
import { logFiles, readLogFile, readStandardInput } from '../../audit/sources.ts'
import { Tally } from '../../audit/tally.ts'
import type { Context } from '../../cli/context.ts'
import { collect } from '../../cli/repeatable.ts'
import type { Note } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { QdrantAuthError } from '../../errors.ts'
import { relative } from '../../jwt/expiry.ts'
import { type Endpoint, parseServerUrl } from '../../server/rest.ts'
import { trustFrom, withTrust } from '../jwt/server-flags.ts'
import type { TrustFlags } from '../trust-flags.ts'

/** Flags that choose events. */
export interface FilterFlags {
  since?: string
  until?: string
  subject: string[]
  address: string[]
  collection: string[]
  operation: string[]
  authType?: string
  denied?: true
  clientsOnly?: true
}

/** Flags for a log that a server hands out. */
export interface LogServerFlags extends TrustFlags {
  keyFile?: string
  keyEnv?: string
  allowPlaintext?: true
}

/** Where the server writes unless `audit.dir` says otherwise. */
const DEFAULT_LOGS = 'storage/audit'

export const LOGS_WORDS = 'files, directories with audit*.log, URLs of servers; - is stdin'

/** Where Qdrant writes them, where nobody says otherwise. */
export const logsArgument = (words: string): Argument =>
  new Argument('[logs...]', words).default([DEFAULT_LOGS], DEFAULT_LOGS)

const AUTH_TYPES = ['Jwt', 'ApiKey', 'None', 'Internal']

export const withTimes = (command: Command): Command =>
  command
    .option('--since <when>', 'from then on: a time, a date (UTC), or how long ago: 7d, 12h')
    .option('--until <when>', 'before then')

export const withFilters = (command: Command): Command =>
  command
    .option('--subject <name>', 'only of this subject; repeatable', collect, [])
    .option('--address <address>', 'only from this address; repeatable', collect, [])
    .option('--collection <name>', 'only on this collection; repeatable', collect, [])
    .option('--operation <name>', 'only this operation, such as upsert_points; repeatable', collect, [])
    .addOption(new Option('--auth-type <type>', 'only with this kind of credential').choices(AUTH_TYPES))
    .option('--denied', 'only what was denied')
    .option('--clients-only', 'leave out what nodes ask each other')

export const withLogServer = (command: Command): Command =>
  withTrust(
    command
      .option('--key-file <file>', "for a URL: file with the server's api_key (- is stdin)")
      .option('--key-env <name>', 'environment variable with it'),
  ).option('--allow-plaintext', 'let the key cross a network without TLS')

export function filterFrom(flags: Partial<FilterFlags>, now: Date): Filter {
  const { authType } = flags
  const since = flags.since === undefined ? undefined : momentFrom('--since', flags.since, now)
  const until = flags.until === undefined ? undefined : momentFrom('--until', flags.until, now)
  // "There are no such events." would pass for good news.
  if (since !== undefined && until !== undefined && since >= until)
    throw new QdrantAuthError('bad-value', '--since is not before --until, so no event lies between them')
  return {
    since,
    until,
    subject: oneOf(flags.subject),
    address: oneOf(flags.address),
    collection: oneOf(flags.collection),
    operation: oneOf(flags.operation),
    authType: authType === undefined ? undefined : (text) => text === authType,
    denied: flags.denied === true,
    clientsOnly: flags.clientsOnly === true,
  }
}

function oneOf(names: readonly string[] | undefined): Predicate | undefined {
  if (names === undefined || names.length === 0) return undefined
  const wanted = new Set<string | null>(names)
  return (text) => wanted.has(text)
}

/** Milliseconds since 1970. */
function momentFrom(flag: string, text: string, now: Date): number {
  const seconds = relative(text)
  // Nobody wrote an audit log before 1970, and a date has an end.
  if (seconds !== undefined) return Math.max(0, now.getTime() - seconds * 1000)
  const time = timeOf(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text)
  if (!Number.isNaN(time)) return time
  throw new QdrantAuthError(
    'usage',
    `${flag} ${JSON.stringify(text.slice(0, 60))} is neither a time nor a duration`,
    {
      hints: ['write 2026-11-23, 2026-11-23T12:00:00Z, 7d or 12h'],
    },
  )
}

/** Where the logs are. */
export interface LogPlaces {
  paths: readonly string[]
  directory: string
  /** For paths that are URLs; without the URL. */
  server: Omit<Endpoint, 'url'>
  query: LogQuery
  seed: number
  signal: AbortSignal
  stdin: Context['io']['stdin']['stream']
}

const isUrl = (path: string): boolean => /^https?:\/\//i.test(path)

export async function placesFrom(
  paths: readonly string[],
  flags: LogServerFlags & Partial<FilterFlags>,
  context: Context,
): Promise<{ places: LogPlaces; notes: Note[] }> {
  const hasUrl = paths.some(isUrl)
  const ofServers = [flags.keyFile, flags.keyEnv, flags.ca, flags.clientCert, flags.clientKey]
  if (!hasUrl && ofServers.some((flag) => flag !== undefined))
    throw new QdrantAuthError('usage', 'keys and certificates are for the URL of a server')
  if (flags.keyFile === '-' && paths.includes('-'))
    throw new QdrantAuthError('usage', 'only one of key and log can come from stdin')
  const source = { file: flags.keyFile, env: flags.keyEnv }
  const key = hasUrl ? await readSecret(context, 'key', source, context.canPrompt) : undefined
  const filter = filterFrom(flags, context.io.now())
  return {
    places: {
      paths,
      directory: context.cwd,
      server: {
        apiKey: key?.value,
        ...(await trustFrom(flags, context)),
        allowPlaintext: flags.allowPlaintext === true,
        signal: context.io.signal,
      },
      query: queryFrom(filter, flags),
      seed: Buffer.from(context.io.entropy.bytes(4)).readInt32LE(),
      signal: context.io.signal,
      stdin: context.io.stdin.stream,
    },
    notes: key?.notes ?? [],
  }
}

/** What the server can filter itself: one exact value a field. */
function queryFrom({ since, until, denied }: Filter, flags: Partial<FilterFlags>): LogQuery {
  const time = (moment: number | undefined) =>
    moment === undefined ? undefined : new Date(moment).toISOString()
  const only = (values: readonly string[] | undefined) => (values?.length === 1 ? values[0] : undefined)
  const filters = {
    subject: only(flags.subject),
    remote: only(flags.address),
    collection: only(flags.collection),
    auth_type: flags.authType,
    result: denied ? 'denied' : undefined,
  }
  const given = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { from: time(since), to: time(until), filters: Object.fromEntries(given) }
}

/** Reads all of it, one place after the other. */
export async function tallyLogs(
  places: LogPlaces,
  filter: Filter,
  options: { withApi: boolean } = { withApi: false },
): Promise<{ tally: Tally; reader: LogReader }> {
  const tally = new Tally(places.seed, filter, options)
  const reader = new LogReader(tally)
  const known = new Set<string>()
  // All paths are looked up before the first is read: a misspelt one is told at once.
  const steps = places.paths.flatMap((path): (() => Promise<void>)[] => {
    if (path === '-') return [() => readStandardInput(places.stdin, reader, places.signal)]
    if (isUrl(path)) {
      const endpoint = { ...places.server, url: parseServerUrl(path) }
      return [() => readServerLog(endpoint, places.query, reader)]
    }
    // A file that is named and lies in a directory that is named is one file.
    const files = logFiles(path, places.directory).filter((file) => !known.has(file.path))
    for (const file of files) known.add(file.path)
    return files.map((file) => () => readLogFile(file, reader, places.signal))
  })
  for (const step of steps) await step()
  return { tally, reader }
}
