import { dirname, resolve } from 'node:path'
import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import type { Note, Report } from '../../cli/report.ts'
import type { Style } from '../../cli/style.ts'
import { columns } from '../../cli/table.ts'
import { finish } from '../../cli/verb.ts'
import { diskFiles } from '../../config/server-files.ts'
import { parseYaml } from '../../config/yaml-list.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { readRegularFile, statIfPresent } from '../../files/read.ts'
import { loadEffective } from '../../qdrant/config/effective.ts'
import { type Inventory, type InventoryNode, parseInventory } from '../../rotate/inventory.ts'
import { planRotation, type RotationPlan } from '../../rotate/plan.ts'
import { type NodeSurvey, remarksOn, requireCommonKey, surveyOf } from '../../rotate/survey.ts'
import { type Answer, callServer, type Endpoint, parseServerUrl } from '../../server/rest.ts'

export interface PlanOptions {
  inventory: Inventory
  /** Absolute; paths of the inventory start from it. */
  directory: string
  signal: AbortSignal
}

interface Flags {
  inventory?: string
  config?: string
  url?: string
  ca?: string
}

const DEFAULT_INVENTORY = 'qdrant-auth.yaml'
const LIMIT = 1 << 20

export function create(context: Context, run: (options: PlanOptions) => Promise<Report> = runPlan): Command {
  return new Command('plan')
    .description(
      'Say in which phases api_key can be replaced without refusing anybody. Reads, and changes nothing.',
    )
    .option(
      '--inventory <file>',
      `the nodes: {ca, cert, key, nodes: [{name, url, config, restart}]} (${DEFAULT_INVENTORY})`,
    )
    .option('--config <dir>', 'without an inventory: the directory that the one node is started in (.)')
    .option('--url <url>', 'without an inventory: its REST port, to ask for its version')
    .option('--ca <file>', 'without an inventory: the CA of its certificate')
    .addHelpText(
      'after',
      `
No key is sent: a node tells its version to anybody. What is not known counts as
the less safe of its possibilities.

Examples:
  $ qdrant-auth rotate plan --url https://localhost:6333 --ca tls/cacert.pem
  $ qdrant-auth rotate plan --inventory qdrant-auth.yaml --json`,
    )
    .action((flags: Flags) => finish(context, async () => run(await optionsFrom(flags, context))))
}

async function optionsFrom(flags: Flags, context: Context): Promise<PlanOptions> {
  const { signal } = context.io
  const { config, url, ca } = flags
  const alone = [config, url, ca].some((flag) => flag !== undefined)
  if (alone && flags.inventory !== undefined)
    throw new QdrantAuthError(
      'usage',
      '--inventory names the nodes; --config, --url and --ca are for one without it',
    )
  const file = flags.inventory ?? DEFAULT_INVENTORY
  if (alone || (flags.inventory === undefined && statIfPresent(context.path(file)) === undefined)) {
    const node = {
      name: 'qdrant',
      url: url === undefined ? undefined : parseServerUrl(url),
      directory: config ?? '.',
    }
    const inventory = { nodes: [{ ...node, restart: undefined }], authority: ca, identity: undefined }
    return { inventory, directory: context.cwd, signal }
  }
  const { bytes } = await readInput(context, file, LIMIT)
  return {
    inventory: parseInventory(parseYaml(bytes.toString('utf8'))),
    directory: file === '-' ? context.cwd : dirname(context.path(file)),
    signal,
  }
}

export async function runPlan(options: PlanOptions): Promise<Report> {
  const { nodes, authority, identity } = options.inventory
  const read = async (file: string): Promise<string> =>
    (await readRegularFile(resolve(options.directory, file), LIMIT)).bytes.toString('utf8')
  const trust = {
    authority: authority === undefined ? undefined : await read(authority),
    identity: identity && { certificate: await read(identity.certificate), key: await read(identity.key) },
  }
  const surveys = await Promise.all(nodes.map((node) => surveyNode(node, trust, options)))
  requireCommonKey(surveys)
  const plan = planRotation(surveys)
  const remarks = remarksOn(surveys)
  return {
    json: { nodes: surveys, ...plan, remarks },
    text: (style) => inWords(surveys, plan, style),
    notes: remarks.map((message): Note => ({ level: 'note', message })),
    exitCode: plan.gaps.length === 0 ? EXIT.done : EXIT.findings,
  }
}

async function surveyNode(
  { name, url, directory }: InventoryNode,
  trust: Pick<Endpoint, 'authority' | 'identity'>,
  options: PlanOptions,
): Promise<NodeSurvey> {
  const root = url === undefined ? undefined : await rootOf(name, { ...trust, url, signal: options.signal })
  const path = directory === undefined ? undefined : resolve(options.directory, directory)
  if (path !== undefined && statIfPresent(path)?.isDirectory() !== true)
    throw new QdrantAuthError('file-missing', `the directory of ${name} is not there: ${path}`)
  const config =
    path === undefined ? undefined : loadEffective({ directory: path, files: diskFiles(path, undefined) })
  return surveyOf({ name, config, root })
}

/** Says which node does not answer. */
async function rootOf(name: string, endpoint: Omit<Endpoint, 'apiKey' | 'allowPlaintext'>): Promise<Answer> {
  try {
    const stranger = { ...endpoint, apiKey: undefined, allowPlaintext: false }
    return await callServer(stranger, { method: 'GET', path: '/' })
  } catch (error) {
    if (!(error instanceof QdrantAuthError)) throw error
    const hints = [...error.hints, 'nothing was changed']
    throw new QdrantAuthError(error.code, `${name}: ${error.message}`, { hints, cause: error })
  }
}

function inWords(nodes: readonly NodeSurvey[], { phases, gaps }: RotationPlan, style: Style): string {
  const rows = nodes.map(({ name, version, enforces, apiKey }) => [
    name,
    version ?? 'unknown',
    enforces === undefined ? 'unknown' : enforces ? 'yes' : 'no',
    apiKey ?? 'unknown',
  ])
  const restarts = phases.filter(({ kind }) => kind === 'restart').length
  const verdict =
    gaps.length === 0 ? 'nobody is refused on the way' : gaps.map((gap) => `\n  GAP: ${gap}`).join('')
  const steps = phases.map(
    ({ kind, title, reason }, index) =>
      `${style.bold(`${index + 1}. ${kind === 'restart' ? 'Every node, one after the other: ' : ''}${title}`)}\n   ${reason}\n`,
  )
  return `${columns([['node', 'version', 'checks peers', 'api_key'], ...rows])}\n${restarts} restart(s) of each node; ${verdict}\n\n${steps.join('')}`
}
