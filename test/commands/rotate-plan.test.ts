import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

const [OLD, OTHER] = [
  'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx',
  'a2NfR8hVw5YjD0qLx7ZpGt3sCeUoMb1iKr6TnPvB9yE',
]

const config = (more = '', key = OLD) => `service:\n  api_key: "${key}"\n${more}`
const CLUSTER = '  enforce_internal_auth: true\ncluster:\n  enabled: true\n'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A node that tells its version; the credentials it was sent are kept. */
async function node(
  version: string,
  peers: object = { '1': { uri: 'http://n1:6335/' } },
): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = []
  const server = createServer(({ url, headers }, response) => {
    seen.push(`${url} ${headers['api-key']} ${headers.authorization}`)
    const cluster = { result: { status: 'enabled', peer_id: 1, peers } }
    response.end(
      JSON.stringify(url === '/cluster' ? cluster : { title: 'qdrant - vector search engine', version }),
    )
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

const plan = async (cwd: string, ...argv: string[]) => {
  const outcome = await run(['rotate', 'plan', '--json', ...argv], { cwd })
  return { ...outcome, json: JSON.parse(outcome.stdout) }
}

test('a cluster that checks itself: three restarts; the key is sent to ask for peers alone', async () => {
  const { url, seen } = await node('1.19.0')
  const cwd = temporaryDirectory({
    'n1/config/config.yaml': config(CLUSTER),
    'n2/config/config.yaml': config(CLUSTER),
    'qdrant-auth.yaml': `nodes:\n  - {name: n1, url: "${url}", config: n1}\n  - {name: n2, url: "${url}", config: n2, restart: [docker, restart, n2]}\n`,
  })
  const { code, json } = await plan(cwd)
  expect(code).toBe(0)
  expect(json).toMatchObject({
    nodes: [{ name: 'n1', version: '1.19.0', enforces: true, alternateKey: null }, { name: 'n2' }],
    phases: [{ kind: 'restart' }, { kind: 'restart' }, { kind: 'callers' }, { kind: 'restart' }],
    gaps: [],
    remarks: [],
  })
  expect(seen).toEqual([
    '/ undefined undefined',
    '/ undefined undefined',
    `/cluster ${OLD} undefined`,
    `/cluster ${OLD} undefined`,
  ])
  const { stdout } = await run(['rotate', 'plan'], { cwd })
  expect(stdout).toContain('3 restart(s) of each node; nobody is refused on the way\n')
  expect(stdout + JSON.stringify(json)).not.toContain(OLD)
})

test('a peer that the inventory lacks is told', async () => {
  const { url } = await node('1.19.0', {
    '1': { uri: 'http://n1:6335/' },
    '18446744073709551615': { uri: 'http://n9:6335/' },
  })
  const cwd = temporaryDirectory({ 'config/config.yaml': config(CLUSTER) })
  expect((await plan(cwd, '--url', url)).json.remarks).toEqual([
    'a peer of the cluster is no node of the inventory: 18446744073709551615 at http://n9:6335/',
  ])
})

test('one node without an inventory', async () => {
  const { url } = await node('1.17.0')
  const cwd = temporaryDirectory({
    'config/config.yaml': config('  read_only_api_key: "x"\n  alt_api_key: "y"\n'),
  })
  const { code, json } = await plan(cwd, '--url', url)
  expect(code).toBe(0)
  expect(json.phases.map(({ kind }: { kind: string }) => kind)).toEqual(['restart', 'callers', 'restart'])
  expect(json.remarks).toEqual([
    'qdrant has an alt_api_key already: a rotation is under way, or was left so',
    'read_only_api_key has no alternate and stays as it is; a new one is a hard change on each node',
  ])
})

test('a node that is too old, or that nobody asked: exit 1, and what it costs', async () => {
  const { url } = await node('1.16.3')
  const cwd = temporaryDirectory({ 'config/config.yaml': config() })
  for (const argv of [['--url', url], []]) {
    const { code, json } = await plan(cwd, ...argv)
    expect([code, json.gaps.length]).toEqual([1, 2])
  }
})

test.each([
  ['different keys', config(), config('', OTHER), 6, 'have different keys'],
  ['no key', config(), 'service: {}\n', 1, 'n2 has no api_key'],
])('%s', async (_, first, second, code, words) => {
  const cwd = temporaryDirectory({
    'n1/config/config.yaml': first,
    'n2/config/config.yaml': second,
    'qdrant-auth.yaml': 'nodes: [{name: n1, config: n1}, {name: n2, config: n2}]\n',
  })
  const outcome = await plan(cwd)
  expect([outcome.code, outcome.json.error.message]).toEqual([code, expect.stringContaining(words)])
  expect(outcome.stdout + outcome.stderr).not.toContain(OLD)
})

test.each([
  ['[]', 3, 'it is no mapping'],
  ['nodes: []', 3, 'it has no list of nodes'],
  ['nodes: [{name: a}, {name: a}]', 3, 'a stands in it twice'],
  ['nodes: [{name: a, restart: systemctl restart qdrant}]', 3, 'no list of a program and its arguments'],
  ['nodes: [{name: a, adress: x}]', 3, 'a has an unknown key "adress"'],
  ['nodes: [{name: a, url: localhost}]', 2, 'is no URL of a server'],
  ['nodes: [{name: a, config: gone}]', 3, 'the directory of a is not there'],
  ['nodes: [{name: a, url: "http://127.0.0.1:1"}]', 4, 'a: http://127.0.0.1:1 cannot be reached'],
  ['{nodes: [{name: a}], ca: gone.pem}', 3, 'no such file'],
  ['{nodes: [{name: a}], cert: a.pem}', 3, 'cert and key belong together'],
])('the inventory %j is refused', async (text, code, words) => {
  const cwd = temporaryDirectory({ 'qdrant-auth.yaml': text })
  const outcome = await plan(cwd)
  expect([outcome.code, outcome.json.error.message]).toEqual([code, expect.stringContaining(words)])
})

test('a hundred nodes are asked at once', async () => {
  const { url } = await node('1.19.0')
  const nodes = Array.from({ length: 100 }, (_, index) => ({ name: `n${index}`, url }))
  const cwd = temporaryDirectory({ 'qdrant-auth.yaml': JSON.stringify({ nodes }) })
  const start = performance.now()
  const { json } = await plan(cwd)
  expect(json.nodes).toHaveLength(100)
  expect(performance.now() - start).toBeLessThan(3000)
})

test('a node that demands a certificate is shown one', async () => {
  const cwd = temporaryDirectory()
  await run(['certs', 'init', '--client', 'app', '--node', 'n1'], { cwd, now: new Date() })
  const read = (name: string) => readFileSync(join(cwd, 'tls', name))
  const tls = { cert: read('cert.pem'), key: read('key.pem'), ca: read('cacert.pem') }
  const server = createSecureServer({ ...tls, requestCert: true }, (_, response) =>
    response.end('{"version":"1.19.0"}'),
  )
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const nodes = [{ name: 'n1', url }]
  const identity = { cert: 'tls/clients/app/cert.pem', key: 'tls/clients/app/key.pem' }
  writeFileSync(join(cwd, 'with.yaml'), JSON.stringify({ ca: 'tls/cacert.pem', ...identity, nodes }))
  writeFileSync(join(cwd, 'without.yaml'), JSON.stringify({ ca: 'tls/cacert.pem', nodes }))
  expect((await plan(cwd, '--inventory', 'with.yaml')).json.nodes[0].version).toBe('1.19.0')
  expect((await plan(cwd, '--inventory', 'without.yaml')).code).toBe(4)
})
