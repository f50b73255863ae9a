import { resolve } from 'node:path'
import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { type FindingFormat, findingsInWords, findingsJson } from '../../cli/formats/findings.ts'
import { inputReader } from '../../cli/input.ts'
import { collect } from '../../cli/repeatable.ts'
import { envelope, type Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import {
  diskOf,
  loneFile,
  loneText,
  requireConfiguration,
  requireServerDirectory,
} from '../../config/directory.ts'
import { gitTracker } from '../../config/git-index.ts'
import { withoutSecrets } from '../../config/hide-secrets.ts'
import { ruleNamed } from '../../config/rule-name.ts'
import { summaryOf } from '../../config/rules.ts'
import { type Validated, validate, validateNodes } from '../../config/validate.ts'
import { EXIT, type ExitCode, QdrantAuthError } from '../../errors.ts'
import { nameFrom } from '../../files/below.ts'
import { statIfPresent } from '../../files/read.ts'
import { countByLevel, type Finding, type Level, reaches } from '../../finding.ts'
import { clusterNodes } from '../../init/node-files.ts'
import { shellWord } from '../../shell.ts'
import { shown } from '../../shown.ts'
import { type FindingFlags, withFindings } from '../finding-flags.ts'
import type { FixOptions } from './fix.ts'
import { type ProcessFlags, processFrom, type ServerProcess, startIn, withProcess } from './server-process.ts'

export interface ValidateOptions {
  /** Absolute paths: directories as the server would see them, or single files. */
  paths: readonly string[]
  server: ServerProcess
  cwd: string
  format: FindingFormat
  failOn: Level
  /** Rule ids. */
  disabled: readonly string[]
  /** Mend what is certain; undefined only looks. */
  fix: FixOptions | undefined
  now: Date
  /** Reads stdin (`-` in `cwd`) or a pipe. */
  read(path: string): Promise<{ bytes: Buffer }>
}

/** Of a configuration from stdin, in bytes. */
const TEXT_LIMIT = 1 << 20

/** What writes YAML is loaded for those who want something written. */
const fixing = () => import('./fix.ts')

interface Flags extends ProcessFlags, FindingFlags {
  disable: string[]
  fix?: true
  yes?: true
  dryRun?: true
}

export function create(
  context: Context,
  run: (options: ValidateOptions) => Promise<Report> = runValidate,
): Command {
  const command = new Command('validate')
    .description(
      'Check configuration files: a directory that Qdrant is started in (default), or single files.',
    )
    .argument('[path...]', 'directories or files, - for stdin')
    .option('--disable <rule>', 'leave a rule out; repeatable', collect, [])
    .option('--fix', 'mend what is certain: quotes, spelling, place; shows the change and asks')
    .option('--yes', 'with --fix: do not ask')
    .option('--dry-run', 'with --fix: show the change and write nothing')
    .addHelpText(
      'after',
      `
Rules: qdrant-auth config rules. A comment leaves one out for the line below:
  # qdrant-auth-disable-next-line RULE

Examples:
  $ qdrant-auth config validate
  $ qdrant-auth config validate my-qdrant --run-mode production --env-file .env
  $ qdrant-auth config validate nodes/*/ --format github`,
    )
  return withProcess(withFindings(command)).action((paths: string[], flags: Flags) =>
    finish(context, async () => {
      if (flags.fix === true && paths.includes('-'))
        throw new QdrantAuthError('usage', '--fix changes files, and - is none')
      return run({
        paths: (paths.length === 0 ? ['.'] : paths).map((path) => context.path(path)),
        server: await processFrom(flags, context),
        cwd: context.cwd,
        format: context.globals.json ? 'json' : flags.format,
        failOn: flags.failOn,
        disabled: flags.disable.map((name) => ruleNamed(name).id),
        fix: flags.fix === true ? (await fixing()).fixOptions(flags, context) : undefined,
        now: context.io.now(),
        read: inputReader(context, TEXT_LIMIT),
      })
    }),
  )
}

export async function runValidate(options: ValidateOptions): Promise<Report> {
  const { server, format, failOn, fix, cwd } = options
  const mended = fix === undefined ? 0 : await (await fixing()).fixFiles(each(options, []), cwd, fix)
  const findings: Finding[] = []
  const checked: string[] = []
  const lines = new Map<string, string[]>()
  const unread: Unread[] = []
  for await (const { subject, findings: found } of each(options, unread)) {
    findings.push(...found)
    checked.push(...subject.files.map(({ name }) => name))
    for (const { name, text } of found.length > 0 ? subject.files : []) lines.set(name, withoutSecrets(text))
  }
  const json = {
    ...findingsJson(findings),
    ...(unread.length > 0 && { unread: unread.map(({ path, message }) => ({ path, message })) }),
  }
  const source = { findings, checked, linesOf: (file: string) => lines.get(file), summaryOf }
  const { error, warning, note } = countByLevel(findings)
  return {
    json,
    text: format === 'json' ? envelope('config validate', json) : findingsInWords(source, format),
    notes: [
      ...server.notes,
      ...unread.map(({ message }) => ({ level: 'warning' as const, message })),
      ...(mended > 0 ? [{ level: 'plain' as const, message: `${mended} file(s) mended` }] : []),
      {
        level: 'plain',
        message: `${checked.length} file(s): ${error} error(s), ${warning} warning(s), ${note} note(s)`,
      },
    ],
    exitCode: unread[0]?.exitCode ?? (reaches(findings, failOn) ? EXIT.findings : EXIT.done),
  }
}

/** A path that could not be looked at. */
interface Unread {
  path: string
  message: string
  exitCode: ExitCode
}

/**
 * One at a time: of a thousand directories only the findings stay in memory. Of several paths those that cannot be read go
 * to `unread`, and the others are looked at all the same.
 */
async function* each(options: ValidateOptions, unread: Unread[]): AsyncGenerator<Validated> {
  const isTracked = gitTracker()
  for (const path of options.paths) {
    try {
      yield await validateAt(path, options, isTracked)
    } catch (error) {
      if (options.paths.length === 1 || !(error instanceof QdrantAuthError)) throw error
      unread.push({ path: nameFrom(options.cwd, path), message: error.message, exitCode: error.exitCode })
    }
  }
}

async function validateAt(
  path: string,
  { server, cwd, disabled, now, read }: ValidateOptions,
  isTracked: (file: string) => boolean,
): Promise<Validated> {
  const common = { disabled, now, version: server.version }
  const stats = statIfPresent(path)
  const nameHere = () => nameFrom(cwd, path)
  const alone = { ...common, directory: '/', complete: false, nameOf: nameHere }
  if (stats === undefined ? nameHere() === '-' : stats.isFIFO()) {
    const { bytes } = await read(path)
    return requireNoManifest(await validate({ ...alone, ...loneText(bytes) }), nameHere())
  }
  if (stats === undefined)
    throw new QdrantAuthError('file-missing', `cannot read ${path}: no such file or directory`, {
      hints: ['name a file, or the directory that Qdrant is started in'],
    })
  if (!stats.isDirectory() && !stats.isFile())
    throw new QdrantAuthError('not-a-file', `cannot read ${path}: it is not a regular file`)
  if (!stats.isDirectory())
    return requireNoManifest(await validate({ ...alone, ...loneFile(path, isTracked) }), nameHere())
  requireServerDirectory(path)
  const disk = diskOf(path, isTracked)
  const nameOf = (file: string) => nameFrom(cwd, resolve(path, file))
  const validated = await validateNodes(await clusterNodes(path), (node) => ({
    ...startIn(path, server, node),
    ...common,
    disk,
    complete: true,
    nameOf,
  }))
  if (!server.hasManifest) requireConfiguration(validated.config, path)
  return validated
}

/** What stands in each kind of them; one sign alone may be a slip in a configuration. */
const MANIFESTS = [
  [/^services:/m, /^\s+(?:image|build):/m],
  [/^apiVersion:/m, /^kind:/m],
]

/** A compose file or a manifest of Kubernetes is YAML too, and what starts Qdrant stands in other places of it. */
function requireNoManifest(validated: Validated, name: string): Validated {
  const [file] = validated.subject.files
  const isManifest = MANIFESTS.some((signs) => signs.every((sign) => sign.test(file?.text ?? '')))
  if (!isManifest) return validated
  throw new QdrantAuthError(
    'bad-value',
    `${shown(name)} is a file of compose or Kubernetes, and no configuration of Qdrant`,
    {
      hints: [`check the variables in it: qdrant-auth config validate --manifest ${shellWord(name)}`],
    },
  )
}
