import { Command } from 'commander'
import { activitiesAsCsv } from '../../audit/csv.ts'
import type { Filter } from '../../audit/filter.ts'
import { type AuditReport, auditReport } from '../../audit/report.ts'
import type { Context } from '../../cli/context.ts'
import { wholeNumber } from '../../cli/numbers.ts'
import type { Note, Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { PAGE_WIDTH } from '../../cli/wrap.ts'
import { QdrantAuthError } from '../../errors.ts'
import { readRegistry } from '../../jwt/registry.ts'
import {
  type FilterFlags,
  filterFrom,
  LOGS_WORDS,
  type LogPlaces,
  type LogServerFlags,
  logsArgument,
  placesFrom,
  tallyLogs,
  withFilters,
  withLogServer,
  withTimes,
} from './log-flags.ts'
import { logNotes, nothingRead } from './log-notes.ts'
import { inWords } from './report-words.ts'

export interface ReportOptions {
  places: LogPlaces
  filter: Filter
  /** Directory of the registry of tokens. */
  directory: string
  csv: boolean
  /** Absolute. */
  html: string | undefined
  top: number
  width: number
  now: Date
  tag: string
  notes: Note[]
}

interface Flags extends FilterFlags, LogServerFlags {
  csv?: true
  html?: string
  top: number
}

export function create(
  context: Context,
  run: (options: ReportOptions) => Promise<Report> = runReport,
): Command {
  const command = new Command('report')
    .description(
      'Say who did what and when, and who was denied, from audit logs: files (also .gz), directories, or a running server.',
    )
    .addArgument(logsArgument(LOGS_WORDS))
  withTimes(command)
  withFilters(command)
    .option('--csv', 'print who did what as CSV')
    .option('--html <file>', 'write a page that needs nothing beside it')
    .option('--top <count>', 'rows of each table', wholeNumber(1, 100_000), 10)
    .addHelpText(
      'after',
      `
Tokens are told apart by their subject (jwt mint --subject); those of the
registry here that the log does not show are listed. A log cannot tell the three
keys apart, and misses some denials: see audit suggest --help.
Exit 1: the logs are empty, 3: not one line of one of them is an audit event.

With --json: events, denied, firstSeen, lastSeen, nodeToNode; groups.subject,
.authType, .operation, .collection, .result, .address and .error, each
[{name, events, denied, firstSeen, lastSeen}] with name null where there is
none; callers, activities (who did what), subjectCollections, bursts, hours,
unusedTokens, sources, skipped, overflow, notices.

Examples:
  $ qdrant-auth audit report storage/audit
  $ qdrant-auth audit report node1/ node2/ --since 7d --denied
  $ qdrant-auth audit report https://localhost:6333 \\
      --key-file api.key --html audit.html
  $ zcat old.gz | qdrant-auth audit report - --json`,
    )
  return withLogServer(command).action((logs: string[], flags: Flags) =>
    finish(context, async () => run(await optionsFrom(logs, flags, context))),
  )
}

async function optionsFrom(logs: string[], flags: Flags, context: Context): Promise<ReportOptions> {
  if (flags.csv && context.globals.json)
    throw new QdrantAuthError('usage', '--csv and --json exclude each other')
  const { places, notes } = await placesFrom(logs, flags, context)
  const { newTag } = await import('../../files/staged.ts')
  context.io.keepHeapSmall()
  return {
    places,
    filter: filterFrom(flags, context.io.now()),
    directory: context.cwd,
    csv: flags.csv === true,
    html: flags.html === undefined ? undefined : context.path(pageName(flags.html)),
    top: flags.top,
    width: context.io.stdout.columns ?? PAGE_WIDTH,
    now: context.io.now(),
    tag: newTag(context.io.entropy.bytes),
    notes,
  }
}

export async function runReport(options: ReportOptions): Promise<Report> {
  const { places, filter, now, html } = options
  if (html !== undefined) {
    const { requirePlaceFor } = await import('../../audit/html/file.ts')
    await requirePlaceFor(html)
  }
  const { tally, reader } = await tallyLogs(places, filter)
  const registry = isWhole(filter) ? (await readRegistry(options.directory)).entries : undefined
  const report = auditReport({ tally, reader, registry, now })
  const nothing = nothingRead(reader, filter)
  const notes = [...options.notes, ...logNotes(report.notices, reader), ...(nothing?.notes ?? [])]
  const { activities: missing } = report.overflow
  if (options.csv && missing !== undefined)
    notes.push({ level: 'warning', message: `${missing} events are in rows beyond the first 10,000` })
  if (html !== undefined) notes.push(await writePage(html, report, options))
  return {
    json: { ...report },
    text: options.csv
      ? activitiesAsCsv(report.activities)
      : (nothing?.text ?? ((style) => inWords(report, { top: options.top, width: options.width }, style))),
    notes,
    ...(nothing !== undefined && { exitCode: nothing.exitCode }),
  }
}

function pageName(file: string): string {
  if (file !== '-') return file
  throw new QdrantAuthError('usage', '--html writes a file, and - is none', {
    hints: ['write --html audit.html'],
  })
}

/** A token counts as never used only where nothing but the time was left out. */
const isWhole = ({ since: _, until: __, denied, clientsOnly: ___, ...fields }: Filter): boolean =>
  !denied && Object.values(fields).every((field) => field === undefined)

async function writePage(path: string, report: AuditReport, { tag, now }: ReportOptions): Promise<Note> {
  const { reportPage } = await import('../../audit/html/page.ts')
  const { writePageFile } = await import('../../audit/html/file.ts')
  await writePageFile(path, reportPage(report, now), tag)
  return { level: 'plain', message: `Wrote ${path}\n` }
}
