import { Command, Option } from 'commander'
import type { Context } from '../cli/context.ts'
import { wholeNumber } from '../cli/numbers.ts'
import { envelope, type Note, type Report } from '../cli/report.ts'
import { finish } from '../cli/verb.ts'
import { QdrantAuthError } from '../errors.ts'
import { isLax, MODE, octal } from '../files/modes.ts'
import { newTag } from '../files/staged.ts'
import { createFile } from '../files/write.ts'
import { ENCODINGS, type Encoding } from '../keys/encode.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import { formatKeys, KEY_FORMATS, type KeyFormat, SERVICE_KEYS } from '../keys/format.ts'
import { DEFAULT_SHAPE, generateKey } from '../keys/generate.ts'
import { requireStrength } from '../keys/strength.ts'

export interface KeygenOptions {
  names: readonly string[]
  bytes: number
  encoding: Encoding
  format: KeyFormat
  /** Absolute path; the keys go to stdout without one. */
  output: string | undefined
  /** Permission bits of stdout where it is a regular file. */
  stdoutMode: number | undefined
  random(count: number): Uint8Array
}

/** Most keys in one call: a guard against a slip of the finger, not a limit anybody meets. */
const MOST_KEYS = 10_000
const MOST_BYTES = 1024

export function create(
  context: Context,
  run: (options: KeygenOptions) => Promise<Report> = runKeygen,
): Command {
  return new Command('keygen')
    .description(
      'Make random keys: 32 random bytes as text that YAML, shells, env files and HTTP headers take as it is.',
    )
    .addOption(
      new Option('--encoding <name>', 'how bytes become text')
        .choices(ENCODINGS)
        .default(DEFAULT_SHAPE.encoding),
    )
    .option('--bytes <n>', 'random bytes in a key', wholeNumber(1, MOST_BYTES), DEFAULT_SHAPE.bytes)
    .option('--allow-weak', 'allow fewer than 32 bytes')
    .option('--count <n>', 'how many keys', wholeNumber(1, MOST_KEYS))
    .option('--set', 'one api_key and one read_only_api_key')
    .addOption(
      new Option('--name <setting>', 'the setting that env and yaml formats name').choices(SERVICE_KEYS),
    )
    .addOption(new Option('--format <name>', 'what is written').choices(KEY_FORMATS).default('text'))
    .option('-o, --output <file>', 'write to this new file, mode 0600')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth keygen
  $ qdrant-auth keygen --set --format yaml -o local.yaml
  $ qdrant-auth keygen --encoding hex --format env`,
    )
    .action((flags) => finish(context, () => run(optionsFrom(flags, context))))
}

interface Flags {
  encoding: Encoding
  bytes: number
  allowWeak?: true
  count?: number
  set?: true
  name?: string
  format: KeyFormat
  output?: string
}

function optionsFrom(flags: Flags, context: Context): KeygenOptions {
  const { bytes, encoding, format, count, set, name, output } = flags
  requireStrength(bytes, flags.allowWeak === true)
  if ([set, count, name].filter((flag) => flag !== undefined).length > 1) {
    throw new QdrantAuthError('usage', '--set, --count and --name exclude each other')
  }
  const names =
    set === true
      ? ['api_key', 'read_only_api_key']
      : Array.from(
          { length: count ?? 1 },
          (_, index) => name ?? (count === undefined ? 'api_key' : `key_${index + 1}`),
        )
  return {
    names,
    bytes,
    encoding,
    format: context.globals.json ? 'json' : format,
    output: output === undefined ? undefined : context.path(output),
    stdoutMode: context.io.stdout.fileMode,
    random: context.io.entropy.bytes,
  }
}

export async function runKeygen(options: KeygenOptions): Promise<Report> {
  const { bytes, encoding, format, output } = options
  const keys = options.names.map((name) => {
    const key = generateKey(options.random, { bytes, encoding })
    return { name, key, encoding, bytes, fingerprint: fingerprint(key) }
  })
  const text = format === 'json' ? envelope('keygen', { keys }) : formatKeys(keys, format)
  const notes: Note[] = keys.map(({ name, fingerprint }) => ({
    level: 'plain',
    message: `${name} ${fingerprint}`,
  }))
  if (output !== undefined) {
    await createFile(output, text, MODE.secret, newTag(options.random))
    notes.push({ level: 'plain', message: `written to ${output} (${octal(MODE.secret)})` })
    return { json: { keys: keys.map(({ key: _secret, ...rest }) => rest), file: output }, text: '', notes }
  }
  if (options.stdoutMode !== undefined && isLax(options.stdoutMode)) {
    notes.push({
      level: 'warning',
      message: `stdout is a file that others can read (${octal(options.stdoutMode)}), and the key is in it now`,
      hint: 'use -o FILE, which makes a file of mode 0600',
    })
  }
  return { json: { keys }, text, notes }
}
