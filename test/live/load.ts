import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveCluster } from './cluster.ts'

/** What came of all requests: `read 200` → how many. */
export type Tally = Record<string, number>

export interface Load {
  key: string
  readonly tally: Tally
  /** Ends it and answers what could not be served. */
  stop(): Promise<{ refused: number; failed: number; served: number }>
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

/** Reads and writes through every node that is not being restarted, all the time (rotation.json, `load`). */
export function startLoad(cluster: LiveCluster, key: string): Load {
  let running = true
  const tally: Tally = {}
  const load = { key, tally }
  const count = async (kind: string, asked: Promise<Answered>) => {
    const answer = await asked.then(
      ({ status, text }) => (status === 200 ? '200' : `${status} ${text.slice(0, 200)}`),
      (error: Error) => error.message,
    )
    tally[`${kind} ${answer}`] = (tally[`${kind} ${answer}`] ?? 0) + 1
  }
  let id = 0
  const worker = async (name: string) => {
    while (running) {
      const node = cluster.nodes.find((one) => one.name === name)
      if (node === undefined || node.restarting) {
        await sleep(20)
        continue
      }
      const points = [{ id: ++id, vector: [0.1, 0.2, 0.3, 0.4] }]
      // A request that is under way when its own node goes down says nothing about keys.
      const before = node.process
      const asked = async (kind: string, asking: Promise<Answered>) => {
        const noted = asking.catch((error: Error) => {
          if (node.restarting || node.process !== before) return { status: 200, text: '' }
          throw error
        })
        await count(kind, noted)
      }
      await asked('write', call(node.http, load.key, 'PUT', '/collections/c/points?wait=true', { points }))
      await asked(
        'read',
        call(node.http, load.key, 'POST', '/collections/c/points/scroll?consistency=majority', { limit: 1 }),
      )
      await sleep(20)
    }
  }
  const workers = cluster.nodes.map(({ name }) => worker(name))
  return Object.assign(load, {
    async stop() {
      running = false
      await Promise.all(workers)
      const sum = (of: RegExp) =>
        Object.entries(tally).reduce((total, [name, number]) => (of.test(name) ? total + number : total), 0)
      const served = sum(/^\w+ 200/)
      return { refused: sum(/^\w+ 40[13]/), failed: sum(/./) - served, served }
    },
  })
}
