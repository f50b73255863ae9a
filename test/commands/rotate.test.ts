import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run, type World } from '../support/io.ts'
import { StandIn } from '../support/stand-in.ts'

const OLD = 'Qx7vT0e9bK3mWZ1sYp5dRfLh8uNcJ2aGoVi6EtB4kXw'
const NEW = 'a2NfR8hVw5YjD0qLx7ZpGt3sCeUoMb1iKr6TnPvB9yE'

const config = (more = '') => `# ours\nservice:\n  api_key: "${OLD}" # the key\n  jwt_rbac: true\n${more}`
const CHECKING = '  enforce_internal_auth: true\ncluster:\n  enabled: true\n'

async function setUp(options: { names?: string[]; config?: string; version?: string } = {}) {
  const cwd = temporaryDirectory()
  const cluster = await StandIn.start(cwd, { config: config(CHECKING), ...options })
  put(join(cwd, 'qdrant-auth.yaml'), cluster.inventory())
  put(join(cwd, 'new.key'), `${NEW}\n`, 0o600)
  cluster.caller = OLD
  const rotate = async (...argv: string[]) => {
    const world: World = { cwd, execute: cluster.execute }
    const outcome = await run(['rotate', ...argv, '--json'], world)
    return { ...outcome, json: JSON.parse(outcome.stdout) }
  }
  const file = (name: string) => join(cwd, '.qdrant-auth', name)
  return { cwd, cluster, rotate, file }
}

test('a cluster that checks itself: three rolls, and nobody is refused at any time', async () => {
  const { cwd, cluster, rotate, file } = await setUp()
  const begun = await rotate('start', '--key-file', 'new.key', '--soak', '0s')
  expect([begun.code, begun.json.state, begun.json.next]).toEqual([0, 'running', 'qdrant-auth rotate next'])
  expect(cluster.restarts).toEqual([])
  expect((await rotate('next', '--yes', '--until', '2')).json.next).toBe(
    'qdrant-auth rotate next --callers-moved',
  )
  expect(cluster.restarts).toEqual(['n1', 'n2', 'n3', 'n1', 'n2', 'n3'])
  expect(readFileSync(join(cwd, 'n2/config/local.yaml'), 'utf8')).toBe(
    `# ours\nservice:\n  api_key: "${NEW}" # the key\n  jwt_rbac: true\n  enforce_internal_auth: true\n  alt_api_key: "${OLD}"\ncluster:\n  enabled: true\n`,
  )
  expect((await rotate('next', '--yes')).code).toBe(2)
  cluster.caller = NEW
  const done = await rotate('next', '--yes', '--callers-moved', '--until', 'end')
  expect([done.code, done.json.state, done.json.next]).toEqual([0, 'done', null])
  expect(cluster.refusals).toEqual([])
  expect(readFileSync(join(cwd, 'n2/config/local.yaml'), 'utf8')).toBe(config(CHECKING).replace(OLD, NEW))
  expect([existsSync(file('rotation/old.key')), readFileSync(file('rotation/new.key'), 'utf8')]).toEqual([
    false,
    `${NEW}\n`,
  ])
  // The end is proved: the old key is dead on every port of every node, and so are its tokens.
  const evidence = done.json.plan.at(-1).evidence as { node: string; probe: string; status: string }[]
  const answers = Object.fromEntries(
    evidence.filter(({ node }) => node === 'n3').map(({ probe, status }) => [probe, status]),
  )
  expect(answers).toEqual({
    'rest: old key': '401 Invalid API key or JWT',
    'rest: token of old key': '403 InvalidSignature',
    'rest: expired token of old key': '403 InvalidSignature',
    'rest: new key': '200',
    'rest: token of new key': '200',
    'rest: expired token of new key': '403 ExpiredSignature',
    'rest: a wrong key': '401 Invalid API key or JWT',
    'rest: no key': '401 Must provide an API key or an Authorization bearer token',
    'grpc: old key': 'grpc 16 Invalid API key or JWT',
    'grpc: token of old key': 'grpc 7 InvalidSignature',
    'grpc: expired token of old key': 'grpc 7 InvalidSignature',
    'grpc: new key': 'grpc 0',
    'grpc: token of new key': 'grpc 0',
    'grpc: expired token of new key': 'grpc 7 ExpiredSignature',
    'grpc: a wrong key': 'grpc 16 Invalid API key or JWT',
    'grpc: no key': 'grpc 16 Must provide an API key or an Authorization bearer token',
    'p2p: old key': 'grpc 16 Invalid API key or JWT',
    'p2p: token of old key': 'grpc 7 InvalidSignature',
    'p2p: expired token of old key': 'grpc 7 InvalidSignature',
    'p2p: new key': 'grpc 0',
    'p2p: token of new key': 'grpc 0',
    'p2p: expired token of new key': 'grpc 7 ExpiredSignature',
    'p2p: a wrong key': 'grpc 16 Invalid API key or JWT',
    'p2p: no key': 'grpc 16 Must provide an API key or an Authorization bearer token',
  })
  const journal = readFileSync(file('rotation.json'), 'utf8')
  expect(journal.includes(OLD) || journal.includes(NEW)).toBe(false)
})
