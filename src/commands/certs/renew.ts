import { Command, Option } from 'commander'
import { type AuthorityFiles, openAuthority } from '../../certs/authority-files.ts'
import { certificateFiles, findCertificates } from '../../certs/found.ts'
import { type Renewal, renewFiles } from '../../certs/renew-files.ts'
import { changing, previousName, replaceAll, type Workplace } from '../../certs/replace.ts'
import type { Within } from '../../certs/within.ts'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { nameFrom } from '../../files/below.ts'
import { shown } from '../../shown.ts'
import { type AuthorityFlags, authorityFiles, passphraseOf, withAuthority } from './authority-flags.ts'
import { DAYS } from './leaf-flags.ts'
import { workplaceIn, workplaceOf } from './paths.ts'
import { withinOption } from './within-flag.ts'

export interface RenewOptions extends Workplace {
  /** Absolute. */
  paths: readonly string[]
  cwd: string
  /** Renews only what is due; undefined renews all. */
  within: Within | undefined
  keepKey: boolean
  days: number | undefined
  authority: AuthorityFiles
  passphrase(): Promise<string>
  dryRun: boolean
  /** Runs a program after something was renewed; its exit code. Undefined where none was given. */
  execute: (() => Promise<number>) | undefined
  now: Date
}

interface Flags extends AuthorityFlags {
  ifDue?: true
  within: Within
  keepKey?: true
  days?: number
  dryRun?: true
}

export function create(
  context: Context,
  run: (options: RenewOptions) => Promise<Report> = runRenew,
): Command {
  const command = new Command('renew')
    .description(
      'Sign certificates anew: same names, use and kind of key, new key. The old pair stays beside them as .previous.',
    )
    .argument('[path...]', 'certificates with their key beside them, or directories (tls)')
    .option('--if-due', 'only those that end soon')
    .addOption(withinOption('66%'))
    .option('--keep-key', 'keep the key instead of making a new one')
    .option('--days <n>', 'days they are valid; as long as before without it', DAYS)
  return withAuthority(command)
    .option('--dry-run', 'say what would be renewed, and change nothing')
    .addOption(
      new Option('--exec <argv...>', 'a program to run after something was renewed; the last option'),
    )
    .addHelpText(
      'after',
      `
REST takes new files by itself within tls.cert_ttl seconds (3600 by default);
gRPC and the node port at a restart only.

Examples:
  $ qdrant-auth certs renew tls --if-due
  $ qdrant-auth certs renew tls --if-due --ca-dir ca \\
      --exec docker compose restart qdrant`,
    )
    .action((paths: string[], flags: Flags) => finish(context, () => run(optionsFrom(paths, flags, context))))
}

function optionsFrom(given: readonly string[], flags: Flags, context: Context): RenewOptions {
  const { io, cwd, trailing } = context
  const without = flags.caPassphraseEnv === undefined ? [] : [flags.caPassphraseEnv]
  const paths = (given.length === 0 ? ['tls'] : given).map((path) => context.path(path))
  return {
    paths,
    cwd,
    within: flags.ifDue === true ? flags.within : undefined,
    keepKey: flags.keepKey === true,
    days: flags.days,
    authority: authorityFiles(flags, context),
    passphrase: passphraseOf(flags, context),
    dryRun: flags.dryRun === true,
    execute: trailing.length === 0 ? undefined : () => io.execute(trailing, { cwd, without }),
    now: io.now(),
    ...workplaceIn(workplaceOf(paths, cwd), context),
  }
}

export async function runRenew(options: RenewOptions): Promise<Report> {
  const { paths, cwd, dryRun } = options
  const notes: Note[] = []
  const renewals = dryRun
    ? await renewIn(options, notes)
    : await changing(options, await certificateFiles(paths), () => renewIn(options, notes))
  const changed = !dryRun && renewals.some(({ state }) => state === 'renewed')
  const ran = changed ? await options.execute?.() : undefined
  if (ran !== undefined && ran !== 0) {
    throw new QdrantAuthError(
      'command-failed',
      `the certificates are renewed, but the program after it ended with ${ran}`,
      {
        hints: ['run it again by hand: gRPC and the node port show the old certificates until a restart'],
      },
    )
  }
  const certificates = renewals.map((one) => ({ ...one, file: nameFrom(cwd, one.file) }))
  return {
    json: { changed, certificates, executed: ran !== undefined },
    text: certificates.map((one) => inWords(one, dryRun)).join(''),
    notes: [...notes, ...(changed ? [KEPT] : []), ...(changed && ran === undefined ? [RESTART] : [])],
  }
}

const KEPT: Note = {
  level: 'plain',
  message: `What was there before is kept as ${previousName('NAME')}.`,
}

const RESTART: Note = {
  level: 'plain',
  message:
    'REST takes the new files within tls.cert_ttl seconds;\nrestart Qdrant for gRPC and the node port.',
}

async function renewIn(options: RenewOptions, notes: Note[]): Promise<Renewal[]> {
  const { now, dryRun, passphrase, ...rest } = options
  const open = async () => {
    const { authority, warnings } = await openAuthority(options.authority, now, passphrase)
    notes.push(...warnings.map((message): Note => ({ level: 'warning', message })))
    return authority
  }
  let opened: ReturnType<typeof open> | undefined
  const authority = () => {
    opened ??= open()
    return opened
  }
  const found = await findCertificates(options.paths)
  const { renewals, files } = await renewFiles({ ...rest, found, authority, now })
  if (!dryRun && files.length > 0) await replaceAll(files, options)
  return renewals
}

const inWords = ({ file, state, notAfter }: Renewal, dryRun: boolean): string =>
  state === 'not due'
    ? `not due     ${shown(file)}  until ${notAfter}\n`
    : `${dryRun ? 'would renew' : 'renewed    '} ${shown(file)}  until ${notAfter}\n`
