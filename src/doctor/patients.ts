import { QdrantAuthError } from '../errors.ts'
import type { Patient } from './examine.ts'
import type { Credential, LocalFacts, NodeTarget } from './facts.ts'

/**
 * What is asked with which credentials: every node with those of its own config, those given by hand, and those of the
 * other nodes. With `here` a node without a URL is asked where its config has it listen on this machine.
 */
export function patientsOf(
  nodes: readonly { target: NodeTarget; local: LocalFacts | undefined }[],
  given: readonly Credential[],
  here: boolean,
): Patient[] {
  const all = nodes.flatMap(({ local }) => local?.credentials ?? [])
  return nodes.map(({ target, local }) => {
    const mine = distinct([...(local?.credentials ?? []), ...given])
    return {
      target: here ? { ...target, url: target.url ?? urlOf(target, local) } : target,
      local,
      mine,
      credentials: distinct([...mine, ...all]),
    }
  })
}

/** One of each value, under its first name, which is that of the config; a key that must not write is kept in any case. */
const distinct = (credentials: readonly Credential[]): Credential[] =>
  credentials.filter(
    ({ value, expected }, index) =>
      credentials.findIndex(
        (other) => other.value === value && (expected !== 'read' || other.expected === 'read'),
      ) === index,
  )

/** Where a server that is started there listens, as this machine calls it. */
function urlOf({ directory }: NodeTarget, local: LocalFacts | undefined): URL | undefined {
  const rest = local?.outcome?.starts === true ? local.outcome.ports.rest : undefined
  if (rest?.state === 'open' && rest.port)
    return new URL(`${rest.tls ? 'https' : 'http'}://localhost:${rest.port}`)
  if (local?.outcome?.starts === false) return undefined
  throw new QdrantAuthError('missing-answer', `which port a server in ${directory} listens on is not known`, {
    hints: ['give its URL: qdrant-auth doctor http://localhost:6333 --config DIR'],
  })
}
