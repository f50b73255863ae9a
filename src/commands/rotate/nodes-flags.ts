import { dirname } from 'node:path'
import { type Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import { QdrantAuthError } from '../../errors.ts'
import { statIfPresent } from '../../files/read.ts'
import { composeInventory } from '../../rotate/discover/compose.ts'
import { kubernetesInventory } from '../../rotate/discover/kubernetes.ts'
import { systemdInventory } from '../../rotate/discover/systemd.ts'
import { HOLDER_TIMEOUT } from '../../rotate/holders/holder.ts'
import type { Inventory } from '../../rotate/inventory.ts'
import { parseServerUrl } from '../../server/rest.ts'
import { DEFAULT_INVENTORY, readInventory } from '../inventory-file.ts'
import { type TrustFlags, trustFilesFrom } from '../trust-flags.ts'

/** Flags that say which nodes there are. */
export interface NodesFlags extends TrustFlags {
  inventory?: string
  compose?: string
  kubernetes?: string
  systemd?: string
  config?: string
  url?: string
  allowPlaintext?: true
}

export interface GivenNodes {
  inventory: Inventory
  /** Absolute; paths of the inventory start from it. */
  base: string
}

const LIMIT = 1 << 20

export const withNodes = (command: Command): Command =>
  command
    .option(
      '--inventory <file>',
      `the nodes: {ca, cert, key, nodes: [{name, url, grpc, config, keys, restart}]} (${DEFAULT_INVENTORY})`,
    )
    .addOption(
      new Option('--compose <file>', 'the nodes of a compose file').conflicts(['kubernetes', 'systemd']),
    )
    .addOption(
      new Option('--kubernetes <namespace/statefulset>', 'the pods of a StatefulSet').conflicts('systemd'),
    )
    .option('--systemd <hosts>', 'qdrant.service on these hosts, over ssh: n1,root@n2')
    .option('--config <dir>', 'one node: the directory that it is started in (.)')
    .option('--url <url>', 'one node, or the form of all: https://{host}:6333')
    .option('--ca <file>', "the CA of the nodes' certificates")
    .option('--client-cert <file>', 'certificate to show where a node demands one')
    .option('--client-key <file>', 'its key')

/**
 * The nodes as the flags give them; `qdrant-auth.yaml` where they give none and it is there, else the one of this directory.
 * `secretVariables` are not for kubectl.
 */
export async function nodesFrom(
  flags: NodesFlags,
  context: Context,
  secretVariables: readonly string[],
): Promise<GivenNodes> {
  const { inventory: file, compose, kubernetes, systemd, config, url } = flags
  const ways = [file, compose, kubernetes, systemd, config].filter((way) => way !== undefined)
  if (ways.length > 1)
    throw new QdrantAuthError('usage', 'the nodes come from one place', {
      hints: ['give one of --inventory, --compose, --kubernetes, --systemd and --config'],
    })
  if (file !== undefined && url !== undefined)
    throw new QdrantAuthError('usage', 'an inventory has the url of each of its nodes: leave --url out')
  const here = { base: context.cwd }
  // Absolute, as paths of the inventory start elsewhere.
  const trust = trustFilesFrom(flags, context)
  const form = { url, ...trust }
  if (compose !== undefined) {
    if (compose === '-')
      throw new QdrantAuthError('usage', '--compose takes a file: docker compose reads it at every restart')
    const { bytes } = await readInput(context, compose, LIMIT)
    const path = context.path(compose)
    return { base: dirname(path), inventory: composeInventory(bytes.toString('utf8'), path, form) }
  }
  if (kubernetes !== undefined) {
    const options = { cwd: context.cwd, without: secretVariables, timeout: HOLDER_TIMEOUT }
    const capture = (argv: readonly string[]) => context.io.capture(argv, options)
    return { ...here, inventory: await kubernetesInventory(kubernetes, form, capture) }
  }
  if (systemd !== undefined) return { ...here, inventory: systemdInventory(systemd, form) }
  const alone = config !== undefined || url !== undefined
  const named = file ?? DEFAULT_INVENTORY
  if (alone || (file === undefined && statIfPresent(context.path(named)) === undefined)) {
    const node = {
      name: 'qdrant',
      url: url === undefined ? undefined : parseServerUrl(url),
      grpc: undefined,
      p2p: undefined,
      directory: config ?? '.',
      holder: undefined,
      restart: undefined,
    }
    return { ...here, inventory: { nodes: [node], ...trust } }
  }
  const { inventory, base } = await readInventory(named, context)
  const { authority, identity } = inventory
  return {
    base,
    inventory: {
      ...inventory,
      authority: trust.authority ?? authority,
      identity: trust.identity ?? identity,
    },
  }
}
