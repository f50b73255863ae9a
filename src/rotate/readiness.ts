import { QdrantAuthError } from '../errors.ts'
import { keepOpen } from '../server/rest.ts'
import { shown } from '../shown.ts'
import { askAs, listIn, NoAnswer, resultOf, tableIn } from './ask.ts'
import type { Cluster, ClusterNode } from './cluster.ts'
import { type Plain, plain } from './foreign.ts'
import type { Hands, Patience } from './hands.ts'
import { together } from './together.ts'

/** What a node said of itself and of the cluster. */
interface Look {
  /** Why nobody should restart anything now; undefined where all is well. */
  trouble: string | undefined
  /** Messages to peers that could not be sent, by peer. */
  failures: Record<string, number>
}

/** How thoroughly to look: `cluster` at every replica, `node` only at whether nodes answer. */
export type Depth = 'cluster' | 'node'

/** Milliseconds between two looks, at the longest. */
const LONGEST_PAUSE = 1000

/** Looks that must be well in a row: what has just come up may show its old state first. */
const IN_A_ROW = 2

/**
 * Waits until every node is ready, sees all its peers, and every replica of every collection is `Active`, with no more messages
 * lost meanwhile. A restart that comes earlier is what makes requests fail (rotation.json). Throws `not-ready` with the node
 * and what is wrong where it takes too long. `keys` are tried in their order.
 */
export async function waitUntilReady(
  cluster: Cluster,
  keys: readonly string[],
  depth: Depth,
  patience: Patience,
  hands: Hands,
): Promise<void> {
  const start = performance.now()
  let well = 0
  let before: string | undefined
  let told = false
  for (let round = 0; ; round++) {
    const looks = await together(cluster.nodes, async (node) => ({
      node,
      ...(await lookAt(node, cluster, keys, depth, hands)),
    }))
    const troubled = looks.find(({ trouble }) => trouble !== undefined)
    const failures = JSON.stringify(looks.map((look) => look.failures))
    well = troubled === undefined && (before === undefined || before === failures) ? well + 1 : 0
    before = failures
    if (well >= IN_A_ROW || (well > 0 && depth === 'node')) return
    const waited = performance.now() - start
    if (well === 0 && waited >= patience.ready) {
      const reason =
        troubled === undefined ? 'peers keep losing messages' : `${troubled.node.name}: ${troubled.trouble}`
      throw new QdrantAuthError(
        'not-ready',
        `not ready after ${Math.round(waited / 1000)} seconds: ${reason}`,
        {
          hints: ['look at its log; then go on: qdrant-auth rotate next, or back: qdrant-auth rotate abort'],
        },
      )
    }
    if (troubled !== undefined && !told) {
      await hands.say(`waiting: ${troubled.node.name} ${troubled.trouble}`)
      told = true
    }
    await hands.sleep(Math.min(patience.look * 2 ** round, LONGEST_PAUSE))
  }
}

async function lookAt(
  node: ClusterNode,
  cluster: Cluster,
  keys: readonly string[],
  depth: Depth,
  { signal }: Hands,
): Promise<Look> {
  const agent = await keepOpen(node.rest)
  const ask = (path: string, body?: object) => askAs(keys, node.rest, cluster, path, agent, signal, body)
  try {
    const ready = await ask('/readyz')
    if (ready.status !== 200) return troubled('is not ready yet')
    if (depth === 'node') return { trouble: undefined, failures: {} }
    const { status, peers, consensus_thread_status, message_send_failures, raft_info } = await resultOf(
      ask('/cluster'),
    )
    const failures = failureCounts(message_send_failures)
    if (status === 'enabled') {
      const seen = Object.keys(tableIn(peers)).length
      if (seen < cluster.nodes.length)
        return troubled(`sees ${seen} of ${cluster.nodes.length} peers`, failures)
      const working = plain(consensus_thread_status).consensus_thread_status
      if (working !== 'working') return troubled('takes no part in consensus', failures)
      if (!plain(raft_info).leader) return troubled('knows no leader', failures)
    }
    const { collections } = await resultOf(ask('/collections'))
    for (const one of listIn(collections)) {
      // What JSON can hold and a URL cannot is not the name of a collection.
      const name = String(one.name).toWellFormed()
      const path = `/collections/${encodeURIComponent(name)}`
      const trouble = replicasIn(name, await resultOf(ask(`${path}/cluster`)))
      if (trouble !== undefined) return troubled(trouble, failures)
      // A node may leave out a replica that it calls Active (locally_disabled_peers.rs): only a read of all of them shows it.
      const { status: read } = await ask(`${path}/points/scroll?consistency=all&timeout=5`, ONE_ID)
      if (read >= 500) return troubled(`cannot read all replicas of ${shown(name)}`, failures)
    }
    return { trouble: undefined, failures }
  } catch (error) {
    if (error instanceof NoAnswer) return troubled(error.message)
    const { code } = error as { code?: string }
    if (code === 'server-unreachable') return troubled('does not answer')
    throw error
  } finally {
    agent.destroy()
  }
}

/** The smallest read there is; its answer is not looked at. */
const ONE_ID = { limit: 1, with_payload: false, with_vector: false }

const troubled = (trouble: string, failures: Look['failures'] = {}): Look => ({ trouble, failures })

function replicasIn(
  collection: string,
  { local_shards, remote_shards, shard_transfers }: Plain,
): string | undefined {
  const shards = [...listIn(local_shards), ...listIn(remote_shards)]
  const odd = shards.find(({ state }) => state !== 'Active')
  if (odd !== undefined)
    return `has shard ${Number(odd.shard_id)} of ${shown(collection)} as ${shown(String(odd.state)).slice(0, 30)}`
  return listIn(shard_transfers).length > 0 ? `still copies shards of ${shown(collection)}` : undefined
}

const failureCounts = (failures: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(tableIn(failures)).map(([peer, failure]) => [peer, Number(plain(failure).count)]),
  )
