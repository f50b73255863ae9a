import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Cluster } from '../../src/rotate/cluster.ts'
import type { Hands } from '../../src/rotate/hands.ts'
import { type Depth, waitUntilReady } from '../../src/rotate/readiness.ts'

const SCROLL = '/collections/docs/points/scroll?consistency=all&timeout=5'

/** What a node of a sound cluster of two answers, as recorded; a number is a status without a body. */
const SOUND: Record<string, unknown> = {
  '/readyz': {},
  '/cluster': {
    status: 'enabled',
    peers: { 1: { uri: 'http://n1:6335/' }, 2: { uri: 'http://n2:6335/' } },
    raft_info: { leader: 1 },
    consensus_thread_status: { consensus_thread_status: 'working' },
    message_send_failures: {},
  },
  '/collections': { collections: [{ name: 'docs' }] },
  '/collections/docs/cluster': {
    local_shards: [{ shard_id: 0, state: 'Active' }],
    remote_shards: [{ shard_id: 1, peer_id: 2, state: 'Active' }],
    shard_transfers: [],
  },
  [SCROLL]: { points: [] },
}

const at = (path: string, more: object) => ({ [path]: { ...(SOUND[path] as object), ...more } })

/** Two nodes that answer as `answers` says at the time, and whoever waits for them, a tenth of a second unless told otherwise. */
async function waiting(
  answers: () => Record<string, unknown>,
  {
    depth = 'cluster',
    keys = ['key'],
    ready: time = 100,
  }: { depth?: Depth; keys?: string[]; ready?: number } = {},
) {
  const asked: string[] = []
  const server = createServer(({ url = '', headers }, response) => {
    asked.push(`${url} ${headers['api-key']}`)
    const answer = headers['api-key'] === 'refused' ? 401 : { ...SOUND, ...answers() }[url]
    if (typeof answer === 'number') response.writeHead(answer).end('no')
    else response.end(JSON.stringify({ result: answer, status: 'ok' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const rest = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const cluster = { nodes: ['n1', 'n2'].map((name) => ({ name, rest })), allowPlaintext: false }
  const told: string[] = []
  const hands = {
    signal: new AbortController().signal,
    sleep: (milliseconds: number) => new Promise((done) => setTimeout(done, Math.min(milliseconds, 20))),
    say: async (line: string) => void told.push(line),
  }
  const patience = { restart: 1, ready: time, look: 5 }
  const ready = waitUntilReady(
    cluster as unknown as Cluster,
    keys,
    depth,
    patience,
    hands as unknown as Hands,
  )
  return { ready, asked, told }
}

test.each<[string, Record<string, unknown>]>([
  ['n1: is not ready yet', { '/readyz': 503 }],
  ['n1: sees 1 of 2 peers', at('/cluster', { peers: { 1: {} } })],
  [
    'n1: takes no part in consensus',
    at('/cluster', { consensus_thread_status: { consensus_thread_status: 'stopped' } }),
  ],
  ['n1: knows no leader', at('/cluster', { raft_info: { leader: null } })],
  [
    'n1: has shard 0 of docs as Dead',
    at('/collections/docs/cluster', { local_shards: [{ shard_id: 0, state: 'Dead' }] }),
  ],
  [
    'n1: has shard 1 of docs as Partial',
    at('/collections/docs/cluster', { remote_shards: [{ shard_id: 1, state: 'Partial' }] }),
  ],
  [
    'n1: still copies shards of docs',
    at('/collections/docs/cluster', { shard_transfers: [{ shard_id: 0 }] }),
  ],
  ['n1: cannot read all replicas of docs', { [SCROLL]: 500 }],
  ['n1: answers 403 no', { '/cluster': 403 }],
  ['n1: answers with something that is not of Qdrant', at('/collections', { collections: 'none' })],
  ['n1: answers with something that is not of Qdrant', at('/cluster', { peers: 'many' })],
])('%s', async (words, answers) => {
  const { ready, told } = await waiting(() => answers)
  await expect(ready).rejects.toMatchObject({
    code: 'not-ready',
    message: expect.stringContaining(`seconds: ${words}`),
  })
  expect(told).toEqual([expect.stringMatching(/^waiting: n1 /)])
})

test('messages that are lost again and again', async () => {
  let count = 0
  const { ready } = await waiting(() =>
    at('/cluster', { message_send_failures: { 'http://n2:6335/': { count: count++ } } }),
  )
  await expect(ready).rejects.toMatchObject({
    message: expect.stringContaining('peers keep losing messages'),
  })
})

test('a sound cluster is looked at twice: what has just come up may show its old state', async () => {
  const { ready, asked, told } = await waiting(() => ({}))
  await ready
  expect([asked.filter((one) => one.startsWith('/readyz')).length, told]).toEqual([4, []])
})

// It was said to lose messages once.
test('what was well when the time was over is looked at once more', async () => {
  const { ready } = await waiting(() => ({}), { ready: 0 })
  await ready
})

test('it is waited for what gets well', async () => {
  let looks = 0
  const { ready, told } = await waiting(() => (looks++ < 2 ? { '/readyz': 503 } : {}))
  await ready
  expect(told).toEqual(['waiting: n1 is not ready yet'])
})

test('in an emergency it is enough that nodes answer', async () => {
  const { ready, asked } = await waiting(() => ({ '/cluster': 500 }), { depth: 'node' })
  await ready
  expect(asked).toEqual(['/readyz key', '/readyz key'])
})

test('where one key is refused the other is tried', async () => {
  const { ready, asked } = await waiting(() => ({}), { depth: 'node', keys: ['refused', 'key'] })
  await ready
  expect(asked.sort()).toEqual(['/readyz key', '/readyz key', '/readyz refused', '/readyz refused'])
})
