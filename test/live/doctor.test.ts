import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyIn } from '../../src/init/build.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { freePort, QDRANT_BIN, type Server, startServer } from './server.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const READ_ONLY = 'r8ReadOnlyW5nZk3TqL7xVbPd2YfJm9GsHc4UeAo6iN'

const live = test.skipIf(QDRANT_BIN === undefined)

/** Certificates must be valid for the server's own clock. */
const world = (cwd: string) => ({ cwd, now: new Date(), env: { KEY, READ_ONLY } })

async function doctor(cwd: string, server: Server, scheme: string, ...argv: string[]) {
  const url = `${scheme}://localhost:${server.http}`
  const { code, stdout, stderr } = await run(
    ['doctor', url, '--grpc', String(server.grpc), ...argv, '--json'],
    world(cwd),
  )
  expect(stderr).not.toContain('internal')
  const { nodes, findings } = JSON.parse(stdout)
  const found = findings.map(({ ruleId, level }: Record<string, string>) => `${level} ${ruleId}`)
  return { code, found, node: nodes[0], findings }
}

const received = (node: { access: Record<string, { credentials: { name: string; reception: string }[] }> }) =>
  Object.fromEntries(
    Object.entries(node.access).map(([name, { credentials }]) => [
      name,
      credentials.map((one) => `${one.name} ${one.reception}`),
    ]),
  )

/** Names of all collections. */
const collections = async (server: Server, key = '') => {
  const answer = await fetch(`http://127.0.0.1:${server.http}/collections`, { headers: { 'api-key': key } })
  const { result } = (await answer.json()) as { result: { collections: unknown[] } }
  return result.collections
}

const config = (service: string): Record<string, string> => ({
  'config/config.yaml': `service:\n${service}storage:\n  storage_path: ./storage\n`,
})

live('what init made is sound, and --active leaves nothing behind', async () => {
  const directory = temporaryDirectory()
  expect(await run(['init', '--yes'], world(directory))).toMatchObject({ code: 0 })
  const server = await startServer(directory)
  const { code, found, node, findings } = await doctor(
    directory,
    server,
    'https',
    '--config',
    '.',
    '--active',
  )
  expect({ code, found, findings }).toMatchObject({ code: 0, found: ['note doctor/open-cors'] })
  expect(received(node)).toEqual({
    rest: ['api_key full', 'read_only_api_key read'],
    grpc: ['api_key full', 'read_only_api_key read'],
  })
  expect(node).toMatchObject({
    version: '1.19.0',
    ports: [
      { port: 'rest', state: 'tls', tls: { trusted: true, demandsClientCertificate: false } },
      { port: 'grpc', state: 'tls', tls: { trusted: true, demandsClientCertificate: false } },
    ],
    access: { rest: { noKey: 'unauthenticated', tokens: true }, grpc: { tokens: true } },
    active: { failures: [], left: false },
  })
  expect(server.log()).toContain(`Deleting collection ${node.active.collection}`)
  // A renewed pair is taken by REST after cert_ttl, an hour, and by gRPC at a restart.
  expect(await run(['certs', 'renew'], world(directory))).toMatchObject({ code: 0 })
  const renewed = await doctor(directory, server, 'https', '--config', '.', '--only', 'served-differs')
  expect(
    renewed.findings.map(({ message }: { message: string }) => message.replace(/.*: the file/, '')),
  ).toEqual([
    expect.stringMatching(/^ is \d+ seconds old and is read again within tls\.cert_ttl, 3600 seconds$/),
    ' is read at a restart only',
  ])
  // A key that was changed on the disk alone.
  const local = join(directory, 'config/local.yaml')
  writeFileSync(local, readFileSync(local, 'utf8').replace(keyIn(readFileSync(local, 'utf8'), 'x'), KEY))
  const stale = await doctor(directory, server, 'https', '--config', '.', '--only', 'authentication')
  expect(stale).toMatchObject({ code: 1, found: ['error doctor/key-refused'] })
})

live('without a key everybody may do everything', async () => {
  const directory = temporaryDirectory(config('  jwt_rbac: false\n'))
  const server = await startServer(directory)
  const { code, found, node } = await doctor(directory, server, 'http', '--key-env', 'KEY')
  expect({ code, found }).toEqual({
    code: 1,
    found: ['note doctor/plain-text', 'error doctor/open', 'error doctor/open', 'note doctor/open-cors'],
  })
  expect(received(node)).toEqual({ rest: ['key open'], grpc: ['key open'] })
})

