import { join, resolve } from 'node:path'
import { loadReadable } from '../config/readable.ts'
import { diskFiles } from '../config/server-files.ts'
import { QdrantAuthError } from '../errors.ts'
import { statIfPresent } from '../files/read.ts'
import { asNode, clusterNodes } from '../init/node-files.ts'
import type { EffectiveConfig } from '../qdrant/config/effective.ts'
import { CLOSED, type Outcome, type Port } from '../qdrant/config/outcome.ts'
import type { Identity } from '../server/rest.ts'
import { readTrustFiles } from '../server/trust.ts'
import type { Hands } from './hands.ts'
import { type KeyHolder, openHolder } from './holders/holder.ts'
import { besideOf, type Inventory, type InventoryNode } from './inventory.ts'
import { API } from './settings.ts'

/** A node with everything that is needed to change it and to ask it. */
export interface ClusterNode {
  name: string
  rest: URL
  /** Undefined where it has none. */
  grpc: URL | undefined
  /** Undefined where it has none, or nobody knows. */
  p2p: URL | undefined
  holder: KeyHolder
  /** Undefined where a person restarts it. */
  restart: readonly string[] | undefined
  /** Absolute; undefined where its config is not on this machine. */
  directory: string | undefined
  /** What its config came to when the cluster was opened. */
  config: EffectiveConfig | undefined
}

export interface Cluster {
  nodes: readonly ClusterNode[]
  authority: string | undefined
  identity: Identity | undefined
  allowPlaintext: boolean
  /** Absolute; restart commands run here. */
  base: string
}

/** The nodes of an inventory, ready to be worked on. Throws where one could not be changed or asked. */
export async function openCluster(
  inventory: Inventory,
  { base, allowPlaintext }: Pick<Cluster, 'base' | 'allowPlaintext'>,
  hands: Hands,
): Promise<Cluster> {
  const nodes = await Promise.all(inventory.nodes.map((node) => openNode(node, base, hands)))
  for (const [index, { name, rest }] of nodes.entries()) {
    const other = nodes.slice(0, index).find((node) => node.rest.href === rest.href)
    // What one process answers would prove nothing of the other node.
    if (other !== undefined)
      throw new QdrantAuthError('bad-value', `${other.name} and ${name} have the same url in the inventory`, {
        hints: ['each node needs an address of its own, not that of a load balancer; nothing was changed'],
      })
  }
  return { nodes, base, allowPlaintext, ...(await readTrust(inventory, base)) }
}

export async function readTrust(
  { authority, identity }: Inventory,
  base: string,
): Promise<Pick<Cluster, 'authority' | 'identity'>> {
  const full = (file: string) => resolve(base, file)
  const trust = await readTrustFiles({
    authority: authority === undefined ? undefined : full(authority),
    identity: identity && { certificate: full(identity.certificate), key: full(identity.key) },
  })
  return {
    authority: trust.authority && Buffer.from(trust.authority.bytes).toString('utf8'),
    identity: trust.identity,
  }
}

async function openNode(node: InventoryNode, base: string, hands: Hands): Promise<ClusterNode> {
  const { name, url, restart } = node
  if (url === undefined)
    throw new QdrantAuthError('bad-value', `${name} has no url, so nothing about it could be proved`, {
      hints: [
        'one node: --url https://localhost:6333, and --ca tls/cacert.pem where the CA is private',
        `in an inventory: {name: ${name}, url: "https://${name}:6333"}`,
      ],
    })
  const directory = node.directory === undefined ? undefined : resolve(base, node.directory)
  const config = directory === undefined ? undefined : await effectiveIn(directory, name)
  const ports = config && portsOf(config.outcomes[0])
  return {
    name,
    rest: url,
    grpc: node.grpc === null ? undefined : (node.grpc ?? portOf(ports?.grpc, url, 6334)),
    p2p: node.p2p ?? portOf(ports?.p2p, url, undefined),
    holder: openHolder(node.holder ?? { kind: 'file', path: keyFile(name, directory, config) }, base, hands),
    restart,
    directory,
    config,
  }
}

/** The ports of a node by its config; it may well start where it runs and not on this machine, for want of a certificate. */
function portsOf({ starts, ports, values, error }: Outcome): { grpc: Port; p2p: Port } | undefined {
  if (starts) return ports
  // Nothing of it could be read.
  if (error?.layer !== undefined || error?.failure !== undefined) return undefined
  const port = (isAskedFor: boolean, path: string, tls: string): Port => {
    const number = isAskedFor ? values.port(path) : undefined
    return number === undefined ? CLOSED : { ...CLOSED, state: 'open', port: number, tls: values.flag(tls) }
  }
  return {
    grpc: port(true, 'service.grpc_port', 'service.enable_tls'),
    p2p: port(values.flag('cluster.enabled'), 'cluster.p2p.port', 'cluster.p2p.enable_tls'),
  }
}

/** What the config says, else the usual one. */
function portOf(port: Port | undefined, rest: URL, usual: number | undefined): URL | undefined {
  if (port === undefined) return usual === undefined ? undefined : besideOf(rest, usual)
  return port.state === 'open' && port.port ? besideOf(rest, port.port, port.tls) : undefined
}

/** The configuration of a directory as the server started there would have it. */
export async function effectiveIn(directory: string, name: string): Promise<EffectiveConfig> {
  if (statIfPresent(directory)?.isDirectory() !== true)
    throw new QdrantAuthError('file-missing', `the directory of ${name} is not there: ${directory}`)
  const nodes = await clusterNodes(directory)
  const node = nodes.find((one) => one === name) ?? nodes[0]
  return loadReadable({ directory, files: asNode(diskFiles(directory, undefined), node) })
}

/** The file that sets the key now; where none does, the one for what is local to the machine. */
function keyFile(name: string, directory: string | undefined, config: EffectiveConfig | undefined): string {
  if (directory === undefined || config === undefined)
    throw new QdrantAuthError('bad-value', `nobody knows where the keys of ${name} stand`, {
      hints: ['give config: its directory, or keys: the file, in the inventory'],
    })
  const source = config.outcomes[0].given.get(API)?.raw.source
  if (source?.variable !== undefined)
    throw new QdrantAuthError('bad-value', `${name} has its api_key from the variable ${source.variable}`, {
      hints: ['move it into config/local.yaml first: a variable is not to be seen or changed from here'],
    })
  return resolve(directory, source?.file ?? join('config', 'local.yaml'))
}
