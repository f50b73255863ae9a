import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { callServer, parseServerUrl } from '../../src/server/rest.ts'
import { makeLeaf } from '../certs/fixture.ts'

test.each(['http://127.0.0.1:6333', 'https://qdrant.example.org/api'])(
  '%s is the URL of a server',
  (text) => {
    expect(parseServerUrl(text).href).toMatch(text)
  },
)

// The whole URL was quoted once, password and all, also where it came from an inventory.
test.each([
  ['https://admin:hunter2@localhost:6333', '"…@localhost:6333" is no URL of a server'],
  ['https://admin:hunter2@@local host', '"…@local host" is no URL of a server'],
  ['https://hunter2@localhost', '"…@localhost" is no URL of a server'],
  ['ftp://localhost', '"ftp://localhost" is no URL of a server'],
  ['localhost:6333', '"localhost:6333" is no URL of a server'],
])('%s is refused without its password', (text, message) => {
  expect(() => parseServerUrl(text)).toThrow(message)
})

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function answering(handle: RequestListener, secure = false): Promise<URL> {
  const server = secure ? createSecureServer({ key: KEY, cert: CERTIFICATE }, handle) : createServer(handle)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return new URL(`${secure ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

const { keyPem: KEY, certificatePem: CERTIFICATE } = makeLeaf()

const endpoint = (url: URL, signal = new AbortController().signal) => ({
  url,
  apiKey: undefined,
  authority: undefined,
  allowPlaintext: false,
  signal,
})

const GET = { method: 'GET', path: '/' } as const

test('an answer without end is cut off', async () => {
  const url = await answering((_request, response) => response.end('x'.repeat(3 << 20)))
  await expect(callServer(endpoint(url), GET)).rejects.toMatchObject({
    code: 'server-unreachable',
    message: `${url.origin} cannot be reached: the answer is too long`,
  })
})

test('Ctrl-C ends the wait', async () => {
  const controller = new AbortController()
  const url = await answering(() => controller.abort())
  await expect(callServer(endpoint(url, controller.signal), GET)).rejects.toMatchObject({
    name: 'AbortError',
  })
})

test('a certificate of a CA that nobody named is said, with the flag that names one', async () => {
  const url = await answering((_request, response) => response.end(), true)
  await expect(callServer(endpoint(url), GET)).rejects.toMatchObject({
    code: 'server-unreachable',
    hints: ['give the CA of the server: --ca tls/cacert.pem, or ca in the inventory'],
  })
})
