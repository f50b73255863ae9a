import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { keyIn } from '../../src/init/build.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { QDRANT_BIN, startServer } from './server.ts'

/** Certificates must be valid for the server's own clock. */
const world = (cwd: string) => ({ cwd, now: new Date() })

interface Client {
  cert?: Buffer
  key?: Buffer
}

function ask(
  directory: string,
  port: number,
  credential: string | undefined,
  method = 'GET',
  path = '/collections',
  client: Client = {},
) {
  return new Promise<number | string>((done) => {
    const ca = readFileSync(join(directory, 'tls/cacert.pem'))
    const headers = credential === undefined ? {} : { 'api-key': credential }
    const sent = request(
      {
        host: '127.0.0.1',
        servername: 'localhost',
        port,
        path,
        method,
        headers,
        ca,
        agent: false,
        ...client,
      },
      (answer) => {
        answer.resume()
        done(answer.statusCode ?? 0)
      },
    )
    sent.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    sent.end(method === 'PUT' ? '{}' : undefined)
  })
}

test.skipIf(QDRANT_BIN === undefined)('a real server reads what init made as intended', async () => {
  const directory = temporaryDirectory()
  expect(await run(['init', '--yes'], world(directory))).toMatchObject({ code: 0 })
  const server = await startServer(directory)
  const key = keyIn(readFileSync(join(directory, 'config/local.yaml'), 'utf8'), 'local.yaml')
  const readOnly = keyIn(
    readFileSync(join(directory, 'config/local.yaml'), 'utf8'),
    'local.yaml',
    'read_only_api_key',
  )
  const token = readFileSync(join(directory, 'tokens/read.jwt'), 'utf8').trim()
  const put = (credential: string) => ask(directory, server.http, credential, 'PUT', '/collections/x')

  expect(await ask(directory, server.http, undefined)).toBe(401)
  expect(await ask(directory, server.http, 'no')).toBe(401)
  expect(await ask(directory, server.http, key)).toBe(200)
  expect(await ask(directory, server.http, readOnly)).toBe(200)
  expect(await ask(directory, server.http, token)).toBe(200)
  expect(await put(token)).toBe(403)
  expect(await put(readOnly)).toBe(403)
  expect(await put(key)).toBe(200)
  // gRPC talks TLS with the same certificate.
  const ca = readFileSync(join(directory, 'tls/cacert.pem'))
  const subject = await new Promise((done, failed) => {
    const socket = connect(
      { host: '127.0.0.1', port: server.grpc, servername: 'localhost', ca, ALPNProtocols: ['h2'] },
      () => {
        done(socket.getPeerCertificate().subject.CN)
        socket.destroy()
      },
    ).on('error', failed)
  })
  expect(subject).toBe('qdrant')
  expect(server.log()).not.toMatch(/validation errors|highly recommended|treated as unset/)
})

test.skipIf(QDRANT_BIN === undefined)('with --mtls no client gets in without a certificate', async () => {
  const directory = temporaryDirectory()
  expect(await run(['init', '--mtls', '--yes'], world(directory))).toMatchObject({ code: 0 })
  const server = await startServer(directory, { QDRANT__SERVICE__GRPC_PORT: 'leave' })
  const token = readFileSync(join(directory, 'tokens/read.jwt'), 'utf8').trim()
  const client = {
    cert: readFileSync(join(directory, 'tls/clients/client/cert.pem')),
    key: readFileSync(join(directory, 'tls/clients/client/key.pem')),
  }
  expect(await ask(directory, server.http, token)).toMatch(/CERTIFICATE_REQUIRED|ECONNRESET|EPIPE/)
  expect(await ask(directory, server.http, token, 'GET', '/collections', client)).toBe(200)
  expect(await ask(directory, server.http, undefined, 'GET', '/collections', client)).toBe(401)
  expect(server.log()).toContain('gRPC endpoint disabled')
})
