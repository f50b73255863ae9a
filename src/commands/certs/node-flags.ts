import { type Command, Option } from 'commander'
import { nodesFrom } from '../../certs/nodes-file.ts'
import type { Subject } from '../../certs/plan.ts'
import { helmNode } from '../../certs/presets.ts'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import { wholeNumber } from '../../cli/numbers.ts'
import { collect } from '../../cli/repeatable.ts'
import { QdrantAuthError } from '../../errors.ts'
import { composeFilesIn } from '../../files/compose.ts'

/** Whose certificates are to be made: named one by one, in a file, or as a deployment names them. */
export interface NodeFlags {
  node: string[]
  from?: string
  compose?: string | true
  helm?: string
  namespace?: string
  replicas?: number
  clusterDomain?: string
}

export const withNodes = (command: Command): Command =>
  command
    .option('--node <name[=names]>', 'a node, with further DNS names or addresses; repeatable', collect, [])
    .option('--from <file>', 'nodes from a YAML or JSON file: a list of {name, names}')
    .option('--compose [file]', 'a node for every Qdrant service of a compose file')
    .addOption(new Option('--helm <release>', 'all pods of a release of the official chart'))
    .option('--namespace <name>', 'with --helm: the namespace (default)')
    .option('--replicas <n>', 'with --helm: the number of pods (3)', wholeNumber(1, 500))
    .option('--cluster-domain <name>', 'with --helm: the domain of the cluster (cluster.local)')

export async function nodesOf(flags: NodeFlags, context: Context): Promise<Subject[]> {
  const { helm, namespace = 'default', replicas = 3, clusterDomain = 'cluster.local' } = flags
  if (helm === undefined) requireNone(flags)
  return [
    ...flags.node.map(subject),
    ...(flags.from === undefined ? [] : nodesFrom(await yamlIn(flags.from, context))),
    ...(flags.compose === undefined ? [] : await composeNodes(flags.compose, context)),
    ...(helm === undefined ? [] : [helmNode({ release: helm, namespace, replicas, clusterDomain })]),
  ]
}

function requireNone({ namespace, replicas, clusterDomain }: NodeFlags): void {
  if ([namespace, replicas, clusterDomain].every((value) => value === undefined)) return
  throw new QdrantAuthError('usage', '--namespace, --replicas and --cluster-domain belong to --helm')
}

/** `NAME` or `NAME=name,ip,…`. */
export function subject(text: string): Subject {
  const [name = '', names = ''] = text.split(/=(.*)/s)
  return { name, names: names.split(',').filter(Boolean) }
}

const LIMIT = 4 << 20

async function yamlIn(file: string, context: Context): Promise<unknown> {
  const { parseYaml } = await import('../../config/yaml-list.ts')
  return parseYaml((await readInput(context, file, LIMIT)).bytes.toString('utf8'))
}

async function composeNodes(given: string | true, context: Context): Promise<Subject[]> {
  const { qdrantServices } = await import('../../config/manifest.ts')
  const file = given === true ? composeFilesIn(context.cwd)[0] : given
  if (file === undefined)
    throw new QdrantAuthError('file-missing', 'there is no compose.yaml here', { hints: ['--compose FILE'] })
  return qdrantServices((await readInput(context, file, LIMIT)).bytes.toString('utf8'))
}
