import { QdrantAuthError } from '../errors.ts'
import { isLax, octal } from '../files/modes.ts'
import type { Context } from './context.ts'
import { readInput } from './input.ts'
import type { Note } from './report.ts'

/** Where a secret comes from. No flag takes the secret itself: it would be in the shell history and in `ps`. */
export interface SecretSource {
  file?: string | undefined
  env?: string | undefined
}

export interface Secret {
  value: string
  /** In words, for people and `--json`. */
  source: string
  notes: Note[]
}

/** No key or passphrase is longer; a larger file is not one. */
const LIMIT = 1 << 16

/**
 * The secret of `--NAME-file` or `--NAME-env`, or of a hidden prompt where `ask` allows it; undefined where none was given.
 * One line end after it is not part of it: editors and `echo` put one there.
 */
export async function readSecret(
  context: Context,
  name: string,
  source: SecretSource,
  ask: boolean,
): Promise<Secret | undefined> {
  const { file, env } = source
  if (file !== undefined && env !== undefined) {
    throw new QdrantAuthError('usage', `--${name}-file and --${name}-env exclude each other`)
  }
  if (file !== undefined) return fromFile(context, file)
  if (env !== undefined) return fromEnvironment(context, env)
  if (!ask) return undefined
  const words = name.replace('-', ' ').replace(/^ca /, 'CA ')
  const value = await context.answer(`--${name}-file`, () =>
    context.io.prompter.password({ message: `The ${words} (not shown)` }),
  )
  // The server takes an empty key for none.
  if (value === '') throw new QdrantAuthError('bad-value', `the ${words} is empty`)
  return { value, source: 'prompt', notes: [] }
}

async function fromFile(context: Context, file: string): Promise<Secret> {
  const { bytes, mode } = await readInput(context, file, LIMIT)
  const notes: Note[] = []
  if (mode !== undefined && isLax(mode)) {
    notes.push({
      level: 'warning',
      message: `others can read ${file} (${octal(mode)})`,
      hint: `chmod 600 ${file}`,
    })
  }
  return { value: secretText(bytes, file), source: file === '-' ? 'stdin' : file, notes }
}

function secretText(bytes: Buffer, file: string): string {
  const text = bytes.toString('utf8')
  if (Buffer.compare(Buffer.from(text, 'utf8'), bytes) !== 0) {
    throw new QdrantAuthError('file-malformed', `${file} holds no text`)
  }
  const value = text.replace(/\r?\n$/, '')
  if (value === '') throw new QdrantAuthError('bad-value', `${file} is empty`)
  if (/[\r\n]/.test(value)) {
    throw new QdrantAuthError('bad-value', `${file} holds more than one line`, {
      hints: [
        'the file must hold the secret alone',
        // Keys in a config are nearer at hand than in a file of their own.
        ...(/^service:/m.test(value)
          ? ['of a config: qdrant-auth config get api_key --show-secrets | qdrant-auth … --key-file -']
          : []),
      ],
    })
  }
  return value
}

function fromEnvironment(context: Context, name: string): Secret {
  const value = context.io.env[name]
  if (value === undefined || value === '') {
    throw new QdrantAuthError(
      'bad-value',
      `the environment variable ${name} is ${value === '' ? 'empty' : 'not set'}`,
    )
  }
  return { value, source: `environment ${name}`, notes: [] }
}
