import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTls } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { made } from '../commands/certs-world.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { standIn } from './stand-in.ts'
// Loaded before the clock runs.
import '../../src/commands/doctor.ts'

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})))
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Plain text for those who do not begin with a TLS handshake (0x16), to whom it says what a plain server would. */
const plain = (answer: (socket: Socket) => void) =>
  createServer((socket) =>
    socket.once('data', (first: Buffer) => {
      if (first[0] === 0x16) socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
      else answer(socket)
    }),
  )

/** Writes as long as somebody reads. */
function pour(socket: Socket, head: string, chunk: string): void {
  socket.write(head)
  const more = () => {
    while (!socket.destroyed && socket.write(chunk)) {}
  }
  socket.on('drain', more)
  more()
}

const drip = (socket: Socket, text: string) => {
  const timer = setInterval(() => socket.write(text), 50)
  socket.on('close', () => clearInterval(timer))
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n'

test.each<[string, () => Server, number, string]>([
  [
    'takes the connection and says nothing',
    () => createServer(() => {}),
    4,
    'gives no answer: no answer in 0.5 seconds',
  ],
  ['closes at once', () => createServer((socket) => socket.end()), 4, 'gives no answer: '],
  ['resets', () => createServer((socket) => socket.resetAndDestroy()), 4, 'gives no answer: ECONNRESET'],
  [
    'sends garbage',
    () => createServer((socket) => socket.end(Buffer.alloc(5000, 0xa5))),
    1,
    'gives no answer: HPE_',
  ],
  [
    'never ends its garbage',
    () => createServer((socket) => pour(socket, '', 'x'.repeat(1 << 16))),
    1,
    'gives no answer: HPE_',
  ],
  [
    'answers with 10 GB',
    () => plain((socket) => pour(socket, OK, 'x'.repeat(1 << 16))),
    1,
    'gives no answer: the answer is too long',
  ],
  [
    'answers with headers without end',
    () => plain((socket) => pour(socket, 'HTTP/1.1 200 OK\r\n', `x-a: ${'b'.repeat(1000)}\r\n`)),
    1,
    'gives no answer: HPE_HEADER_OVERFLOW',
  ],
  [
    'answers a byte now and then',
    () => plain((socket) => drip(socket.write(OK) ? socket : socket, 'x')),
    1,
    'gives no answer: no answer in 1 seconds',
  ],
  [
    'breaks off in the middle of an answer',
    () => plain((socket) => socket.end(`${OK}half`)),
    1,
    'gives no answer: ECONNRESET',
  ],
  [
    'answers 200 to everything',
    () => plain((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi')),
    1,
    'answers 200 and is not Qdrant',
  ],
])('a server that %s is told within the time', async (_, server, code, words) => {
  const port = await listening(server())
  const started = performance.now()
  const world = { cwd: temporaryDirectory(), env: { KEY: 'k'.repeat(32) } }
  // The same on both ports.
  const argv = [`http://127.0.0.1:${port}`, '--grpc', String(port), '--key-env', 'KEY', '--timeout', '1']
  const outcome = await run(['doctor', ...argv], world)
  expect(performance.now() - started).toBeLessThan(4000)
  expect({ ...outcome, stderr: '' }).toMatchObject({ code, stdout: expect.stringContaining(words) })
})

test('a server that falls silent behind the handshake is told within the time', async () => {
  const cwd = await made('--node', 'n1')
  const file = (name: string) => readFileSync(join(cwd, 'tls', name))
  const port = await listening(createTls({ cert: file('cert.pem'), key: file('key.pem') }, () => {}))
  const started = performance.now()
  const argv = [`https://localhost:${port}`, '--grpc', String(port), '--ca', 'ca/ca.pem', '--timeout', '1']
  const { code, stdout } = await run(['doctor', ...argv], { cwd })
  expect(performance.now() - started).toBeLessThan(4000)
  expect(code).toBe(1)
  expect(stdout).toContain(`error: qdrant: REST (port ${port}) gives no answer: no answer in 1 seconds`)
})

test('what a server says cannot act on the terminal', async () => {
  const evil = '\u001b]0;title\u0007\u202e'
  const { rest, grpc } = await standIn({
    keys: {},
    instead: (request, response) => {
      if (request.url === '/') response.writeHead(302, { location: 'http://x/\u009b31m' }).end(evil)
      else response.writeHead(401, { 'content-type': 'text/plain' }).end(`${evil}\nsecond line`)
      return true
    },
  })
  for (const format of ['text', 'json', 'github', 'junit', 'sarif']) {
    const argv = [`http://127.0.0.1:${rest}`, '--grpc', String(grpc), '--key-env', 'KEY', '--format', format]
    const outcome = await run(['doctor', ...argv], {
      cwd: temporaryDirectory(),
      env: { KEY: 'k'.repeat(32) },
    })
    expect(`${outcome.stdout}${outcome.stderr}`).not.toMatch(/[\u001b\u0007\u009b\u202e]/)
  }
})

test('a key that a server gives back is not shown', async () => {
  const key = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
  const { rest } = await standIn({
    keys: {},
    instead: ({ headers }, response) => {
      response.writeHead(401).end(JSON.stringify({ status: { error: `who is ${headers['api-key']}?` } }))
      return true
    },
  })
  for (const format of ['text', 'json']) {
    const argv = [`http://127.0.0.1:${rest}`, '--grpc', String(rest), '--key-env', 'KEY', '--format', format]
    const { stdout, stderr } = await run(['doctor', ...argv], {
      cwd: temporaryDirectory(),
      env: { KEY: key },
    })
    expect(stdout).toContain('who is …?')
    expect(stdout + stderr).not.toContain(key)
  }
})

test('Ctrl-C ends it', async () => {
  const port = await listening(createServer(() => {}))
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 100)
  const world = { cwd: temporaryDirectory(), signal: controller.signal }
  expect(await run(['doctor', `http://127.0.0.1:${port}`], world)).toMatchObject({ code: 130, stdout: '' })
})
