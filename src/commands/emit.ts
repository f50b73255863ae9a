import { join } from 'node:path'
import { Argument, Command } from 'commander'
import type { Context } from '../cli/context.ts'
import { findingsJson } from '../cli/formats/findings.ts'
import { textFormat } from '../cli/formats/text.ts'
import type { Note, Report } from '../cli/report.ts'
import type { Style } from '../cli/style.ts'
import { columns } from '../cli/table.ts'
import { finish } from '../cli/verb.ts'
import { requireServerDirectory } from '../config/directory.ts'
import { parseEnvFile } from '../config/env-file.ts'
import { loadReadable } from '../config/readable.ts'
import { gather } from '../emit/gather.ts'
import { modeOf, type PutFile, putFiles } from '../emit/put.ts'
import { type EmitSubject, judge } from '../emit/rule.ts'
import { RULES } from '../emit/rules.ts'
import { publicNameOf, serverNameOf } from '../emit/server-name.ts'
import { type Emission, type EmitOptions, TARGETS, type TargetName } from '../emit/target.ts'
import { allTargets, targetNamed } from '../emit/targets.ts'
import { EXIT, QdrantAuthError } from '../errors.ts'
import { octal } from '../files/modes.ts'
import { readIfPresent } from '../files/read.ts'
import { newTag } from '../files/staged.ts'
import { type Finding, reaches } from '../finding.ts'
import { nodesOf } from '../init/node-files.ts'
import { readRecord } from '../init/record.ts'
import { processFrom, startIn } from './config/server-process.ts'
import { type EmitFlags, withEmitFlags } from './emit-flags.ts'

export interface RunEmitOptions {
  subject: EmitSubject
  /** Undefined prints the files. */
  put: Omit<Parameters<typeof putFiles>[0], 'files' | 'directory'> | undefined
  showSecrets: boolean
  notes: Note[]
}

export function create(
  context: Context,
  run: (options: RunEmitOptions) => Promise<Report> = runEmit,
): Command {
  const command = new Command('emit')
    .description('Write the files of a deployment, from what the server would make of its configuration.')
    .addArgument(new Argument('<target>', 'what to write').choices(TARGETS))
    .usage('<target> [options]')
    .addHelpText(
      'after',
      `
Targets:
${listText()}
Examples:
  $ qdrant-auth emit compose --config my-qdrant -o deploy
  $ qdrant-auth emit nginx --config my-qdrant --host qdrant.example.org
  $ qdrant-auth emit helm --config my-qdrant --cluster 3 \\
      --namespace search -o helm`,
    )
  return withEmitFlags(command).action((target: TargetName, flags: EmitFlags) =>
    finish(context, async () => run(await optionsFrom(target, flags, context))),
  )
}

const listText = (): string => columns(allTargets().map(({ name, summary }) => [`  ${name}`, summary]))

async function optionsFrom(target: TargetName, flags: EmitFlags, context: Context): Promise<RunEmitOptions> {
  const { io } = context
  if (flags.out === undefined && (flags.dryRun || flags.force))
    throw new QdrantAuthError('usage', `--${flags.force ? 'force' : 'dry-run'} belongs to -o`)
  if (flags.out !== undefined && flags.stdout)
    throw new QdrantAuthError('usage', '-o writes files and --stdout prints them')
  for (const [certificate, key] of [
    ['cert', 'key'],
    ['clientCert', 'clientKey'],
  ] as const)
    if ((flags[certificate] === undefined) !== (flags[key] === undefined))
      throw new QdrantAuthError(
        'usage',
        `${certificate === 'cert' ? '--cert and --key' : '--client-cert and --client-key'} belong together`,
      )
  const { subject, notes } = await subjectFrom(target, flags, context)
  return {
    subject,
    put:
      flags.out === undefined
        ? undefined
        : {
            force: flags.force === true,
            dryRun: flags.dryRun === true,
            tag: newTag(io.entropy.bytes),
            processes: io.processes,
            signal: io.signal,
          },
    showSecrets: flags.showSecrets === true,
    notes,
  }
}

