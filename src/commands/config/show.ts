import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import { wholeNumber } from '../../cli/numbers.ts'
import type { Note, Report } from '../../cli/report.ts'
import { serverVersion } from '../../cli/server-version.ts'
import type { Style } from '../../cli/style.ts'
import { columns } from '../../cli/table.ts'
import { finish } from '../../cli/verb.ts'
import { type EffectiveView, effectiveView, type Origin, portText } from '../../config/effective-view.ts'
import { parseEnvFile } from '../../config/env-file.ts'
import { diskFiles } from '../../config/server-files.ts'
import { EXIT } from '../../errors.ts'
import { loadEffective } from '../../qdrant/config/effective.ts'
import type { Variable } from '../../qdrant/config/environment.ts'
import { NEWEST_VERSION } from '../../qdrant/versions.ts'

export interface ShowOptions {
  /** Absolute; where the server is started. */
  directory: string
  variables: readonly Variable[]
  /** The server's own arguments. */
  arguments: readonly string[]
  package: boolean
  uid: number | undefined
  showSecrets: boolean
  all: boolean
  serverVersion: string
  notes: Note[]
}

export function create(context: Context, run: (options: ShowOptions) => Promise<Report> = runShow): Command {
  return new Command('show')
    .description(
      'Show what the server will really use: every setting with its origin, and what each port demands. Exit 1 when it would not start.',
    )
    .argument('[dir]', 'directory that Qdrant is started in', '.')
    .argument('[server-args...]', "the server's own arguments, after --")
    .option('--environment', "take this process's environment, as the server would")
    .option('--env-file <file>', 'take variables from a file')
    .option('--run-mode <mode>', 'RUN_MODE of the server (development; the Docker image has production)')
    .option('--config-path <file>', "the server's --config-path")
    .option('--deb', 'the server is the Debian package, which also reads /etc/qdrant/config')
    .option('--uid <id>', 'see files as this user', wholeNumber(0, 999_999_999))
    .option('--all', 'also settings that have their default')
    .option('--show-secrets', 'print keys instead of their fingerprints')
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config show my-qdrant
  $ qdrant-auth config show --environment --config-path /etc/qdrant/secrets.yaml`,
    )
    .action((dir: string, serverArguments: string[], flags: Flags) =>
      finish(context, async () => run(await optionsFrom(dir, serverArguments, flags, context))),
    )
}

interface Flags {
  environment?: true
  envFile?: string
  runMode?: string
  configPath?: string
  deb?: true
  uid?: number
  all?: true
  showSecrets?: true
  serverVersion: string
}

const ENV_FILE_LIMIT = 1 << 20

async function optionsFrom(
  dir: string,
  serverArguments: readonly string[],
  flags: Flags,
  context: Context,
): Promise<ShowOptions> {
  const variables: Variable[] = []
  if (flags.environment === true) {
    for (const [name, value] of Object.entries(context.io.env))
      if (value !== undefined) variables.push({ name, value })
  }
  if (flags.envFile !== undefined) {
    const { bytes } = await readInput(context, flags.envFile, ENV_FILE_LIMIT)
    variables.push(...parseEnvFile(bytes.toString('utf8')))
  }
  if (flags.runMode !== undefined) variables.push({ name: 'RUN_MODE', value: flags.runMode })
  const { version, notes } = serverVersion(flags.serverVersion)
  return {
    directory: context.path(dir),
    variables,
    arguments: [
      ...(flags.configPath === undefined ? [] : ['--config-path', flags.configPath]),
      ...serverArguments,
    ],
    package: flags.deb === true,
    uid: flags.uid,
    showSecrets: flags.showSecrets === true,
    all: flags.all === true,
    serverVersion: version,
    notes,
  }
}

export async function runShow(options: ShowOptions): Promise<Report> {
  const { directory, uid } = options
  const config = loadEffective({
    files: diskFiles(directory, uid),
    directory,
    variables: options.variables,
    arguments: options.arguments,
    package: options.package,
    version: options.serverVersion,
    ...(uid !== undefined && { privileged: uid === 0 }),
  })
  const view = effectiveView(config, options.showSecrets)
  return {
    json: { ...view },
    text: (style) => inWords(view, options.all, style),
    notes: [...options.notes, ...view.limits.map((message): Note => ({ level: 'warning', message }))],
    exitCode: view.starts === false ? EXIT.findings : EXIT.done,
  }
}

function inWords(view: EffectiveView, all: boolean, style: Style): string {
  const { auth, ports, layers, log } = view
  const sections = [
    startText(view, style),
    authText(auth, style),
    '\n',
    columns([
      ['REST', portText(ports.rest)],
      ['gRPC', portText(ports.grpc)],
      ['metrics', portText(ports.metrics)],
      ['nodes', portText(ports.p2p)],
    ]),
    '\nLayers, later ones win\n',
    columns(
      layers.map(({ name, file, loaded, reason }) => [
        `  ${name}`,
        file ?? '',
        loaded ? 'read' : (reason ?? 'not read'),
      ]),
    ),
    '\nSettings\n',
    columns(settingRows(view, all)),
    log.length === 0 ? '' : `\nThe server will log\n${log.map((line) => `  ${line}\n`).join('')}`,
  ]
  return sections.join('')
}

function startText({ starts, startError, undecided, outcomes }: EffectiveView, style: Style): string {
  if (undecided)
    return `${style.yellow(`The outcome is random: ${outcomes.length} are possible, and this is one of them.`)}\n`
  return starts === false ? `${style.red('The server does not start:')} ${startError}\n` : ''
}

function authText(
  { enabled, apiKey, altApiKey, readOnlyApiKey, jwt }: EffectiveView['auth'],
  style: Style,
): string {
  if (!enabled) return `${style.red('Authentication is OFF: everybody may do everything.')}\n`
  const keys = Object.entries({ api_key: apiKey, alt_api_key: altApiKey, read_only_api_key: readOnlyApiKey })
    .filter(([, key]) => key !== null)
    .map(([name, key]) => `${name} ${key}`)
  return `${style.green('Authentication is on')} by ${keys.join(', ')}. Tokens are ${jwt ? 'accepted' : 'not accepted'}.\n`
}

function settingRows({ settings }: EffectiveView, all: boolean): string[][] {
  const rows = Object.entries(settings)
    .filter(([, { origin, overridden }]) => all || !('default' in origin) || overridden.length > 0)
    .map(([path, { value, origin, overridden }]) => {
      const lost = overridden.length === 0 ? '' : `, over ${overridden.map(originText).join(', ')}`
      return [`  ${path}`, value === null ? 'unset' : String(value), `${originText(origin)}${lost}`]
    })
  return rows.length === 0 ? [['  all have their default']] : rows
}

function originText(origin: Origin): string {
  if ('default' in origin) return 'default'
  return 'env' in origin ? origin.env : `${origin.file}:${origin.line}:${origin.column}`
}
