import { QdrantAuthError } from '../errors.ts'
import { parseServerUrl } from '../server/rest.ts'

/** Where a node's keys stand: a YAML file on this machine, one on another machine over ssh, or an entry of a Kubernetes Secret. */
export type HolderPlace =
  | { kind: 'file'; path: string }
  | { kind: 'ssh'; host: string; path: string }
  | { kind: 'secret'; namespace: string; name: string; entry: string }

/** A node as the inventory has it. */
export interface InventoryNode {
  name: string
  /** Its REST port; undefined where nobody is to ask it. */
  url: URL | undefined
  /** Its gRPC port, null where it has none; undefined takes what its config says, else 6334. */
  grpc: URL | null | undefined
  /** Its node port, asked only where nodes ask each other for the key; undefined takes what its config says. */
  p2p: URL | undefined
  /** Directory that it is started in, with its config; relative to the inventory. */
  directory: string | undefined
  /** Where its keys stand; undefined takes the file of `directory` that sets them now. */
  holder: HolderPlace | undefined
  /** Program and arguments that restart it; never a shell's text. Undefined where a person does it. */
  restart: readonly string[] | undefined
}

export interface Inventory {
  nodes: readonly InventoryNode[]
  /** CA file that the nodes' certificates are checked against; relative to the inventory. */
  authority: string | undefined
  /** Certificate and key that are shown to nodes which demand one; relative to the inventory. */
  identity: { certificate: string; key: string } | undefined
}

/**
 * An inventory (`qdrant-auth.yaml`) from its plain values: `{ca?, cert?, key?, nodes: [{name, url?, grpc?, p2p?, config?,
 * keys?, host?, secret?: {namespace, name, entry}, restart?: [program, …]}]}`. Throws `file-malformed` with the place of what
 * cannot be used.
 */
export function parseInventory(value: unknown): Inventory {
  const { ca, cert, key, nodes, ...others } = table(value, 'it')
  requireNoMore(others, 'it')
  if (!Array.isArray(nodes) || nodes.length === 0) throw bad('it has no list of nodes')
  const parsed = nodes.map((node, index) => parseNode(node, `node ${index + 1}`))
  const names = new Set<string>()
  for (const { name } of parsed) {
    if (names.has(name)) throw bad(`${name} stands in it twice`)
    names.add(name)
  }
  const [certificate, keyFile] = [optionalText(cert, 'cert'), optionalText(key, 'key')]
  if ((certificate === undefined) !== (keyFile === undefined)) throw bad('cert and key belong together')
  return {
    nodes: parsed,
    authority: optionalText(ca, 'ca'),
    identity: certificate === undefined || keyFile === undefined ? undefined : { certificate, key: keyFile },
  }
}

export const isNodeName = (name: string): boolean => /^[\w.-]{1,253}$/.test(name)

function parseNode(value: unknown, where: string): InventoryNode {
  const { name, url, grpc, p2p, config, keys, host, secret, restart, ...others } = table(value, where)
  if (typeof name !== 'string' || !isNodeName(name)) throw bad(`${where} has no name`)
  requireNoMore(others, name)
  const address = optionalText(url, `the url of ${name}`)
  const rest = address === undefined ? undefined : parseServerUrl(address)
  return {
    name,
    url: rest,
    grpc: grpc === null ? null : parsePort(grpc, rest, `the grpc of ${name}`),
    p2p: parsePort(p2p, rest, `the p2p of ${name}`),
    directory: optionalText(config, `the config of ${name}`),
    holder: parseHolder({ keys, host, secret }, name),
    restart: parseRestart(restart, name),
  }
}

/** A number is a port on the same host, in the same way as REST. */
function parsePort(value: unknown, rest: URL | undefined, what: string): URL | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return parseServerUrl(value)
  if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > 65_535)
    throw bad(`${what} is neither a port nor a URL`)
  if (rest === undefined) throw bad(`${what} is a port, and there is no url`)
  return besideOf(rest, Number(value))
}

/** Another port of the same host; `tls` as the REST port has it where it is not told. */
export const besideOf = (rest: URL, port: number, tls = rest.protocol === 'https:'): URL =>
  new URL(`${tls ? 'https' : 'http'}://${rest.hostname}:${port}`)

function parseHolder(
  { keys, host, secret }: { keys: unknown; host: unknown; secret: unknown },
  name: string,
): HolderPlace | undefined {
  const path = optionalText(keys, `the keys of ${name}`)
  const machine = optionalText(host, `the host of ${name}`)
  if (secret !== undefined) {
    if (path !== undefined || machine !== undefined) throw bad(`${name} has keys or host beside a secret`)
    const { namespace, name: secretName, entry, ...others } = table(secret, `the secret of ${name}`)
    requireNoMore(others, `the secret of ${name}`)
    return {
      kind: 'secret',
      namespace: requireWord(namespace, `the namespace of ${name}`),
      name: requireWord(secretName, `the name of the secret of ${name}`),
      entry: requireWord(entry, `the entry of the secret of ${name}`),
    }
  }
  if (machine === undefined) return path === undefined ? undefined : { kind: 'file', path }
  if (path === undefined) throw bad(`${name} has a host, and no keys: the file on it`)
  if (!/^[\w.@:[\]-]+$/.test(machine) || machine.startsWith('-'))
    throw bad(`the host of ${name} cannot be a host`)
  return { kind: 'ssh', host: machine, path }
}

function parseRestart(value: unknown, name: string): readonly string[] | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) return value
  throw bad(
    `restart of ${name} is no list of a program and its arguments`,
    'write [systemctl, restart, qdrant]',
  )
}

/** The inventory as it is written into a file or a journal; `parseInventory` reads it back. */
export function inventoryAsPlain({ nodes, authority, identity }: Inventory): Record<string, unknown> {
  return {
    ...(authority !== undefined && { ca: authority }),
    ...(identity !== undefined && { cert: identity.certificate, key: identity.key }),
    nodes: nodes.map(({ name, url, grpc, p2p, directory, holder, restart }) => ({
      name,
      ...(url !== undefined && { url: url.href }),
      ...(grpc !== undefined && { grpc: grpc === null ? null : grpc.href }),
      ...(p2p !== undefined && { p2p: p2p.href }),
      ...(directory !== undefined && { config: directory }),
      ...(holder?.kind === 'file' && { keys: holder.path }),
      ...(holder?.kind === 'ssh' && { host: holder.host, keys: holder.path }),
      ...(holder?.kind === 'secret' && {
        secret: { namespace: holder.namespace, name: holder.name, entry: holder.entry },
      }),
      ...(restart !== undefined && { restart }),
    })),
  }
}

function table(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw bad(`${where} is no mapping`)
}

function optionalText(value: unknown, what: string): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw bad(`${what} is no text`)
}

/** A name that stands alone as an argument of another program. */
function requireWord(value: unknown, what: string): string {
  if (typeof value === 'string' && /^[\w.][\w.-]{0,252}$/.test(value)) return value
  throw bad(`${what} is no name`)
}

function requireNoMore(others: Record<string, unknown>, where: string): void {
  const [other] = Object.keys(others)
  if (other !== undefined) throw bad(`${where} has an unknown key ${JSON.stringify(other)}`)
}

const bad = (
  reason: string,
  hint = 'nodes: [{name: n1, url: "https://n1:6333", config: ./n1}]',
): QdrantAuthError =>
  new QdrantAuthError('file-malformed', `the inventory cannot be used: ${reason}`, { hints: [hint] })
