import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveCluster } from './cluster.ts'

/** What came of all requests: `read 200` → how many. */
export type Tally = Record<string, number>

export interface Load {
  key: string
  readonly tally: Tally
  /**
   * Ends it and answers what could not be served, and after each restart how many reads of a majority failed: these need
   * every replica, so that some fail whenever a node is down.
   */
  stop(): Promise<{ refused: number; failed: number; served: number; majority: number[] }>
}

interface Answered {
  status: number
  text: string
}

/** Without keep-alive: a server that is told to end waits half a minute for connections that stay. */
function call(port: number, key: string, method: string, path: string, body?: object): Promise<Answered> {
  return new Promise((done, failed) => {
    const headers = { 'api-key': key, 'content-type': 'application/json' }
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers, agent: false, timeout: 35_000 },
      (answer) => {
        let text = ''
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('error', failed)
        answer.on('end', () => done({ status: answer.statusCode ?? 0, text }))
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('timed out')))
    sent.on('error', failed)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** A collection with three replicas of three shards. */
export async function makeCollection({ nodes }: LiveCluster, key: string): Promise<void> {
  const body = { vectors: { size: 4, distance: 'Dot' }, shard_number: 3, replication_factor: 3 }
  const made = await call(nodes[0]?.http ?? 0, key, 'PUT', '/collections/c?timeout=60', body)
  if (made.status !== 200) throw new Error(`no collection: ${made.status} ${made.text}`)
}

/** A majority is asked for this often by each node, so that failures count the time in which they fail. */
const MAJORITY_EVERY_MS = 50

/** Reads and writes through every node that is not being restarted, all the time (rotation.json, `load`). */
export function startLoad(cluster: LiveCluster, key: string): Load {
  let running = true
  const tally: Tally = {}
  const load = { key, tally }
  const majority: number[] = []
  const { restarts: earlier } = cluster

  /** Asks the node, and notes what came of it. Answers whether that was a success, undefined where it says nothing. */
  const ask = async (node: LiveCluster['nodes'][number], kind: string, ...what: [string, string, object]) => {
    const before = node.process
    const outcome = await call(node.http, load.key, ...what).then(
      ({ status, text }) =>
        status === 200 ? '200' : `${status} ${text.replace(/[\d.]+/g, '#').slice(0, 150)}`,
      (error: Error) => {
        // A request that is under way when its own node goes down says nothing about keys.
        if (node.restarting || node.process !== before) return undefined
        return error.message
      },
    )
    if (outcome === undefined) return undefined
    tally[`${kind} ${outcome}`] = (tally[`${kind} ${outcome}`] ?? 0) + 1
    return outcome === '200'
  }

  const SCROLL = '/collections/c/points/scroll'
  const ordinary = async (node: LiveCluster['nodes'][number]) => {
    while (running) {
      if (!node.restarting) {
        const points = [{ id: cluster.nextPoint++, vector: [0.1, 0.2, 0.3, 0.4] }]
        await ask(node, 'write', 'PUT', '/collections/c/points?wait=true', { points })
        await ask(node, 'read', 'POST', SCROLL, { limit: 1 })
      }
      await sleep(20)
    }
  }
  const ofMajority = async (node: LiveCluster['nodes'][number]) => {
    for (
      let next = performance.now();
      running;
      next = Math.max(next + MAJORITY_EVERY_MS, performance.now())
    ) {
      await sleep(next - performance.now())
      if (node.restarting) continue
      const read = await ask(node, 'majority', 'POST', `${SCROLL}?consistency=majority`, { limit: 1 })
      const restart = cluster.restarts - earlier
      majority[restart] = (majority[restart] ?? 0) + (read === false ? 1 : 0)
    }
  }
  const workers = cluster.nodes.flatMap((node) => [ordinary(node), ofMajority(node)])
  return Object.assign(load, {
    async stop() {
      running = false
      await Promise.all(workers)
      const sum = (of: RegExp) =>
        Object.entries(tally).reduce((total, [name, number]) => (of.test(name) ? total + number : total), 0)
      return {
        refused: sum(/^\w+ 40[13]/),
        failed: sum(/^(read|write) (?!200)/),
        served: sum(/^(read|write) 200/),
        majority: majority.slice(1),
      }
    },
  })
}
