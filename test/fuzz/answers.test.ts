import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { QdrantAuthError } from '../../src/errors.ts'
import type { Cluster } from '../../src/rotate/cluster.ts'
import type { Hands } from '../../src/rotate/hands.ts'
import { strangersIn } from '../../src/rotate/peers.ts'
import { waitUntilReady } from '../../src/rotate/readiness.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { runsOf, timeoutOf } from '../support/runs.ts'
import { mutated, reshaped } from './mutated.ts'
import { ANSWERS } from './samples.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'

/** One answer for each path: most are those of a sound server, some are not. */
const world = fc.record(
  Object.fromEntries(
    Object.entries(ANSWERS).map(([path, text]) => [
      path,
      fc.oneof(
        { weight: 12, arbitrary: fc.constant({ status: 200, text }) },
        { weight: 2, arbitrary: reshaped(text).map((other) => ({ status: 200, text: other })) },
        mutated([text]).map((bytes) => ({ status: 200, text: bytes.toString('latin1') })),
        fc
          .constantFrom(401, 403, 404, 500, 301)
          .map((status) => ({ status, text: '{"status":{"error":7}}' })),
      ),
    ]),
  ),
)

type Answers = Record<string, { status: number; text: string }>

/** A server that answers so, until the test has ended. */
async function serving(): Promise<{ port: number; answer(answers: Answers): void }> {
  let now: Answers = {}
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '').replace(/^\/collections\/[^/]+/, '/collections/C')
    const { status, text } = now[path] ?? { status: 404, text: '{}' }
    response.writeHead(status).end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    answer(answers) {
      now = answers
    },
  }
}

const NODE = (port: number) => `{name: n1, url: "http://127.0.0.1:${port}", grpc: ${port}, restart: [a]}`

test.each([
  [
    'doctor',
    (port: number) => ['doctor', `http://127.0.0.1:${port}`, '--grpc', String(port), '--key-env', 'KEY'],
  ],
  ['audit report', (port: number) => ['audit', 'report', `http://127.0.0.1:${port}`, '--key-env', 'KEY']],
  ['rotate plan', () => ['rotate', 'plan', '--inventory', 'nodes.yaml']],
] as const)(
  '%s of a server that answers anything ends with an exit code and in words',
  async (_name, argvOf) => {
    const { port, answer } = await serving()
    const cwd = temporaryDirectory()
    put(join(cwd, 'nodes.yaml'), `nodes:\n  - ${NODE(port)}\n`)
    await fc.assert(
      fc.asyncProperty(world, fc.constantFrom([], ['--json']), async (answers, mode) => {
        answer(answers)
        const { code, stderr } = await run([...argvOf(port), ...mode], { cwd, env: { KEY } })
        expect([0, 1, 3, 4, 5]).toContain(code)
        expect(stderr).not.toContain('internal error')
      }),
      runsOf(30),
    )
  },
  timeoutOf(60_000),
)

test(
  'a cluster is waited for, and its peers are asked for, whatever a node answers',
  async () => {
    const { port, answer } = await serving()
    const rest = new URL(`http://127.0.0.1:${port}`)
    const cluster = {
      nodes: [{ name: 'n1', rest }],
      authority: undefined,
      identity: undefined,
      allowPlaintext: false,
    }
    const { signal } = new AbortController()
    const hands = { signal, sleep: async () => {}, say: async () => {} }
    const patience = { restart: 1, ready: 30, look: 1 }
    let ready = 0
    await fc.assert(
      fc.asyncProperty(world, async (answers) => {
        answer(answers)
        const asked = cluster as unknown as Cluster
        for (const work of [
          () =>
            waitUntilReady(asked, [KEY], 'cluster', patience, hands as unknown as Hands).then(() => ready++),
          () => strangersIn(asked, [KEY], signal),
        ]) {
          try {
            await work()
          } catch (error) {
            if (!(error instanceof QdrantAuthError)) throw error
          }
        }
      }),
      runsOf(100),
    )
    // Some of the worlds are sound.
    expect(ready).toBeGreaterThan(0)
  },
  timeoutOf(60_000),
)
