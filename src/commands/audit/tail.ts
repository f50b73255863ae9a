import { Command } from 'commander'
import { type AuditEvent, parseEvent } from '../../audit/event.ts'
import { type Filter, isWanted } from '../../audit/filter.ts'
import { followLogs, type TailedLine, withoutLogs } from '../../audit/tail.ts'
import type { Context } from '../../cli/context.ts'
import { wholeNumber } from '../../cli/numbers.ts'
import { envelope, type Note, type Report, sayNotes } from '../../cli/report.ts'
import type { Style } from '../../cli/style.ts'
import { finish } from '../../cli/verb.ts'
import { EXIT } from '../../errors.ts'
import { shown } from '../../shown.ts'
import { type FilterFlags, filterFrom, logsArgument, withFilters } from './log-flags.ts'
import { cell } from './report-words.ts'

export interface TailRequest {
  paths: readonly string[]
  filter: Filter
  /** Events shown that were there before. */
  last: number
}

interface Flags extends FilterFlags {
  lines: number
}

const INTERVAL_MS = 250

export function create(
  context: Context,
  run: (request: TailRequest, context: Context) => Promise<Report> = runTail,
): Command {
  const command = new Command('tail')
    .description('Show events as they are written, also over the rotation of the files. Ctrl-C ends it.')
    .addArgument(logsArgument('directories with audit*.log, or files'))
    .option('-n, --lines <count>', 'start with so many of the last events', wholeNumber(0, 10_000), 10)
  withFilters(command).addHelpText(
    'after',
    `
With --json an event is one line.

Examples:
  $ qdrant-auth audit tail --denied
  $ qdrant-auth audit tail node1/ node2/ --subject indexer --json`,
  )
  return command.action((paths: string[], flags: Flags) =>
    finish(context, () =>
      run({ paths, filter: filterFrom(flags, context.io.now()), last: flags.lines }, context),
    ),
  )
}

/** Ends with the signal, or when nobody reads any more. */
export async function runTail({ paths, filter, last }: TailRequest, context: Context): Promise<Report> {
  const { signal, stdout } = context.io
  const style = await context.outStyle()
  const unreadable = new Set<string>()
  const options = { paths, directory: context.cwd, signal, interval: INTERVAL_MS }
  await sayNotes(
    withoutLogs(paths, context.cwd).map(
      (place): Note => ({
        level: 'note',
        message: `${shown(place)} holds no audit*.log: waiting for one`,
        hint: 'audit.enabled makes the server write it, into its audit.dir',
      }),
    ),
    context,
  )
  for await (const lines of followLogs(options)) {
    if (stdout.stream.destroyed) return { json: {}, text: '', records: true }
    const events = lines.flatMap((line) => eventIn(line, filter, unreadable))
    const old = events.filter(({ line }) => line.old)
    const wanted = [...(last === 0 ? [] : old.slice(-last)), ...events.filter(({ line }) => !line.old)]
    const text = wanted.map(({ line, event }) =>
      context.globals.json
        ? envelope(context.command, { log: line.place, event })
        : inWords(event, paths.length > 1 ? line.place : undefined, style),
    )
    await context.writeOut(text.join(''))
    for (const place of unreadable)
      await context.writeErr(`${shown(place)}: there are lines that are no events\n`)
    unreadable.clear()
  }
  return { json: {}, text: '', records: true, exitCode: EXIT.interrupted }
}

function eventIn(
  line: TailedLine,
  filter: Filter,
  unreadable: Set<string>,
): { line: TailedLine; event: AuditEvent }[] {
  const event = parseEvent(line.text)
  if (typeof event === 'string') {
    if (line.text.trim() !== '') unreadable.add(line.place)
    return []
  }
  return isWanted(event, filter) ? [{ line, event }] : []
}

function inWords(event: AuditEvent, place: string | undefined, style: Style): string {
  const { timestamp, result, method, api, error, collection, remote, subject, auth_type } = event
  const parts = [
    style.dim(cell(timestamp)),
    ...(place === undefined ? [] : [cell(place)]),
    result === 'denied' ? style.red('denied') : style.green('ok    '),
    cell(subject ?? `(${auth_type})`),
    cell(remote ?? null),
    cell(method ?? api ?? null),
    ...(collection == null ? [] : [cell(collection)]),
    ...(error == null ? [] : [style.red(shown(error).slice(0, 200))]),
  ]
  return `${parts.join('  ')}\n`
}
