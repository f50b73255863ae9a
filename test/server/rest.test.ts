import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { callServer } from '../../src/server/rest.ts'

async function serving(answer: RequestListener): Promise<URL> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

const call = (url: URL, more: object = {}) =>
  callServer(
    {
      url,
      apiKey: 'key',
      authority: undefined,
      allowPlaintext: false,
      signal: new AbortController().signal,
      ...more,
    },
    { method: 'GET', path: '/' },
  )

test('a redirect is an answer, and not followed', async () => {
  const asked: (string | undefined)[] = []
  const url = await serving((request, response) => {
    asked.push(request.url)
    response.writeHead(307, { location: '/elsewhere' }).end()
  })
  expect(await call(url)).toMatchObject({ status: 307, headers: { location: '/elsewhere' } })
  expect(asked).toEqual(['/'])
})

test('the time is that of the whole answer, not of a silence', async () => {
  const url = await serving((_, response) => {
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  })
  await expect(call(url, { timeout: 200 })).rejects.toMatchObject({
    code: 'server-unreachable',
    message: expect.stringContaining('no answer in 0.2 seconds'),
  })
})

test('an answer that breaks off is unreachable, and no crash', async () => {
  const url = await serving((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => response.destroy())
  })
  await expect(call(url)).rejects.toMatchObject({ code: 'server-unreachable' })
})

test('a path of two slashes is a path, and no other host', async () => {
  const seen: (string | undefined)[] = []
  const elsewhere = await serving((_, response) => response.end(String(seen.push('elsewhere'))))
  const url = await serving((request, response) => {
    seen.push(request.url)
    response.end()
  })
  await call(new URL(`${url.origin}//${elsewhere.host}`))
  expect(seen).toEqual([`//${elsewhere.host}/`])
})

test.each(['schlüssel', 'key\n', '日本'])(
  '%j, which no header can carry, is told before it is sent',
  async (apiKey) => {
    await expect(call(new URL('http://127.0.0.1:1'), { apiKey })).rejects.toMatchObject({
      code: 'bad-value',
      message: 'the key has a character that no header can carry',
    })
  },
)

test('a key does not cross a network in plain text', async () => {
  await expect(call(new URL('http://192.0.2.1:6333'))).rejects.toMatchObject({ code: 'usage' })
})