live('keys without TLS and tokens: what each opens, and nothing is changed', async () => {
  const directory = temporaryDirectory(
    config(`  api_key: "${KEY}"\n  read_only_api_key: "${READ_ONLY}"\n  enable_cors: false\n`),
  )
  const server = await startServer(directory)
  const keys = ['--key-env', 'KEY', '--read-only-key-env', 'READ_ONLY']
  const { code, found, node } = await doctor(directory, server, 'http', ...keys)
  expect({ code, found }).toEqual({ code: 0, found: ['note doctor/plain-text'] })
  expect(received(node)).toEqual({
    rest: ['key full', 'read-only key read'],
    grpc: ['key full', 'read-only key read'],
  })
  expect(node.access).toMatchObject({ rest: { tokens: false }, grpc: { tokens: false } })
  expect(await collections(server, KEY)).toEqual([])
  expect(server.log()).not.toMatch(/Creating collection|Deleting/)
  expect(await doctor(directory, server, 'https')).toMatchObject({
    code: 1,
    found: ['error doctor/wrong-scheme', 'note doctor/plain-text'],
  })
})

live('a read-only key that equals the other one, and a key of the documentation', async () => {
  const known = 'your_secret_api_key_here'
  const directory = temporaryDirectory(
    config(`  api_key: "${known}"\n  read_only_api_key: "${known}"\n  jwt_rbac: true\n`),
  )
  const server = await startServer(directory)
  const { code, found } = await doctor(directory, server, 'http', '--config', '.', '--skip', 'config')
  expect({ code, found }).toEqual({
    code: 1,
    found: [
      'note doctor/plain-text',
      'error doctor/known-key',
      'error doctor/weak-key',
      'error doctor/weak-key',
      'error doctor/other-rights',
      'note doctor/open-cors',
    ],
  })
})

live('mTLS covers REST and metrics, and gRPC asks nobody for a certificate', async () => {
  const directory = temporaryDirectory()
  expect(await run(['init', '--mtls', '--yes'], world(directory))).toMatchObject({ code: 0 })
  const metrics = String(await freePort())
  const server = await startServer(directory, { QDRANT__SERVICE__METRICS_PORT: metrics })
  const bare = await doctor(directory, server, 'https', '--config', '.', '--skip', 'config')
  expect(bare).toMatchObject({
    code: 1,
    found: ['warning doctor/client-certificate-needed', 'error doctor/grpc-without-client-certificate'],
    node: {
      ports: [
        { port: 'rest', tls: { demandsClientCertificate: true } },
        { port: 'grpc', tls: { demandsClientCertificate: false } },
      ],
      version: null,
    },
  })
  expect(received(bare.node)).toEqual({ grpc: ['api_key full', 'read_only_api_key read'] })
  const client = [
    '--client-cert',
    'tls/clients/client/cert.pem',
    '--client-key',
    'tls/clients/client/key.pem',
  ]
  const argv = ['--config', '.', '--skip', 'config', '--metrics', metrics]
  const unshown = await doctor(directory, server, 'https', ...argv, '--only', 'client-certificate-needed')
  expect(unshown.found).toEqual([
    'warning doctor/client-certificate-needed',
    'warning doctor/client-certificate-needed',
  ])
  const shown = await doctor(directory, server, 'https', ...argv, ...client)
  expect(shown.found).toEqual(['error doctor/grpc-without-client-certificate', 'note doctor/open-cors'])
  expect(received(shown.node)).toEqual({
    rest: ['api_key full', 'read_only_api_key read'],
    grpc: ['api_key full', 'read_only_api_key read'],
  })
})

live('the node port is open until it asks for a key', async () => {
  for (const enforced of [false, true]) {
    const directory = temporaryDirectory(
      config(`  api_key: "${KEY}"\n  enforce_internal_auth: ${enforced}\n  enable_cors: false\n`),
    )
    const server = await startServer(directory, { QDRANT__CLUSTER__ENABLED: 'true' })
    const { found, node } = await doctor(
      directory,
      server,
      'http',
      '--p2p',
      String(server.p2p),
      '--skip',
      'tls',
    )
    expect({ found, peers: node.peers }).toEqual(
      enforced
        ? { found: [], peers: 'unauthenticated' }
        : { found: ['error doctor/open-peers'], peers: 'ok' },
    )
  }
})
