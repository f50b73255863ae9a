import { EXIT, type ExitCode } from '../errors.ts'
import type { Context } from './context.ts'
import type { Style } from './style.ts'

/**
 * What a command has to say, as data. `runX` returns one; only here does it become text or JSON, so that
 * `--json` can never change the exit code.
 */
export interface Report {
  /** Fields of the JSON object beside `schemaVersion`, `command` and `ok` (design contracts 3.3 and 3.8). */
  json: Record<string, unknown> & { schemaVersion?: never; command?: never; ok?: never }
  /** Data for a person, on stdout. */
  text: Words
  /** Everything that is not data: what was done, warnings, next steps. On stderr, also beside `--json`. */
  notes?: readonly Note[]
  exitCode?: ExitCode
  /** The data was a stream of records and is written already; no object follows it. */
  records?: true
}

export type Words = string | ((style: Style) => string)
export type Note =
  | { level: 'warning' | 'note'; message: string; hint?: string }
  | { level: 'plain'; message: Words }

const SCHEMA_VERSION = 1

export function envelope(command: string, fields: Record<string, unknown>): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, command, ok: true, ...fields })}\n`
}

export function failureEnvelope(
  command: string,
  error: { code: string; message: string; hints: readonly string[] },
): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, command, ok: false, error })}\n`
}

/** Writes notes to stderr, warnings alone with `--quiet`. For what has to be known even where the command fails after it. */
export async function sayNotes(notes: readonly Note[], context: Context): Promise<void> {
  if (notes.length === 0) return
  const style = await context.errStyle()
  const { shownLines } = await import('../shown.ts')
  for (const note of notes) {
    if (!context.globals.quiet || note.level === 'warning')
      await context.writeErr(noteText(note, style, shownLines))
  }
}

/** Writes the report to the two streams and gives the exit code back. `--quiet` silences all but warnings and data. */
export async function deliver(report: Report, context: Context): Promise<ExitCode> {
  await sayNotes(report.notes ?? [], context)
  if (report.records) return report.exitCode ?? EXIT.done
  const text = context.globals.json
    ? envelope(context.command, report.json)
    : inWords(report.text, await context.outStyle())
  await context.writeOut(text)
  return report.exitCode ?? EXIT.done
}

/** A note may name files and answers of others, which must not act on the terminal. Functions take care of it themselves. */
function noteText(note: Note, style: Style, shownLines: (text: string) => string): string {
  if (note.level === 'plain') {
    const { message } = note
    return inWords(typeof message === 'string' ? shownLines(message) : message, style)
  }
  const label = note.level === 'warning' ? style.yellow('warning:') : style.cyan('note:')
  const hint = note.hint === undefined ? '' : `${style.dim('hint:')} ${shownLines(note.hint)}\n`
  return `${label} ${shownLines(note.message)}\n${hint}`
}

function inWords(words: Words, style: Style): string {
  const text = typeof words === 'string' ? words : words(style)
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
