import { resolve } from 'node:path'
import type { Context } from '../cli/context.ts'
import type { NodeTarget } from '../doctor/facts.ts'
import { QdrantAuthError } from '../errors.ts'
import { statIfPresent } from '../files/read.ts'
import { parseServerUrl } from '../server/rest.ts'
import type { TrustFiles } from '../server/trust.ts'
import { DEFAULT_INVENTORY, readInventory } from './inventory-file.ts'

/** Nodes and what belongs to all of them; paths are absolute. */
export interface Targets extends TrustFiles {
  nodes: NodeTarget[]
  /** Nobody gave a URL: the node is asked where its config has it listen on this machine. */
  here: boolean
}

/** Where a server without any configuration is. */
const DEFAULT_URL = 'http://localhost:6333'
const HOST_AND_PORT = /^[\w.-]+:\d+$/

/** From a URL, an inventory, or what lies here: an inventory, else a config, else a server as it comes. */
export async function targetsFrom(
  given: string | undefined,
  directory: string | undefined,
  context: Context,
): Promise<Targets> {
  if (given !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(given))
    return alone(parseServerUrl(given), directory, context)
  if (given !== undefined && directory !== undefined)
    throw new QdrantAuthError('usage', 'an inventory names the directories of its nodes: leave --config out')
  if (given !== undefined) {
    if (HOST_AND_PORT.test(given) && statIfPresent(context.path(given)) === undefined)
      throw new QdrantAuthError('usage', `"${given}" is neither a URL nor a file of nodes`, {
        hints: [`write https://${given}, or http://${given} where there is no TLS`],
      })
    if (statIfPresent(context.path(given))?.isDirectory() === true)
      throw new QdrantAuthError('usage', `${JSON.stringify(given)} is a directory, and no file of nodes`, {
        hints: ['the directory that a node is started in goes behind --config'],
      })
    return fromInventory(given, context)
  }
  if (directory !== undefined) return alone(undefined, directory, context)
  if (statIfPresent(context.path(DEFAULT_INVENTORY)) !== undefined)
    return fromInventory(DEFAULT_INVENTORY, context)
  const hasConfig = statIfPresent(context.path('config'))?.isDirectory() === true
  return hasConfig ? alone(undefined, '.', context) : alone(new URL(DEFAULT_URL), undefined, context)
}

const alone = (url: URL | undefined, directory: string | undefined, context: Context): Targets => {
  const path = directory === undefined ? undefined : context.path(directory)
  return {
    nodes: [{ name: 'qdrant', url, grpc: undefined, p2p: undefined, directory: path, restart: undefined }],
    authority: undefined,
    identity: undefined,
    here: url === undefined,
  }
}

async function fromInventory(file: string, context: Context): Promise<Targets> {
  const { inventory, base } = await readInventory(file, context)
  const { nodes, authority, identity } = inventory
  const full = (path: string) => resolve(base, path)
  return {
    nodes: nodes.map(({ name, url, grpc, p2p, directory, restart }) => ({
      name,
      url,
      grpc,
      p2p,
      directory: directory === undefined ? undefined : full(directory),
      restart,
    })),
    authority: authority === undefined ? undefined : full(authority),
    identity: identity && { certificate: full(identity.certificate), key: full(identity.key) },
    here: false,
  }
}
