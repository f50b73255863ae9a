import type { Filter } from '../../audit/filter.ts'
import type { Notice } from '../../audit/notices.ts'
import type { LogReader } from '../../audit/read.ts'
import type { Note } from '../../cli/report.ts'
import { EXIT, type ExitCode } from '../../errors.ts'
import { shown } from '../../shown.ts'

type Read = Pick<LogReader, 'sources' | 'skipped'>

/** What makes the numbers less than they seem, and where the lines are that are no events. */
export function logNotes(notices: readonly Notice[], { sources, skipped }: Read): Note[] {
  const warnings = notices.map(({ message }): Note => ({ level: 'warning', message: shown(message) }))
  const places = skipped.map(
    ({ source, line, byte, reason }) => `${shown(source)}:${line} (byte ${byte}): ${reason}\n`,
  )
  const more = sum(sources.map((source) => source.skipped)) - places.length
  if (more > 0) places.push(`… and ${more} more\n`)
  return [...warnings, ...places.map((message): Note => ({ level: 'plain', message }))]
}

/**
 * Where of all logs, or of one of them, not one event was read, and no filter explains it: what to say instead of "no such events", which would pass for good
 * news. A server that hands out its log filters by itself.
 */
export function nothingRead(
  { sources }: Read,
  filter: Filter,
): { text?: string; notes: Note[]; exitCode: ExitCode } | undefined {
  if (sources.some(({ events }) => events > 0)) return strangers(sources)
  const lines = sum(sources.map(({ skipped }) => skipped))
  if (lines > 0)
    return {
      text: `0 events: ${lines === 1 ? 'the only line is no audit event and was' : `none of the ${lines} lines is an audit event, and all were`} skipped.\n`,
      notes: [noAuditLog('this is')],
      exitCode: EXIT.failure,
    }
  if (Object.values(filter).some((part) => part !== undefined && part !== false)) return undefined
  return {
    text: `0 events: ${sources.length === 1 ? 'the log is' : `the ${sources.length} logs are`} empty.\n`,
    notes: [],
    exitCode: EXIT.findings,
  }
}

/**
 * Of several logs those without one event: the rest is told, and is not all that was asked for. A file may well end in its
 * first line.
 */
function strangers(sources: Read['sources']): { notes: Note[]; exitCode: ExitCode } | undefined {
  const names = sources
    .filter(({ events, skipped, cutOff }) => events === 0 && skipped > (cutOff ? 1 : 0))
    .map(({ name }) => shown(name))
  return names.length === 0
    ? undefined
    : { notes: names.map((name) => noAuditLog(`${name} is`)), exitCode: EXIT.failure }
}

const noAuditLog = (what: string): Note => ({
  level: 'warning',
  message: `${what} no audit log`,
  hint: 'the server writes it as audit*.log into its audit.dir; what it prints itself is another log',
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
