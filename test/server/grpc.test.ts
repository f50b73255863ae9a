import { createServer } from 'node:net'
import { Server, ServerCredentials, status } from '@grpc/grpc-js'
import { expect, onTestFinished, test } from 'vitest'
import { openGrpc } from '../../src/server/grpc.ts'

const same = (bytes: Uint8Array) => Buffer.from(bytes)

/** Answers `/qdrant.Collections/List` by the credential it gets. */
async function startServer(): Promise<number> {
  const server = new Server()
  const path = '/qdrant.Collections/List'
  const method = { path, requestStream: false, responseStream: false }
  const codec = {
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  }
  server.addService(
    { list: { ...method, ...codec } },
    {
      list: (
        call: { metadata: { get(name: string): unknown[] } },
        done: (error: object | null, answer?: Buffer) => void,
      ) => {
        const [key] = call.metadata.get('api-key')
        if (key === 'good') done(null, Buffer.from([8, 1]))
        else if (key === BUSY) done({ code: status.UNAVAILABLE, details: `too busy for ${BUSY}` })
        else if (key !== 'hang') done({ code: status.UNAUTHENTICATED, details: 'Invalid API key or JWT' })
      },
    },
  )
  const port = await new Promise<number>((done, failed) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? done(bound) : failed(error),
    ),
  )
  onTestFinished(() => server.forceShutdown())
  return port
}

const endpoint = (port: number, more: object = {}) => ({
  url: new URL(`http://127.0.0.1:${port}`),
  authority: undefined,
  allowPlaintext: false,
  signal: new AbortController().signal,
  ...more,
})

async function open(port: number, more: object = {}) {
  const connection = await openGrpc(endpoint(port, more))
  onTestFinished(() => connection.close())
  return connection
}

const LIST = '/qdrant.Collections/List'
const BUSY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const UNFIT = 'the key has a character that no header can carry'

test('one connection carries calls with different credentials', async () => {
  const connection = await open(await startServer())
  const good = await connection.call(LIST, 'good')
  expect({ ...good, body: [...good.body] }).toEqual({ code: 0, message: '', body: [8, 1] })
  expect(await connection.call(LIST, 'bad')).toMatchObject({ code: 16, message: 'Invalid API key or JWT' })
  expect(await connection.call(LIST, undefined)).toMatchObject({ code: 16 })
})

test('a server that does not answer in time is told as such', async () => {
  const connection = await open(await startServer(), { timeout: 100 })
  await expect(connection.call(LIST, 'hang')).rejects.toMatchObject({
    code: 'server-unreachable',
    message: expect.stringContaining('no answer in 0.1 seconds'),
  })
})

test('a key that is given back with a failure is not in the message', async () => {
  const connection = await open(await startServer())
  await expect(connection.call(LIST, BUSY)).rejects.toMatchObject({
    code: 'server-unreachable',
    message: expect.stringMatching(/cannot be reached: too busy for …$/),
  })
})

test('an interrupt ends a call that waits', async () => {
  const controller = new AbortController()
  const connection = await open(await startServer(), { signal: controller.signal })
  setTimeout(() => controller.abort(), 50)
  await expect(connection.call(LIST, 'hang')).rejects.toMatchObject({ code: 'interrupted' })
})

test('nobody there, and what is no gRPC, is unreachable', async () => {
  const plain = createServer((socket) =>
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n', () => socket.destroy()),
  )
  await new Promise<void>((done) => plain.listen(0, '127.0.0.1', () => done()))
  const { port } = plain.address() as { port: number }
  const connection = await open(port, { timeout: 2000 })
  await expect(connection.call(LIST, 'good')).rejects.toMatchObject({ code: 'server-unreachable' })
  connection.close()
  await new Promise((done) => plain.close(done))
  const gone = await open(port, { timeout: 2000 })
  await expect(gone.call(LIST, 'good')).rejects.toMatchObject({
    code: 'server-unreachable',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

// It was 6334 once, whatever port the URL said, and the key went there.
test.each([
  ['https://127.9.9.9:443', '127.9.9.9:443'],
  ['http://127.9.9.9:80', '127.9.9.9:80'],
])('%s is asked at the port that is usual for its scheme', async (url, address) => {
  const connection = await openGrpc({ ...endpoint(0, { url: new URL(url) }), timeout: 2000 })
  onTestFinished(() => connection.close())
  await expect(connection.call(LIST, 'good')).rejects.toMatchObject({
    code: 'server-unreachable',
    message: expect.stringContaining(`ECONNREFUSED ${address}`),
  })
})

test.each(['schlüssel', 'key\n', '日本'])(
  '%j, which no header can carry, is told before it is sent',
  async (key) => {
    const connection = await open(await startServer())
    const call = async () => connection.call(LIST, key)
    await expect(call()).rejects.toMatchObject({ code: 'bad-value', message: UNFIT })
  },
)

test('a credential does not cross a network in plain text', async () => {
  const connection = await open(1, { url: new URL('http://192.0.2.1:6334') })
  expect(() => connection.call(LIST, 'good')).toThrow('in plain text')
})
