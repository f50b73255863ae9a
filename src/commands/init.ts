import { relative } from 'node:path'
import { Command, Option } from 'commander'
import type { Context } from '../cli/context.ts'
import { textFormat } from '../cli/formats/text.ts'
import { wholeNumber } from '../cli/numbers.ts'
import { collect } from '../cli/repeatable.ts'
import type { Note, Report } from '../cli/report.ts'
import type { Style } from '../cli/style.ts'
import { finish } from '../cli/verb.ts'
import { PAGE_WIDTH, wrap } from '../cli/wrap.ts'
import { EXIT } from '../errors.ts'
import { composeFilesIn } from '../files/compose.ts'
import { octal } from '../files/modes.ts'
import { reaches } from '../finding.ts'
import {
  asFlags,
  DEFAULT_ANSWERS,
  type InitAnswers,
  MOST_NODES,
  SECRETS_CHOICES,
  type SecretsChoice,
} from '../init/answers.ts'
import { guide } from '../init/guide.ts'
import { type InitOutcome, type InitRequest, initDirectory } from '../init/init.ts'
import { FIRST_CLIENT } from '../init/layout.ts'
import { askAnswers } from '../init/wizard.ts'
import { NEWEST_VERSION } from '../qdrant/versions.ts'
import { shellWord } from '../shell.ts'
import { shown } from '../shown.ts'

export interface InitOptions extends InitRequest {
  /** The directory as the user named it, for the printed page. */
  shown: string
  /** The equivalent command line, after a wizard. */
  commandLine: string | undefined
}

