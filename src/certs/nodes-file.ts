import { QdrantAuthError } from '../errors.ts'
import type { Subject } from './plan.ts'

/**
 * Nodes from a parsed YAML or JSON file: a list of names and of `{name, names}`, or a mapping of names to lists. An
 * entry that is neither is a `bad-value` that says where it stands.
 */
export function nodesFrom(value: unknown): Subject[] {
  if (Array.isArray(value)) return value.map((entry, index) => nodeFrom(entry, `entry ${index + 1}`))
  if (!isMapping(value)) throw bad('it is neither a list nor a mapping of nodes')
  return Object.entries(value).map(([name, names]) => nodeFrom({ name, names: names ?? [] }, name))
}

function nodeFrom(entry: unknown, where: string): Subject {
  if (typeof entry === 'string') return { name: entry, names: [] }
  if (!isMapping(entry)) throw bad(`${where} is neither a name nor a mapping`)
  const { name, names = [], ...others } = entry
  const [other] = Object.keys(others)
  if (other !== undefined) throw bad(`${where} has an unknown key ${JSON.stringify(other)}`)
  if (typeof name !== 'string') throw bad(`${where} has no name`)
  if (!Array.isArray(names) || !names.every((one) => typeof one === 'string')) {
    throw bad(`the names of ${name} are not a list of texts`)
  }
  return { name, names }
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const bad = (reason: string): QdrantAuthError =>
  new QdrantAuthError('bad-value', `the list of nodes cannot be used: ${reason}`, {
    hints: ['write a list:  - {name: qdrant-1, names: [10.0.0.1, qdrant-1.example.org]}'],
  })
