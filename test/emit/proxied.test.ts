import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from '../live/server.ts'
import { put } from '../support/directory.ts'
import { has } from '../support/programs.ts'
import { emitted, type Kind, servers } from './fixture.ts'
import { type Running, startHaproxy, startNginx } from './proxies.ts'
import { callGrpc, startUpstream, type Upstream } from './upstream.ts'

const KEY = 'a-key-that-no-log-may-hold-0123456789abcdef'
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.a-token-that-no-log-may-hold.signature'

const made = servers()

const PROXIES = {
  nginx: (out: string, _: string, port: number) => startNginx(out, port),
  haproxy: startHaproxy,
}

interface World {
  proxy: Running
  upstream: Upstream
  ca: Buffer
}

/** The proxy as it was emitted, in front of a server that stands for Qdrant. */
async function world(name: keyof typeof PROXIES, kind: Kind, ...more: string[]): Promise<World> {
  const cwd = await made(kind)
  const upstream = await startUpstream(join(cwd, 'server'), kind !== 'plain', kind.startsWith('mtls'))
  put(
    join(cwd, 'ports.env'),
    `QDRANT__SERVICE__HTTP_PORT=${upstream.rest}\n${kind === 'mtls' ? '' : `QDRANT__SERVICE__GRPC_PORT=${upstream.grpc}\n`}`,
  )
  const port = await freePort()
  const flags = ['--env-file', 'ports.env', '--listen', `127.0.0.1:${port}`, '--host', 'proxy.example.org']
  const out = await emitted(cwd, name, ...flags, ...more)
  const proxy = await PROXIES[name](out, cwd, port)
  return { proxy, upstream, ca: readFileSync(join(cwd, 'proxy/tls/cacert.pem')) }
}

interface Call {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

const call = ({ proxy, ca }: World, { method = 'GET', path, headers, body }: Call) =>
  new Promise<number | string>((done) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: proxy.port,
        servername: 'proxy.example.org',
        ca,
        method,
        path,
        headers: { host: 'proxy.example.org', ...headers },
        agent: false,
      },
      (answer) => {
        answer.resume().on('error', () => {})
        done(answer.statusCode ?? 0)
      },
    )
    sent.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    sent.end(body)
  })

const grpc = ({ proxy, ca }: World, path: string, headers: Record<string, string>) =>
  callGrpc(proxy.port, ca, 'proxy.example.org', path, headers)

