import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { StandIn } from '../support/stand-in.ts'
import { config, NEW, OLD } from './rotate-world.ts'

const NODES = 'nodes: [{name: n1, url: "http://127.0.0.1:1"}]\n'

test.each([
  [['--inventory', 'nodes.yaml', '--url', 'http://127.0.0.1:2'], 'leave --url out'],
  [['--inventory', 'nodes.yaml', '--config', '.'], 'the nodes come from one place'],
  [['--compose', '-'], '--compose takes a file'],
])('rotate plan %j is a usage error', async (argv, words) => {
  const cwd = temporaryDirectory({ 'nodes.yaml': NODES, 'config/config.yaml': config() })
  expect(await run(['rotate', 'plan', ...argv], { cwd, stdin: 'services: {}' })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(words),
  })
})

// The variable with the new key was in its environment once.
test('kubectl, which tells the pods, gets no key', async () => {
  const without: (readonly string[])[] = []
  const capture: Io['capture'] = async (_, options) => {
    without.push(options.without)
    return { code: 1, stdout: '', stderr: 'Error from server (NotFound)' }
  }
  const argv = ['rotate', 'start', '--kubernetes', 'db/qdrant', '--key-env', 'NEW_KEY']
  const { code } = await run(argv, { cwd: temporaryDirectory(), env: { NEW_KEY: NEW }, capture })
  expect([code, without]).toEqual([3, [['NEW_KEY']]])
})

test('a key that a node gives back stands in no message', async () => {
  const server = createServer(({ headers }, response) => {
    response.writeHead(401).end(`${'x'.repeat(150)} who is ${headers['api-key']}?`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const cwd = temporaryDirectory({
    'n1/config/local.yaml': config(),
    'qdrant-auth.yaml': `nodes: [{name: n1, url: "http://127.0.0.1:${port}", grpc: null, config: n1}]\n`,
  })
  for (const argv of [
    ['start', '--dry-run'],
    ['plan', '--json'],
  ]) {
    const { stdout, stderr } = await run(['rotate', ...argv], { cwd })
    expect(stdout + stderr).toMatch(/answers 401|refuses the current key: rest: old key → 401/)
    // Nor a part of it, where the text was cut.
    expect(stdout + stderr).not.toContain(OLD.slice(0, 10))
  }
})

/** Two nodes that speak TLS and demand certificates, the inventory below `deploy` that names neither CA nor certificate. */
async function secured() {
  const cwd = temporaryDirectory()
  await run(['certs', 'init', '--node', 'n1', '--client', 'operator'], { cwd, now: new Date() })
  const cluster = await StandIn.start(cwd, { names: ['n1'], config: config(), tls: () => join(cwd, 'tls') })
  mkdirSync(join(cwd, 'deploy'))
  return { cwd, cluster }
}

const TRUST = [
  ...['--ca', 'tls/cacert.pem'],
  ...['--client-cert', 'tls/clients/operator/cert.pem', '--client-key', 'tls/clients/operator/key.pem'],
]

// They were relative to the compose file once, and not looked at beside an inventory.
test('CA and certificate of the flags are files of this directory, wherever the nodes come from', async () => {
  const { cwd, cluster } = await secured()
  const nodes = JSON.parse(cluster.inventory()).nodes.map(({ config: _, ...node }: { config: string }) => ({
    ...node,
    keys: '../n1/config/local.yaml',
  }))
  put(join(cwd, 'deploy/nodes.yaml'), JSON.stringify({ ca: 'gone.pem', nodes }))
  const { http, grpc } = cluster.node('n1')
  put(
    join(cwd, 'deploy/compose.yaml'),
    `services:
  n1:
    image: qdrant/qdrant:v1.19.0
    ports: ["127.0.0.1:${http}:6333", "127.0.0.1:${grpc}:6334"]
    environment: {QDRANT__SERVICE__ENABLE_TLS: "true"}
    volumes: ["../n1/config/local.yaml:/qdrant/config/local.yaml"]
`,
  )
  for (const from of [
    ['--inventory', 'deploy/nodes.yaml'],
    ['--compose', 'deploy/compose.yaml'],
  ]) {
    const { code, stderr } = await run(['rotate', 'start', ...from, ...TRUST, '--dry-run'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'nothing was changed (--dry-run)\n' })
  }
})
