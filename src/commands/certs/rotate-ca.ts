import { Command, Option } from 'commander'
import type { AuthorityFiles } from '../../certs/authority-files.ts'
import { certificateFiles, findCertificates } from '../../certs/found.ts'
import { DEFAULT_KEY_TYPE, KEY_TYPES, type KeyType } from '../../certs/key-types.ts'
import { CA_DAYS } from '../../certs/profiles.ts'
import { changing, replaceAll, type Workplace } from '../../certs/replace.ts'
import { PHASES, type Phase } from '../../certs/rotate-ca.ts'
import { nextStep, placesOf, type RotationStep } from '../../certs/rotate-ca-files.ts'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { nameFrom } from '../../files/below.ts'
import { shown } from '../../shown.ts'
import { type AuthorityFlags, authorityFiles, passphraseOf, withAuthority } from './authority-flags.ts'
import { DAYS } from './leaf-flags.ts'
import { workplaceIn, workplaceOf } from './paths.ts'

export interface RotateCaOptions extends Workplace {
  /** Absolute. */
  paths: readonly string[]
  cwd: string
  authority: AuthorityFiles
  keyType: KeyType
  caDays: number
  days: number | undefined
  passphrase(): Promise<string>
  /** What was said about it: whether everybody was restarted since the phase before. */
  saysRestarted: boolean
  /** The same, asked where nothing was said. */
  restarted(): Promise<boolean>
  dryRun: boolean
  now: Date
}

interface Flags extends AuthorityFlags {
  keyType: KeyType
  caDays: number
  days?: number
  restarted?: true
  dryRun?: true
}

export function create(
  context: Context,
  run: (options: RotateCaOptions) => Promise<Report> = runRotateCa,
): Command {
  const command = new Command('rotate-ca')
    .description(
      'Replace the CA without interruption. Each call does the next of three phases; restart everybody after each.',
    )
    .argument(
      '[path...]',
      'all certificates of the CA, with key and CA file beside them, or directories (tls)',
    )
    .option('--restarted', 'everybody was restarted since the last phase')
    .addOption(
      new Option('--key-type <type>', 'kind of key of the new CA')
        .choices(KEY_TYPES)
        .default(DEFAULT_KEY_TYPE),
    )
    .option('--ca-days <n>', 'days the new CA is valid', DAYS, CA_DAYS)
    .option('--days <n>', 'days its certificates are valid; as long as before without it', DAYS)
  return withAuthority(command)
    .option('--dry-run', 'say what the next phase would change, and change nothing')
    .addHelpText(
      'after',
      `
Phases:
  1 bundle   a new CA is made, and everybody trusts both
  2 reissue  everybody gets a certificate of the new CA
  3 drop     nobody trusts the old CA any more

Examples:
  $ qdrant-auth certs rotate-ca
  $ qdrant-auth certs rotate-ca --restarted`,
    )
    .action((paths: string[], flags: Flags) => finish(context, () => run(optionsFrom(paths, flags, context))))
}

function optionsFrom(given: readonly string[], flags: Flags, context: Context): RotateCaOptions {
  const { io, cwd } = context
  const paths = (given.length === 0 ? ['tls'] : given).map((path) => context.path(path))
  return {
    paths,
    cwd,
    authority: authorityFiles(flags, context),
    keyType: flags.keyType,
    caDays: flags.caDays,
    days: flags.days,
    passphrase: passphraseOf(flags, context),
    saysRestarted: flags.restarted === true,
    restarted: () =>
      context.answer('--restarted', () =>
        io.prompter.confirm({
          message: 'Was every node and client restarted with the files of the last phase?',
          default: false,
        }),
      ),
    dryRun: flags.dryRun === true,
    now: io.now(),
    ...workplaceIn(workplaceOf(paths, cwd), context),
  }
}

export async function runRotateCa(options: RotateCaOptions): Promise<Report> {
  const { dryRun, paths, authority } = options
  if (dryRun) return report(await plan(options), options, false)
  const { next } = placesOf(authority)
  const files = [...(await certificateFiles(paths)), authority.key, next.key]
  return changing(options, files, async () => {
    const step = await plan(options)
    if (step.begins && options.saysRestarted) {
      throw new QdrantAuthError('usage', 'no CA is being replaced', {
        hints: ['leave --restarted out to begin; nothing was changed'],
      })
    }
    const waits = step.phase !== 'bundle' && step.files.length > 0
    if (waits && !options.saysRestarted && !(await options.restarted())) return report(step, options, false)
    if (step.files.length > 0) await replaceAll(step.files, options)
    step.tidy()
    return report(step, options, true)
  })
}

const plan = async (options: RotateCaOptions): Promise<RotationStep> =>
  nextStep({ ...options, files: options.authority, found: await findCertificates(options.paths) })

const AFTER: Record<Phase, string> = {
  bundle:
    'Give clients elsewhere the new CA file too, restart every node and client one by\none, then: qdrant-auth certs rotate-ca --restarted',
  reissue: 'Restart every node and client one by one,\nthen: qdrant-auth certs rotate-ca --restarted',
  drop: 'Restart every node and client one by one.\nThe old CA is kept in previous/; nobody trusts it any more.',
}

function report({ phase, files, members }: RotationStep, { cwd }: RotateCaOptions, done: boolean): Report {
  const names = members.map((name) => nameFrom(cwd, name))
  const number = PHASES.indexOf(phase) + 1
  const head = `Phase ${number} of ${PHASES.length}, ${phase}: ${done ? 'done' : 'not done yet'}\n`
  const lines = files.map(({ path }) => `  ${shown(nameFrom(cwd, path))}\n`).join('')
  return {
    json: { phase, changed: done, members: names, files: files.map(({ path }) => nameFrom(cwd, path)) },
    text: `${head}${done ? 'Changed' : 'To be changed'}: ${files.length} files\n${lines}`,
    notes: done ? [{ level: 'plain', message: AFTER[phase] }] : [],
  }
}
