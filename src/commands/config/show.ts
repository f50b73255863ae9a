import { resolve } from 'node:path'
import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import type { Style } from '../../cli/style.ts'
import { columns, columnsBehindNames } from '../../cli/table.ts'
import { finish } from '../../cli/verb.ts'
import { PAGE_WIDTH, wrap } from '../../cli/wrap.ts'
import { diskOf, isConfigured, requireServerDirectory } from '../../config/directory.ts'
import { type EffectiveView, effectiveView, originText, portText } from '../../config/effective-view.ts'
import { EXIT } from '../../errors.ts'
import { nameFrom } from '../../files/below.ts'
import type { Finding } from '../../finding.ts'
import { clusterNodes } from '../../init/node-files.ts'
import { loadEffective } from '../../qdrant/config/effective.ts'
import { shown, shownLines } from '../../shown.ts'
import { type ProcessFlags, processFrom, type ServerProcess, startIn, withProcess } from './server-process.ts'

export interface ShowOptions {
  /** Absolute; where the server is started. */
  directory: string
  server: ServerProcess
  showSecrets: boolean
  all: boolean
  /** Judge it by the rules of `config validate` too, which only `--json` prints. */
  judged: boolean
  cwd: string
  now: Date
}

export function create(context: Context, run: (options: ShowOptions) => Promise<Report> = runShow): Command {
  const command = new Command('show')
    .description(
      'Show what the server will really use: every setting with its origin, and what each port demands. Exit 1 when it would not start.',
    )
    .argument('[dir]', 'directory that Qdrant is started in', '.')
    .argument('[server-args...]', "the server's own arguments, after --")
    .option('--all', 'also settings that have their default')
    .option('--show-secrets', 'print keys instead of their fingerprints')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config show my-qdrant
  $ qdrant-auth config show --environment --config-path /etc/qdrant/secrets.yaml`,
    )
  return withProcess(command).action((dir: string, serverArguments: string[], flags: Flags) =>
    finish(context, async () =>
      run({
        directory: context.path(dir),
        server: await processFrom(flags, context, serverArguments),
        showSecrets: flags.showSecrets === true,
        all: flags.all === true,
        judged: context.globals.json,
        cwd: context.cwd,
        now: context.io.now(),
      }),
    ),
  )
}

interface Flags extends ProcessFlags {
  all?: true
  showSecrets?: true
}

export async function runShow(options: ShowOptions): Promise<Report> {
  const { directory, server } = options
  requireServerDirectory(
    directory,
    'name the directory that Qdrant is started in; config validate takes single files',
  )
  const nodes = await clusterNodes(directory)
  const [node] = nodes
  const config = loadEffective(startIn(directory, server, node))
  const view = effectiveView(config, options.showSecrets)
  return {
    json: { ...view, findings: options.judged ? await findingsOf(options, nodes) : [] },
    text: (style) => inWords(view, options.all, style),
    notes: [
      ...server.notes,
      ...(isConfigured(config) ? [] : [UNCONFIGURED]),
      ...(node === undefined ? [] : [asNodeNote(node)]),
      ...view.limits.map((message): Note => ({ level: 'warning', message })),
    ],
    exitCode: view.starts === false ? EXIT.findings : EXIT.done,
  }
}

const asNodeNote = (node: string): Note => ({
  level: 'note',
  message: `shown as the node ${node} of this cluster has it`,
  hint: `the server's arguments belong behind --: config show . -- --uri https://${node}:6335`,
})

/** More likely the wrong directory than an open server. */
const UNCONFIGURED: Note = {
  level: 'warning',
  message: 'no configuration is here: this is how a server without any would start',
  hint: 'name the directory that Qdrant is started in, where config/config.yaml is',
}

/** The rules are loaded for those who read them. */
async function findingsOf(
  { directory, server, cwd, now }: ShowOptions,
  nodes: readonly string[],
): Promise<Finding[]> {
  const { validateNodes } = await import('../../config/validate.ts')
  const disk = diskOf(directory)
  const { findings } = await validateNodes(nodes, (node) => ({
    ...startIn(directory, server, node),
    disk,
    complete: true,
    now,
    disabled: [],
    nameOf: (file) => nameFrom(cwd, resolve(directory, file)),
  }))
  return findings
}

function inWords(view: EffectiveView, all: boolean, style: Style): string {
  const { auth, ports, layers, log } = view
  const sections = [
    startText(view, style),
    view.starts === false ? '' : authText(auth, style),
    '\n',
    columns([
      ['REST', shown(portText(ports.rest))],
      ['gRPC', shown(portText(ports.grpc))],
      ['metrics', shown(portText(ports.metrics))],
      ['nodes', shown(portText(ports.p2p))],
    ]),
    '\nLayers, later ones win\n',
    columns(
      layers.map(({ name, file, loaded, reason }) => [
        `  ${name}`,
        shown(file ?? ''),
        loaded ? 'read' : (reason ?? 'not read'),
      ]),
    ),
    '\nSettings\n',
    columnsBehindNames(settingRows(view, all), PAGE_WIDTH),
    log.length === 0 ? '' : `\nThe server will log\n${log.map((line) => `  ${theirs(line)}\n`).join('')}`,
  ]
  return sections.join('')
}

function startText({ starts, startError, undecided, outcomes }: EffectiveView, style: Style): string {
  if (undecided)
    return `${style.yellow(`The outcome is random: ${outcomes.length} are possible, and this is one of them.`)}\n`
  return starts === false ? `${style.red('The server does not start:')} ${theirs(startError ?? '')}\n` : ''
}

/** A message of the server, of which no line can pass for one of ours. */
const theirs = (text: string): string => shownLines(text.replace(/\n(?=[^\n])/g, '\n    '))

function authText(
  { enabled, apiKey, altApiKey, readOnlyApiKey, jwt }: EffectiveView['auth'],
  style: Style,
): string {
  if (!enabled) return `${style.red('Authentication is OFF: everybody may do everything.')}\n`
  const keys = Object.entries({
    api_key: apiKey,
    alt_api_key: altApiKey,
    read_only_api_key: readOnlyApiKey,
  }).flatMap(([name, key]) => (key === null ? [] : `${name} ${shown(key)}`))
  const on = 'Authentication is on'
  const text = `${on} by ${keys.join(', ')}. Tokens are ${jwt ? 'accepted' : 'not accepted'}.`
  return wrap(text, PAGE_WIDTH).replace(on, style.green(on))
}

function settingRows({ settings }: EffectiveView, all: boolean): string[][] {
  const rows = Object.entries(settings)
    .filter(([, { origin, overridden }]) => all || !('default' in origin) || overridden.length > 0)
    .flatMap(([path, { value, origin, overridden }]) => [
      [`  ${path}`, value === null ? 'unset' : shown(String(value)), shown(originText(origin))],
      ...overridden.map((lost) => ['', '', shown(`over ${originText(lost)}`)]),
    ])
  return rows.length === 0 ? [['  all have their default']] : rows
}
