import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { finish } from '../../cli/verb.ts'
import { setValue } from '../../config/edit.ts'
import {
  meaningOf,
  openForEdit,
  type Writer,
  withSettingChanged,
  writeEdited,
} from '../../config/file-edit.ts'
import { lineDiff } from '../../config/line-diff.ts'
import { settingNamed } from '../../config/setting-name.ts'
import { yamlText } from '../../config/value-text.ts'
import { QdrantAuthError } from '../../errors.ts'
import { isLax, octal } from '../../files/modes.ts'
import { fingerprint } from '../../keys/fingerprint.ts'
import { generateKey } from '../../keys/generate.ts'
import type { Setting } from '../../qdrant/settings/table.ts'
import { targetFile, writerOf } from './target-file.ts'

export interface SetOptions {
  setting: Setting
  /** Null unsets it with a null in the file. */
  value: string | null
  /** Absolute path. */
  file: string
  dryRun: boolean
  writer: Writer
  notes: Note[]
}

interface Flags {
  file?: string
  valueFile?: string
  valueEnv?: string
  generate?: true
  null?: true
  dryRun?: true
}

export function create(context: Context, run: (options: SetOptions) => Promise<Report> = runSet): Command {
  return new Command('set')
    .description('Write a setting into a configuration file. Nothing else in the file changes.')
    .argument('<key>', 'such as service.enable_tls')
    .argument('[value]', 'the value; secrets come from a file, a variable or --generate')
    .option('--file <file>', 'the file to change (where it is set now; config/local.yaml for secrets)')
    .option('--value-file <file>', 'take the value from a file (- is stdin)')
    .option('--value-env <name>', 'take the value from an environment variable')
    .option('--generate', 'make a new random key')
    .option('--null', 'write null, which unsets it')
    .option('--dry-run', 'show the change and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config set service.enable_tls true
  $ qdrant-auth config set api_key --generate
  $ qdrant-auth config set service.grpc_port --null`,
    )
    .action((key: string, value: string | undefined, flags: Flags) =>
      finish(context, async () => run(await optionsFrom(key, value, flags, context))),
    )
}

async function optionsFrom(
  key: string,
  value: string | undefined,
  flags: Flags,
  context: Context,
): Promise<SetOptions> {
  const setting = settingNamed(key)
  const ways = [value, flags.valueFile ?? flags.valueEnv, flags.generate, flags.null]
  if (ways.filter((way) => way !== undefined).length > 1)
    throw new QdrantAuthError(
      'usage',
      'give one value: as argument, --value-file, --value-env, --generate or --null',
    )
  if (setting.secret === true && value !== undefined)
    throw new QdrantAuthError('usage', `${setting.path} is a secret, and arguments are seen by others`, {
      hints: ['use --value-file -, --value-env NAME or --generate'],
    })
  if (flags.generate === true && setting.credential === undefined)
    throw new QdrantAuthError('usage', `--generate is for keys, and ${setting.path} is none`)
  if (flags.null === true && !setting.nullable)
    throw new QdrantAuthError('bad-value', `${setting.path} cannot be null: the server would not start`)
  const common = {
    setting,
    file: targetFile(setting, flags.file, context),
    dryRun: flags.dryRun === true,
    writer: writerOf(context),
  }
  if (flags.null === true) return { ...common, value: null, notes: [] }
  if (flags.generate === true) return { ...common, value: generateKey(context.io.entropy.bytes), notes: [] }
  if (value !== undefined) return { ...common, value, notes: [] }
  const ask = setting.secret === true
  const given = await readSecret(context, 'value', { file: flags.valueFile, env: flags.valueEnv }, ask)
  if (given !== undefined) return { ...common, value: given.value, notes: given.notes }
  throw new QdrantAuthError('usage', `what is ${setting.path} to be?`, {
    hints: [`qdrant-auth config set ${setting.path} VALUE`],
  })
}

export async function runSet({ setting, value, file, dryRun, writer, notes }: SetOptions): Promise<Report> {
  const opened = await openForEdit(file)
  const { before, mode } = opened
  const text = value === null ? 'null' : yamlText(setting, value)
  const edit = (old: string, path: readonly string[]) => setValue(old, path, text)
  const after = withSettingChanged(opened, setting.path, edit, meant(text))
  const changed = after !== before
  if (!dryRun) await writeEdited(opened, after, writer)
  const secret = setting.secret === true
  const shown = value === null ? null : secret ? fingerprint(value) : value
  const said: Note[] = [...notes]
  if (secret && mode !== undefined && isLax(mode))
    said.push({
      level: 'warning',
      message: `others can read ${file} (${octal(mode)})`,
      hint: `chmod 600 ${file}`,
    })
  const done = !changed ? 'is so already in' : dryRun ? 'would be written to' : 'is written to'
  said.push({ level: 'plain', message: `${setting.path} ${shown ?? 'null'} ${done} ${file}` })
  const [, replaced] = /^string (.+)$/s.exec(meaningOf(before, file).get(setting.path) ?? '') ?? []
  if (changed && setting.credential !== undefined && replaced !== undefined)
    said.push({
      level: 'note',
      message: `from the next start on ${fingerprint(replaced)} is refused, and whatever it signed`,
      hint: 'qdrant-auth rotate replaces a key while both are taken',
    })
  return {
    json: { key: setting.path, value: shown, file, changed, written: changed && !dryRun },
    text: dryRun ? lineDiff(before, after) : '',
    notes: said,
  }
}

/** What the server's reader makes of the text; see `meaningOf`. */
function meant(text: string): string {
  if (text === 'null') return 'nil '
  if (text.startsWith('"')) return `string ${JSON.parse(text)}`
  if (text === 'true' || text === 'false') return `boolean ${text}`
  if (/^\d+$/.test(text)) return `integer ${text}`
  return /^[\d.]+$/.test(text) ? `float ${Number(text)}` : `string ${text}`
}
