import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { run, type World } from '../support/io.ts'
import { type Character, type StandIn, standIn } from './stand-in.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const READ_ONLY = 'r8ReadOnlyW5nZk3TqL7xVbPd2YfJm9GsHc4UeAo6iN'
const KEYS = { [KEY]: 'full', [READ_ONLY]: 'read' } as const

async function tried(character: Character, world: Partial<World> = {}) {
  const server = await standIn(character)
  const argv = [`http://127.0.0.1:${server.rest}`, '--grpc', String(server.grpc), '--active', '--json']
  const keys = ['--key-env', 'KEY', '--read-only-key-env', 'READ_ONLY', '--only', 'authorisation']
  const env = { KEY, READ_ONLY }
  const outcome = await run(['doctor', ...argv, ...keys], { cwd: temporaryDirectory(), env, ...world })
  const { nodes, findings } = outcome.code === 130 ? { nodes: [], findings: [] } : JSON.parse(outcome.stdout)
  const messages = findings.map(
    ({ ruleId, message }: Record<string, string>) =>
      `${ruleId} ${message?.replace(/qdrant-auth-doctor-\w+/g, 'SCRATCH')}`,
  )
  return { ...outcome, server, messages, active: nodes[0]?.active }
}

/** What was sent about the scratch collection after the questions that change nothing. */
const calls = ({ seen }: StandIn) =>
  seen
    .filter((one) => one.includes('SCRATCH') && !one.includes('/snapshots/'))
    .map((one) => one.replace(KEY, 'full').replace(READ_ONLY, 'read-only'))

test('a collection is made, tried and removed', async () => {
  const { code, messages, server, active } = await tried({ keys: KEYS })
  expect({ code, messages }).toEqual({ code: 0, messages: [] })
  expect(active).toEqual({
    collection: expect.stringMatching(/^qdrant-auth-doctor-[0-9a-f]{16}$/),
    failures: [],
    left: false,
  })
  expect(calls(server)).toEqual([
    'PUT /collections/SCRATCH full',
    'PUT /collections/SCRATCH/points?wait=true full',
    'POST /collections/SCRATCH/points/scroll read-only',
    'PUT /collections/SCRATCH/points?wait=true read-only',
    'DELETE /collections/SCRATCH full',
    'GET /collections/SCRATCH full',
  ])
  expect([...server.collections]).toEqual([])
})

test('what a credential may do too much or too little, also when a call fails', async () => {
  const { code, messages, server } = await tried({
    keys: KEYS,
    instead: ({ method, url, headers }, response) => {
      if (method !== 'PUT' || url?.includes('/points') !== true) return false
      if (headers['api-key'] === READ_ONLY) response.writeHead(200).end('{"result":{},"status":"ok"}')
      else response.destroy()
      return true
    },
  })
  expect(code).toBe(1)
  expect(messages).toEqual([
    expect.stringMatching(
      /^doctor\/scratch-trial qdrant: key cannot write points: .* cannot be reached: ECONNRESET$/,
    ),
    'doctor/scratch-trial qdrant: read-only key may, which it must not, write points: 200 {"result":{},"status":"ok"}',
  ])
  expect([...server.collections]).toEqual([])
})

/** What a token claims, where the stand-in is shown one that is meant for a collection. */
function accessIn(key: string | string[] | undefined): { collection: string; access: string } | undefined {
  const [, claims = ''] = String(key).split('.')
  try {
    return JSON.parse(Buffer.from(claims, 'base64url').toString()).access[0]
  } catch {
    return undefined
  }
}

/** A server that takes tokens, and of which `lax` lets readers write. */
const tokens = (lax: boolean): Character => ({
  keys: KEYS,
  jwt: true,
  instead: ({ method, url = '', headers }, response) => {
    const granted = accessIn(headers['api-key'])
    if (granted === undefined) return false
    const own = url.startsWith(`/collections/${granted.collection}/`)
    const reads = url.endsWith('/scroll')
    const may = own && (reads || granted.access === 'rw' || lax)
    response.writeHead(may ? 200 : 403).end(method)
    return true
  },
})

test('tokens are tried for what they may and for what they must not', async () => {
  const { code, messages, server } = await tried(tokens(false))
  expect({ code, messages }).toEqual({ code: 0, messages: [] })
  const shown = calls(server).map((one) => one.replace(/ ey\S+/, ' token'))
  expect(shown.slice(4, -2)).toEqual([
    'POST /collections/SCRATCH/points/scroll token',
    'PUT /collections/SCRATCH/points?wait=true token',
    'PUT /collections/SCRATCH/points?wait=true token',
    'POST /collections/SCRATCH-other/points/scroll token',
    'DELETE /collections/SCRATCH token',
  ])
  const { messages: lax } = await tried(tokens(true))
  expect(lax).toEqual([
    'doctor/scratch-trial qdrant: a token with r may, which it must not, write points: 200 PUT',
  ])
})

test('a collection that cannot be removed is told with the command', async () => {
  const { code, messages } = await tried({
    keys: KEYS,
    instead: ({ method, url }, response) => {
      if (method !== 'DELETE' || url?.includes('/snapshots/') === true) return false
      response.writeHead(500).end('{"status":{"error":"Service internal error"}}')
      return true
    },
  })
  expect(code).toBe(1)
  expect(messages).toEqual(['doctor/scratch-left qdrant: the scratch collection SCRATCH may still be there'])
})

test('Ctrl-C in the middle removes it too', async () => {
  const controller = new AbortController()
  const { code, stderr, server } = await tried(
    {
      keys: KEYS,
      instead: ({ method, url }, response) => {
        if (method !== 'PUT' || url?.includes('/points') !== true) return false
        controller.abort()
        setTimeout(() => response.destroy(), 200)
        return true
      },
    },
    { signal: controller.signal },
  )
  expect(code).toBe(130)
  expect(stderr).toContain('interrupted: the scratch collection is removed')
  expect([...server.collections]).toEqual([])
})

test('Ctrl-C waits for every node, and tells what one of them could not remove', async () => {
  const controller = new AbortController()
  const busy = await standIn({
    keys: KEYS,
    instead: ({ method, url }, response) => {
      if (method === 'PUT' && url?.includes('/points') === true) {
        controller.abort()
        setTimeout(() => response.destroy(), 50)
      } else if (method === 'DELETE' && url?.includes('/snapshots/') !== true) response.writeHead(500).end()
      else return false
      return true
    },
  })
  const waiting = await standIn({ keys: KEYS, instead: ({ url }) => url === '/collections' })
  const nodes = [busy, waiting].map(({ rest }, index) => ({
    name: `n${index}`,
    url: `http://127.0.0.1:${rest}`,
    grpc: null,
  }))
  const cwd = temporaryDirectory({ 'nodes.yaml': JSON.stringify({ nodes }) })
  const world = { cwd, env: { KEY }, signal: controller.signal }
  const { code, stderr } = await run(['doctor', 'nodes.yaml', '--active', '--key-env', 'KEY'], world)
  expect(code).toBe(130)
  expect(stderr).toMatch(/^hint: the collection qdrant-auth-doctor-\w+ may still be there: delete it$/m)
})

test('without a key that may write nothing is made', async () => {
  const { code, server, active } = await tried({ keys: { [READ_ONLY]: 'read' } })
  expect({ code, active }).toEqual({ code: 0, active: null })
  expect(calls(server)).toEqual([])
})
