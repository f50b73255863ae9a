import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyIn } from '../../src/init/build.ts'
import { COMMAND_OF, type Command } from '../interop/snippets/programs.ts'
import { isInstalled, title } from '../interop/snippets/world.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { QDRANT_BIN, type Server, startServer } from './server.ts'

const CLIENTS = [
  ['curl', 'rest', 'curl'],
  ['python', 'rest', 'python'],
  ['python', 'grpc', 'python'],
  ['typescript', 'rest', 'node'],
  ['typescript', 'grpc', 'node'],
  ['grpcurl', 'grpc', 'grpcurl'],
  ['go', 'grpc', 'go'],
  ['java', 'grpc', 'java'],
  ['rust', 'grpc', 'rust'],
] as const

/** A server with mTLS on REST and TLS on gRPC, as `init` configures it, with one collection. */
async function startWithCollection(directory: string): Promise<{ server: Server; key: string }> {
  const world = { cwd: directory, now: new Date() }
  expect(await run(['init', '--mtls', '--keep-grpc', '--yes'], world)).toMatchObject({ code: 0 })
  const server = await startServer(directory)
  const file = (name: string) => readFileSync(join(directory, name), 'utf8')
  const key = keyIn(file('config/local.yaml'), 'local.yaml') ?? ''
  const status = await new Promise((done, failed) => {
    const call = request(
      {
        host: '127.0.0.1',
        servername: 'localhost',
        port: server.http,
        path: '/collections/docs',
        method: 'PUT',
        headers: { 'api-key': key, 'content-type': 'application/json' },
        ca: file('tls/cacert.pem'),
        cert: file('tls/clients/client/cert.pem'),
        key: file('tls/clients/client/key.pem'),
        agent: false,
      },
      (answer) => done(answer.resume().statusCode),
    ).on('error', failed)
    call.end('{"vectors":{"size":4,"distance":"Dot"}}')
  })
  expect(status).toBe(200)
  return { server, key }
}

const execute = ([program, ...args]: Command, env: Record<string, string>) =>
  new Promise<{ stdout: string; stderr: string }>((done) => {
    const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env
    execFile(program, args, { env: { ...inherited, ...env } }, (_error, stdout, stderr) =>
      done({ stdout, stderr }),
    )
  })

for (const [client, transport, needed] of CLIENTS) {
  const what = `a real server lets ${client} in over ${transport}, with a key and with a token`
  test.skipIf(QDRANT_BIN === undefined || !isInstalled(needed))(
    title(what, needed),
    async () => {
      const directory = temporaryDirectory()
      const { server, key } = await startWithCollection(directory)
      const port = transport === 'rest' ? server.http : server.grpc
      const flags = ['--transport', transport, '--url', `https://localhost:${port}`]
      // Qdrant itself demands a certificate on REST alone.
      const identity = transport === 'rest' ? ['--mtls'] : []
      const ask = async (...more: string[]) => {
        const printed = await run(['snippet', client, ...flags, ...identity, ...more], { cwd: directory })
        const command = COMMAND_OF[client](directory, printed.stdout)
        const { stdout, stderr } = await execute(command, { QDRANT_API_KEY: key })
        return stdout.includes('docs') ? 'docs' : stderr
      }
      expect(await ask()).toBe('docs')
      expect(await ask('--jwt', '--secret-file', join(directory, 'tokens/read.jwt'))).toBe('docs')
    },
    120_000,
  )
}
