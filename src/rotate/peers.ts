import { QdrantAuthError } from '../errors.ts'
import { keepOpen } from '../server/rest.ts'
import { shown } from '../shown.ts'
import { type Askable, askAs, NoAnswer, resultOf, tableIn } from './ask.ts'
import { plain } from './foreign.ts'
import { together } from './together.ts'

/** Peers of the cluster that none of these nodes is, as `id at uri`. */
export async function strangersIn(
  cluster: Askable & { nodes: readonly { rest: URL }[] },
  keys: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const own = new Set<string>()
  const peers = new Map<string, string>()
  await together(cluster.nodes, async ({ rest }) => {
    const agent = await keepOpen(rest)
    try {
      const { peer_id, peers: known } = await resultOf(askAs(keys, rest, cluster, '/cluster', agent, signal))
      if (peer_id !== undefined) own.add(String(peer_id))
      for (const [id, peer] of Object.entries(tableIn(known))) peers.set(id, String(plain(peer).uri))
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      throw new QdrantAuthError(
        'server-unreachable',
        `${rest.origin} does not tell its peers: it ${error.message}`,
      )
    } finally {
      agent.destroy()
    }
  })
  return [...peers].filter(([id]) => !own.has(id)).map(([id, uri]) => shown(`${id} at ${uri}`))
}
