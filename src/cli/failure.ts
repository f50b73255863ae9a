import type { CommanderError } from 'commander'
import { EXIT, type ExitCode, isAbort, QdrantAuthError } from '../errors.ts'
import { COMMANDS, isNoun } from './commands.ts'
import type { Context } from './context.ts'
import { failureEnvelope } from './report.ts'

/** Says a failure on stderr (and as JSON on stdout after `--json`) and gives its exit code. */
export async function tellFailure(error: unknown, context: Context, json: boolean): Promise<ExitCode> {
  if (isCommanderError(error) && error.exitCode === EXIT.done) {
    // Help or version: commander "fails" with what was asked for.
    try {
      await context.flush()
      return EXIT.done
    } catch (full) {
      return tellFailure(full, context, json)
    }
  }
  const failure = isCommanderError(error) ? await usageError(error, context) : await asFailure(error)
  const { code } = failure
  // Paths, names and answers of others are in them, and may act on a terminal.
  const { shownLines } = await import('../shown.ts')
  const message = shownLines(failure.message)
  const hints = failure.hints.map(shownLines)
  const style = await context.errStyle()
  // A cancelled prompt leaves the cursor in its line.
  const start = code === 'interrupted' ? '\n' : ''
  const hintLines = hints.map((hint) => `${style.dim('hint:')} ${hint}\n`).join('')
  await context.writeErr(`${start}${style.red('error:')} ${message}\n${hintLines}`)
  // Where stdout itself is what failed, there is nothing more to say.
  if (json) await context.writeOut(failureEnvelope(context.command, { code, message, hints })).catch(() => {})
  return failure.exitCode
}

const isCommanderError = (error: unknown): error is CommanderError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('commander.')

/** A noun without a verb gets here as well; commander's own text for it is the whole help. */
function needsVerb({ command }: Context): QdrantAuthError {
  const noun = COMMANDS.find(({ name }) => name === command)
  const below = noun === undefined ? COMMANDS : isNoun(noun) ? noun.verbs : []
  const words = `qdrant-auth${command && ' '}${command}`
  return new QdrantAuthError(
    'usage',
    `${command || words} needs a command: ${below.map(({ name }) => name).join(', ')}`,
    {
      hints: [`run '${words} --help' for what they do`],
    },
  )
}

/** Commander writes `error: unknown option '--x'` and puts its suggestion on a second line in brackets. */
async function usageError(error: CommanderError, context: Context): Promise<QdrantAuthError> {
  if (error.code === 'commander.help') return needsVerb(context)
  const [first = '', ...rest] = error.message
    .replace(/^error: /, '')
    // Commander's own words for an argument with choices.
    .replace(
      /^command-argument value '(.*)' is invalid for argument '(.*)'\. /s,
      "'$1' is invalid for '$2'. ",
    )
    .split('\n')
  const suggestion =
    rest.join(' ').match(/\(Did you mean (?:one of )?(.*)\?\)/)?.[1] ?? (await choiceMeant(first))
  const help = `run 'qdrant-auth ${context.command}${context.command && ' '}--help' for the options`
  return new QdrantAuthError('usage', first, {
    hints: suggestion === undefined ? [help] : [`did you mean ${suggestion}?`, help],
  })
}

/** Commander suggests names of commands and options; for the value of one with choices we do. */
async function choiceMeant(message: string): Promise<string | undefined> {
  const [, value = '', choices = ''] =
    /'([^']*)' is invalid.* Allowed choices are (.*)\.$/.exec(message) ?? []
  if (choices === '') return undefined
  const { nearest } = await import('../nearest.ts')
  return nearest(value, choices.split(', '))
}

async function asFailure(error: unknown): Promise<QdrantAuthError> {
  if (error instanceof QdrantAuthError) return error
  if (isAbort(error)) {
    return new QdrantAuthError('interrupted', 'interrupted: nothing was changed', { cause: error })
  }
  const { fileFailure, isFileError } = await import('../files/failure.ts')
  if (isFileError(error))
    return fileFailure(error, error.path ?? 'a file', READING.test(error.syscall ?? '') ? 'read' : 'write')
  // A fault of ours. The type and place help us; the message may quote what must not be shown, so it stays out.
  const name = error instanceof Error ? error.name : typeof error
  const place = error instanceof Error ? placeOf(error) : ''
  return new QdrantAuthError('internal', `internal error: ${name}${place}`, {
    hints: ['this is a fault of qdrant-auth: please report it with the command line (without secrets)'],
  })
}

/** Calls of the system that change nothing; a file that is to be written is opened by `src/files`, which says so itself. */
const READING = /^(?:access|l?stat|open|opendir|read|readlink|realpath|scandir)$/

const placeOf = (error: Error): string => {
  const frame = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  return frame === undefined ? '' : ` ${frame.trim().replace(/file:\/\/\S*\/(?=[^/]+$)/, '')}`
}
