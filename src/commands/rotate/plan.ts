import { resolve } from 'node:path'
import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import type { Style } from '../../cli/style.ts'
import { columns } from '../../cli/table.ts'
import { finish } from '../../cli/verb.ts'
import { PAGE_WIDTH, wrap } from '../../cli/wrap.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { effectiveIn, readTrust } from '../../rotate/cluster.ts'
import type { Inventory, InventoryNode } from '../../rotate/inventory.ts'
import { strangersIn } from '../../rotate/peers.ts'
import { planRotation, type RotationPlan } from '../../rotate/plan.ts'
import { API } from '../../rotate/settings.ts'
import { type NodeSurvey, remarksOn, requireCommonKey, surveyOf } from '../../rotate/survey.ts'
import { together } from '../../rotate/together.ts'
import { type Answer, callServer, type Endpoint, isPrivate } from '../../server/rest.ts'
import { type NodesFlags, nodesFrom, withNodes } from './nodes-flags.ts'

export interface PlanOptions {
  inventory: Inventory
  /** Absolute; paths of the inventory start from it. */
  directory: string
  signal: AbortSignal
}

export function create(context: Context, run: (options: PlanOptions) => Promise<Report> = runPlan): Command {
  return withNodes(new Command('plan'))
    .description(
      'Say in which phases api_key can be replaced without refusing anybody. Reads, and changes nothing.',
    )
    .addHelpText(
      'after',
      `
A node tells its version to anybody. Where its config is at hand, its key is
used to ask for its peers, over TLS or on this machine only. What is not known
counts as the less safe of its possibilities.

Examples:
  $ qdrant-auth rotate plan --url https://localhost:6333 --ca tls/cacert.pem
  $ qdrant-auth rotate plan --inventory qdrant-auth.yaml --json`,
    )
    .action((flags: NodesFlags) => finish(context, async () => run(await optionsFrom(flags, context))))
}

async function optionsFrom(flags: NodesFlags, context: Context): Promise<PlanOptions> {
  const { inventory, base } = await nodesFrom(flags, context, [])
  return { inventory, directory: base, signal: context.io.signal }
}

export async function runPlan(options: PlanOptions): Promise<Report> {
  const { inventory, directory } = options
  const { nodes } = inventory
  const trust = await readTrust(inventory, directory)
  const surveyed = await together(nodes, (node) => surveyNode(node, trust, options))
  const surveys = surveyed.map(({ survey }) => survey)
  requireCommonKey(surveys)
  const plan = planRotation(surveys)
  const remarks = [...remarksOn(surveys), ...(await peersLeftOut(surveyed, trust, options))]
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
): Promise<Surveyed> {
  const root = url === undefined ? undefined : await rootOf(name, { ...trust, url, signal: options.signal })
  const config =
    directory === undefined ? undefined : await effectiveIn(resolve(options.directory, directory), name)
  const key = config?.outcomes[0].values.text(API)
  return { survey: surveyOf({ name, config, root }), rest: url, key: key === '' ? undefined : key }
}

interface Surveyed {
  survey: NodeSurvey
  rest: URL | undefined
  /** Its api_key, where its config is at hand. */
  key: string | undefined
}

/** Peers that the nodes know and the inventory lacks: they would refuse the others. A key is sent where nobody can listen. */
async function peersLeftOut(
  surveyed: readonly Surveyed[],
  trust: Pick<Endpoint, 'authority' | 'identity'>,
  { signal }: PlanOptions,
): Promise<string[]> {
  const askable = surveyed.flatMap(({ rest, key }) =>
    rest !== undefined && key !== undefined && isPrivate(rest) ? [{ rest, key }] : [],
  )
  const [first] = askable
  if (first === undefined) return []
  const cluster = {
    nodes: askable,
    allowPlaintext: false,
    authority: trust.authority,
    identity: trust.identity,
  }
  try {
    const strangers = await strangersIn(cluster, [first.key], signal)
    return strangers.map((one) => `a peer of the cluster is no node of the inventory: ${one}`)
  } catch (error) {
    if (!(error instanceof QdrantAuthError)) throw error
    return [`the peers of the nodes are not known: ${error.message}`]
  }
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
    gaps.length === 0
      ? '; nobody is refused on the way'
      : gaps.map((gap) => `\n${wrap(gap, PAGE_WIDTH, '    ', '  GAP: ').trimEnd()}`).join('')
  const steps = phases.map(
    ({ kind, title, reason }, index) =>
      `${style.bold(`${index + 1}. ${kind === 'restart' ? 'Every node, one after the other: ' : ''}${title}`)}\n${wrap(reason, PAGE_WIDTH, '   ')}`,
  )
  return `${columns([['node', 'version', 'checks peers', 'api_key'], ...rows])}\n${restarts} restart(s) of each node${verdict}\n\n${steps.join('')}`
}
