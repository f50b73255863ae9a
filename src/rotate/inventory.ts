import { QdrantAuthError } from '../errors.ts'
import { parseServerUrl } from '../server/rest.ts'

/** A node as the inventory has it. */
export interface InventoryNode {
  name: string
  /** Its REST port; undefined where nobody is to ask it. */
  url: URL | undefined
  /** Directory that it is started in, with its config; relative to the inventory. */
  directory: string | undefined
  /** Program and arguments that restart it; never a shell's text. */
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
 * An inventory (`qdrant-auth.yaml`) from its plain values: `{ca?, cert?, key?, nodes: [{name, url?, config?, restart?: [program, …]}]}`.
 * Throws `file-malformed` with the place of what cannot be used.
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

function parseNode(value: unknown, where: string): InventoryNode {
  const { name, url, config, restart, ...others } = table(value, where)
  if (typeof name !== 'string' || !/^[\w.-]{1,253}$/.test(name)) throw bad(`${where} has no name`)
  requireNoMore(others, name)
  const address = optionalText(url, `the url of ${name}`)
  return {
    name,
    url: address === undefined ? undefined : parseServerUrl(address),
    directory: optionalText(config, `the config of ${name}`),
    restart: parseRestart(restart, name),
  }
}

function parseRestart(value: unknown, name: string): readonly string[] | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) return value
  throw bad(
    `restart of ${name} is no list of a program and its arguments`,
    'write [systemctl, restart, qdrant]',
  )
}

function table(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw bad(`${where} is no mapping`)
}

function optionalText(value: unknown, what: string): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw bad(`${what} is no text`)
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