export function create(context: Context, run: (options: InitOptions) => Promise<Report> = runInit): Command {
  return new Command('init')
    .description(
      'Secure a Qdrant in one go: keys, a private CA, certificates, config/config.yaml and a first read token. Run it again to repair; it never overwrites.',
    )
    .argument('[dir]', 'directory to make or complete', '.')
    .option(
      '--name <name>',
      'DNS name or IP address clients use; repeatable (localhost is always in)',
      collect,
      [],
    )
    .option('--cluster <n>', 'make certificates and config for n nodes', wholeNumber(2, MOST_NODES))
    .option('--no-tls', 'plain HTTP, on this machine only')
    .option('--mtls', 'demand client certificates on REST, and close gRPC')
    .option('--keep-grpc', 'with --mtls: leave gRPC open without certificates')
    .addOption(
      new Option('--secrets <place>', 'where the keys go')
        .choices(SECRETS_CHOICES)
        .default(DEFAULT_ANSWERS.secrets),
    )
    .option('-y, --yes', 'ask nothing, take the flags and defaults')
    .option('--dry-run', 'show what would be written, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth init my-qdrant
  $ qdrant-auth init --name qdrant.example.org --mtls --yes`,
    )
    .action((dir: string, flags: Flags) =>
      finish(context, async () => run(await optionsFrom(dir, flags, context))),
    )
}

interface Flags {
  name: string[]
  cluster?: number
  tls: boolean
  mtls?: true
  keepGrpc?: true
  secrets: SecretsChoice
  yes?: true
  dryRun?: true
}

async function optionsFrom(dir: string, flags: Flags, context: Context): Promise<InitOptions> {
  const { io } = context
  const given: InitAnswers = {
    names: flags.name,
    nodes: flags.cluster ?? 1,
    tls: flags.tls,
    mtls: flags.mtls === true,
    keepGrpc: flags.keepGrpc === true,
    secrets: flags.secrets,
  }
  const wizard =
    context.canPrompt && flags.yes !== true && asFlags(given).length === 0 && flags.dryRun !== true
  const answers = wizard ? await askAnswers(io.prompter, dir) : given
  return {
    directory: context.path(dir),
    shown: shown(relative(context.cwd, context.path(dir)) || '.'),
    answers,
    commandLine: wizard
      ? ['qdrant-auth', 'init', dir, ...asFlags(answers), '--yes'].map(shellWord).join(' ')
      : undefined,
    dryRun: flags.dryRun === true,
    now: io.now(),
    entropy: io.entropy,
    processes: io.processes,
    signal: io.signal,
  }
}

export async function runInit(options: InitOptions): Promise<Report> {
  const outcome = await initDirectory(options)
  return options.dryRun ? dryRunReport(outcome, options) : report(outcome, options)
}

function report(outcome: InitOutcome, options: InitOptions): Report {
  const { checked, written, recovered } = outcome
  if (checked === undefined) throw new TypeError('a run that writes is always checked')
  const notes: Note[] = []
  if (options.commandLine !== undefined)
    notes.push({ level: 'plain', message: `The same without questions:\n  ${options.commandLine}\n` })
  if (recovered !== 'nothing')
    notes.push({ level: 'note', message: `an earlier run was interrupted; it was ${recovered} first` })
  if (options.answers.mtls && !options.answers.keepGrpc) {
    notes.push({
      level: 'note',
      message: 'gRPC is closed: Qdrant asks for client certificates on REST only',
      hint: '--keep-grpc leaves it open',
    })
  }
  const [composeFile] = written.length === 0 ? [] : composeFilesIn(options.directory)
  if (composeFile !== undefined) {
    notes.push({
      level: 'note',
      message: `${composeFile} is there already`,
      hint: `mount ${options.answers.tls ? 'config and tls' : 'config'} in its service too, and keep what it mounts at /qdrant/storage: that is the data`,
    })
  }
  const { findings, ...made } = checked
  return {
    json: {
      directory: options.directory,
      changed: written.length > 0,
      files: written.map(fileRecord),
      ...made,
      findings,
    },
    text: (style) => page(outcome, options, style),
    notes,
    exitCode: reaches(findings, 'error') ? EXIT.findings : EXIT.done,
  }
}

const fileRecord = ({ path, mode }: InitOutcome['written'][number]) => ({ path, mode: octal(mode) })

function page({ written, checked, layout }: InitOutcome, options: InitOptions, style: Style): string {
  const { answers, shown } = options
  const findings = checked?.findings ?? []
  const head =
    written.length === 0
      ? `${style.green('Nothing to do:')} ${shown} is complete.\n`
      : `${style.green(`Made ${written.length} files in ${shown}`)}\n${written.map(({ path, mode }) => `  ${octal(mode)}  ${path}\n`).join('')}`
  const keys = (checked?.keys ?? [])
    .map(({ name, fingerprint }) => `  ${name.padEnd(18)}${fingerprint}\n`)
    .join('')
  const certificates = (checked?.certificates ?? []).map(certificateLine).join('')
  const token =
    checked &&
    `  ${checked.token.file}  ${checked.token.accepted ? `may read everything, until ${day(checked.token.expiresAt)}` : 'is not accepted: see below'}\n`
  const sections = [
    head,
    `\nKeys (${layout.secrets})\n${keys}`,
    certificates === '' ? '' : `\nCertificates\n${certificates}`,
    `\nToken\n${token}`,
    findings.length === 0
      ? '\nChecked: the config is valid, keys match certificates, the token is accepted.\n'
      : `\n${textFormat(findings, () => undefined, style)}`,
  ]
  if (written.length > 0) sections.push(`\n${nextSteps(layout, answers, shown)}`)
  return sections.join('')
}

type CertificateLine = NonNullable<InitOutcome['checked']>['certificates'][number]

function certificateLine({ file, role, names, notAfter }: CertificateLine): string {
  const text = `${role}${names.length === 0 ? '' : ` for ${names.join(', ')}`}, until ${day(notAfter)}`
  const start = `  ${file}  `
  return wrap(text, PAGE_WIDTH, ' '.repeat(start.length), start)
}

const nextSteps = (layout: InitOutcome['layout'], answers: InitAnswers, directory: string): string =>
  guide({
    answers,
    directory,
    image: `qdrant/qdrant:v${NEWEST_VERSION}`,
    clientFolder: answers.mtls ? `tls/clients/${FIRST_CLIENT}` : undefined,
    tokenFile: layout.token,
    environmentFile: layout.secrets,
  })

const day = (time: string | null): string => time?.slice(0, 10) ?? 'for ever'

function dryRunReport({ written }: InitOutcome, options: InitOptions): Report {
  const text = (style: Style) =>
    written.length === 0
      ? `Nothing to do: ${options.shown} is complete.\n`
      : written
          .map((file) => `${style.bold(`${octal(file.mode)}  ${file.path}`)}\n${shownContent(file)}`)
          .join('')
  return {
    json: { directory: options.directory, changed: false, dryRun: true, files: written.map(fileRecord) },
    text,
    notes: [{ level: 'note', message: 'nothing was written' }],
  }
}

function shownContent({ content, isSecret }: InitOutcome['written'][number]): string {
  if (isSecret) return `  (secret, ${Buffer.byteLength(content)} bytes)\n`
  if (content.startsWith('-----BEGIN')) return '  (certificate)\n'
  return content.replace(/^(?=.)/gm, '+ ')
}