async function subjectFrom(
  target: TargetName,
  flags: EmitFlags,
  context: Context,
): Promise<{ subject: EmitSubject; notes: Note[] }> {
  const optional = (path: string | undefined) => (path === undefined ? undefined : context.path(path))
  const directory = context.path(flags.config)
  requireServerDirectory(directory, '--config names the one that Qdrant is started in')
  const record = await readRecord(directory)
  const server = await processFrom(flags, context)
  // `init --secrets env` keeps the keys there, and its page starts the server with it.
  if (record?.secrets === 'env' && flags.envFile === undefined)
    server.variables = [...(await variablesOf(join(directory, 'qdrant.env'))), ...server.variables]
  const [first] = nodesOf(record)
  const config = loadReadable({
    ...startIn(directory, server, first),
    // The first node of a cluster does not start without; every target that starts one gives it.
    arguments: [...server.arguments, '--uri', 'http://localhost:6335'],
  })
  const deployment = gather({
    directory,
    config,
    overrides: {
      tls: flags.tls === true,
      mtls: flags.mtls === true,
      metricsPort: flags.metricsPort,
      nodes: flags.cluster,
    },
    name: flags.name,
    namespace: flags.namespace,
    recordedNodes: record?.nodes ?? 1,
    client: { certificate: optional(flags.clientCert), key: optional(flags.clientKey) },
    token: optional(flags.tokenFile),
  })
  const { files } = deployment
  const own =
    flags.cert === undefined || flags.key === undefined
      ? files
      : { certificate: context.path(flags.cert), key: context.path(flags.key) }
  const now = context.io.now()
  const options: EmitOptions = {
    out: optional(flags.out) ?? context.cwd,
    uid: context.io.uid,
    host: flags.host ?? (await publicNameOf(own?.certificate, now)) ?? 'localhost',
    listen: flags.listen,
    upstream: flags.upstream,
    serverName: await serverNameOf(files?.certificate, flags.upstream, now),
    allow: flags.allow,
    rate: { key: flags.ratePerKey, address: flags.ratePerAddress },
    own,
    from: { clients: flags.clientFrom, peers: flags.peerFrom, monitors: flags.monitorFrom },
  }
  const allowOpen = flags.allowOpen === true
  return {
    subject: { target: targetNamed(target), deployment, options, config, allowOpen },
    notes: [...server.notes, ...config.limits.map((message): Note => ({ level: 'warning', message }))],
  }
}

const ENV_FILE_LIMIT = 1 << 20

const variablesOf = async (file: string) =>
  parseEnvFile((await readIfPresent(file, ENV_FILE_LIMIT))?.bytes.toString('utf8') ?? '')

export async function runEmit(options: RunEmitOptions): Promise<Report> {
  const { subject, put, showSecrets } = options
  const { target, deployment } = subject
  const findings = judge(RULES, subject)
  if (reaches(findings, 'error')) return refusal(target.name, findings, options.notes)
  const emission = target.emit(deployment, subject.options)
  const notes = [...options.notes, ...findings.map(noteOf)]
  if (put === undefined) return printed(target.name, emission, findings, showSecrets, notes)
  const directory = subject.options.out
  const files = await putFiles({ ...put, files: emission.files, directory })
  const changed = !put.dryRun && files.some(({ state }) => state !== 'unchanged')
  return {
    json: {
      target: target.name,
      directory,
      changed,
      ...(put.dryRun && { dryRun: true }),
      files: files.map(({ path, mode, state }) => ({ path, mode: octal(mode), state })),
      next: emission.next,
      ...findingsJson(findings),
    },
    text: (style) => page(files, emission, put.dryRun, style),
    notes: put.dryRun ? [...notes, { level: 'note', message: 'nothing was written' }] : notes,
  }
}

/** Nothing is written where a finding says that it would not work. */
const refusal = (target: TargetName, findings: readonly Finding[], notes: Note[]): Report => ({
  json: { target, changed: false, files: [], ...findingsJson(findings) },
  text: (style) => `${textFormat(findings, () => undefined, style)}\nNothing was written.\n`,
  notes,
  exitCode: EXIT.findings,
})

const noteOf = ({ level, message, hint, ruleId }: Finding): Note => ({
  level: level === 'warning' ? 'warning' : 'note',
  message: `${message} [${ruleId}]`,
  ...(hint !== undefined && { hint }),
})

function printed(
  target: TargetName,
  { files, next }: Emission,
  findings: readonly Finding[],
  showSecrets: boolean,
  notes: Note[],
): Report {
  const shown = files.filter(({ secret }) => secret !== true || showSecrets)
  const hidden = files.filter((file) => !shown.includes(file))
  const [only] = shown
  const text =
    only !== undefined && shown.length === 1
      ? `${only.text}\n`
      : shown
          .map((file) => `${heading(target)} ${file.path} (${octal(modeOf(file))})\n${file.text}\n`)
          .join('')
  return {
    json: {
      target,
      changed: false,
      files: files.map((file) => ({
        path: file.path,
        mode: octal(modeOf(file)),
        ...(shown.includes(file) && { content: `${file.text}\n` }),
      })),
      next,
      ...findingsJson(findings),
    },
    text,
    notes: [
      ...notes,
      ...hidden.map(
        ({ path }): Note => ({
          level: 'note',
          message: `${path} holds secrets and is not printed`,
          hint: 'write it with -o DIR, or print it with --show-secrets',
        }),
      ),
    ],
  }
}

/** Documents of Kubernetes follow each other in one stream. */
const heading = (target: TargetName): string =>
  target === 'kubernetes' || target === 'helm' ? '---\n#' : '#'

function page(files: readonly PutFile[], { next }: Emission, dryRun: boolean, style: Style): string {
  const words = {
    new: dryRun ? 'would make' : 'made',
    unchanged: 'unchanged',
    replaced: dryRun ? 'would replace' : 'replaced',
  }
  const list = columns(files.map(({ path, mode, state }) => [words[state], octal(mode), path]))
  return `${list}\n${style.bold('Next')}\n${next.map((line) => `  ${line}\n`).join('')}`
}