for (const name of Object.keys(PROXIES) as (keyof typeof PROXIES)[]) {
  describe.skipIf(!has(name, '-v'))(`a real ${name}`, () => {
    test.each(['plain', 'tls', 'mtls', 'mtls-grpc'] as const)(
      'hands REST and gRPC on to %s',
      async (kind) => {
        const here = await world(name, kind)
        const headers = { 'api-key': KEY, 'x-forwarded-for': '203.0.113.9' }
        expect(
          await call(here, {
            path: '/collections/docs/points?wait=true',
            method: 'PUT',
            headers,
            body: '{}',
          }),
        ).toBe(200)
        expect(await call(here, { path: '/', headers: { authorization: `Bearer ${TOKEN}` } })).toBe(200)
        expect(await grpc(here, '/qdrant.Points/Search', { 'api-key': KEY })).toBe(
          kind === 'mtls' ? 'HTTP 404' : 'gRPC 0',
        )
        const [put, root, search] = here.upstream.seen
        expect(put).toMatchObject({
          path: '/collections/docs/points?wait=true',
          headers: { 'api-key': KEY, 'x-forwarded-for': '127.0.0.1' },
          certificate: kind.startsWith('mtls') ? 'client' : undefined,
        })
        expect(root?.headers.authorization).toBe(`Bearer ${TOKEN}`)
        if (kind !== 'mtls')
          expect(search).toMatchObject({ path: '/qdrant.Points/Search', headers: { 'api-key': KEY } })
      },
      20_000,
    )

    test('lets nothing else through', async () => {
      const here = await world(name, 'tls')
      const paths = [
        '/metrics',
        '/telemetry',
        '/cluster',
        '/snapshots',
        '/dashboard',
        '/collectionsx',
        '/collections/docs/snapshots',
        '/collections/docs/snapshots/upload',
        '/collections/docs/shards/0/snapshots',
        '/collections/../metrics',
        '/collections/..%2fmetrics',
        '/collections/docs/%73napshots',
        '/collections/docs//snapshots',
        '//metrics',
        '/readyz/../metrics',
      ]
      const answers: [string, number | string][] = []
      for (const path of paths) answers.push([path, await call(here, { path, headers: { 'api-key': KEY } })])
      expect(answers.filter(([, status]) => status !== 404)).toEqual([])
      expect(await grpc(here, '/qdrant.Snapshots/CreateFull', { 'api-key': KEY })).toBe('HTTP 404')
      expect(here.upstream.seen).toEqual([])
    }, 20_000)

    test('--allow lets more through', async () => {
      const here = await world(name, 'tls', '--allow', 'snapshots', '--allow', 'metrics')
      for (const path of ['/metrics', '/snapshots', '/collections/docs/snapshots'])
        expect([path, await call(here, { path })]).toEqual([path, 200])
      expect(await call(here, { path: '/telemetry' })).toBe(404)
      expect(await grpc(here, '/qdrant.Snapshots/CreateFull', {})).toBe('gRPC 0')
    }, 20_000)

    test('refuses bodies that Qdrant would refuse', async () => {
      const here = await world(name, 'tls')
      const headers = { 'api-key': KEY, 'content-length': String(33 * 1024 * 1024), expect: '100-continue' }
      expect(await call(here, { path: '/collections/docs/points', method: 'PUT', headers })).toBe(413)
      expect(here.upstream.seen).toEqual([])
    }, 20_000)

    test('limits by key, and one key leaves the others alone', async () => {
      const here = await world(name, 'tls', '--rate-per-key', '2', '--rate-per-address', '1000')
      const many = async (headers: Record<string, string>) =>
        Promise.all(Array.from({ length: 12 }, () => call(here, { path: '/collections', headers })))
      const answers = await many({ 'api-key': KEY })
      expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5)
      expect(answers).toContain(200)
      expect(await call(here, { path: '/collections', headers: { 'api-key': 'another' } })).toBe(200)
      expect(
        (await many({ authorization: `Bearer ${TOKEN}` })).filter((status) => status === 429).length,
      ).toBeGreaterThanOrEqual(5)
    }, 20_000)

    test('limits by address, whatever the keys are', async () => {
      const here = await world(name, 'tls', '--rate-per-key', '1000', '--rate-per-address', '2')
      const calls = Array.from({ length: 12 }, (_, index) =>
        call(here, { path: '/collections', headers: { 'api-key': `key-${index}` } }),
      )
      expect((await Promise.all(calls)).filter((status) => status === 429).length).toBeGreaterThanOrEqual(5)
    }, 20_000)

    test('logs what was asked and never with what', async () => {
      const here = await world(name, 'tls', '--rate-per-key', '1', '--rate-per-address', '3')
      const secrets = { 'api-key': KEY, authorization: `Bearer ${TOKEN}` }
      for (const path of [
        '/collections/docs',
        '/metrics',
        `/collections?api-key=${KEY}`,
        '/collections',
        '/collections',
      ])
        await call(here, { path, headers: secrets })
      await grpc(here, '/qdrant.Points/Search', secrets)
      await new Promise((done) => setTimeout(done, 300))
      const log = here.proxy.log()
      expect(log).toContain('/collections/docs')
      const access = log
        .split('\n')
        .filter((line) => !line.includes('[error]') && !line.includes('limiting requests'))
      expect(access.join('\n')).not.toContain(KEY)
      // What stands in an address is logged by nginx when it refuses a call; Qdrant takes no key there.
      expect(log.replaceAll(`?api-key=${KEY}`, '')).not.toContain(KEY)
      expect(log).not.toContain(TOKEN)
    }, 20_000)
  })
}
