import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import type { TargetName } from '../../src/emit/target.ts'
import { emitted, fits, type Kind, servers } from '../emit/fixture.ts'
import { prometheusIn, startNginx } from '../emit/proxies.ts'
import { callGrpc } from '../emit/upstream.ts'
import { put } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { has } from '../support/programs.ts'
import { freePort, QDRANT_BIN, type Server, startServer } from './server.ts'

const made = servers()

/** How a target would have the server started. */
interface Start {
  directory: string
  variables: Record<string, string>
  args: string[]
}

const read = (...path: string[]) => readFileSync(join(...path), 'utf8')

/** `NAME=value` lines. */
const variablesOf = (text: string) =>
  Object.fromEntries(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  )

/** The image: its folder, in which the files are mounted, as `RUN_MODE=production` reads them. */
function image(cwd: string, config: string, local: string | undefined): string {
  const root = mkdtempSync(join(cwd, 'image-'))
  put(join(root, 'config/production.yaml'), config)
  if (local !== undefined) put(join(root, 'config/local.yaml'), local)
  return root
}

/** Certificates under the names of a Secret. */
function certificates(cwd: string, root: string): string {
  const folder = join(root, 'certs')
  mkdirSync(folder)
  for (const [from, to] of [
    ['cert.pem', 'tls.crt'],
    ['key.pem', 'tls.key'],
    ['cacert.pem', 'ca.pem'],
  ] as const)
    if (existsSync(join(cwd, 'server/tls', from))) cpSync(join(cwd, 'server/tls', from), join(folder, to))
  return folder
}

/** What a container or unit is, without docker, Kubernetes and systemd: the same files, variables and command line. */
const STARTS: Partial<Record<TargetName, (cwd: string, out: string) => Start>> = {
  compose(cwd, out) {
    const { services, secrets } = parse(read(out, 'compose.yaml'))
    const { volumes } = services.qdrant
    const root = image(cwd, '', read(out, secrets.keys.file))
    const config = read(out, 'qdrant.yaml').replaceAll('/qdrant/tls', join(root, 'tls'))
    writeFileSync(join(root, 'config/production.yaml'), config)
    const tls = volumes.find(({ target }: { target: string }) => target === '/qdrant/tls')
    if (tls !== undefined) symlinkSync(join(out, tls.source), join(root, 'tls'))
    return { directory: root, variables: { RUN_MODE: 'production' }, args: [] }
  },
  kubernetes(cwd, out) {
    const documents = read(out, 'qdrant.yaml')
      .split(/^---$/m)
      .map((text) => parse(text))
    const config = documents.find(({ kind }) => kind === 'ConfigMap').data['production.yaml']
    const root = image(cwd, '', parse(read(out, 'secret.yaml')).stringData['local.yaml'])
    writeFileSync(
      join(root, 'config/production.yaml'),
      config.replaceAll('/mnt/secrets/certs', certificates(cwd, root)),
    )
    return { directory: root, variables: { RUN_MODE: 'production' }, args: [] }
  },
  helm(cwd, out) {
    const values = parse(read(out, 'values.yaml'))
    const { stringData } = parse(read(out, 'secret.yaml'))
    const root = image(cwd, '', undefined)
    // JSON is YAML; the chart writes the same values.
    const config = JSON.stringify(values.config).replaceAll('/mnt/secrets/certs', certificates(cwd, root))
    writeFileSync(join(root, 'config/production.yaml'), config)
    const keys = values.env.map(
      ({ name, valueFrom }: { name: string; valueFrom: { secretKeyRef: { key: string } } }) => [
        name,
        stringData[valueFrom.secretKeyRef.key],
      ],
    )
    return { directory: root, variables: { RUN_MODE: 'production', ...Object.fromEntries(keys) }, args: [] }
  },
  systemd(cwd, out) {
    const root = mkdtempSync(join(cwd, 'machine-'))
    const moved = (text: string) =>
      text
        .replaceAll('/etc/', `${root}/etc/`)
        .replaceAll('/var/lib/', `${root}/var/lib/`)
        .replaceAll('%d', `${root}/credentials`)
        .replaceAll('%t', `${root}/run`)
        .replaceAll('%N', 'qdrant')
    const config = join(out, 'config.yaml')
    writeFileSync(config, moved(readFileSync(config, 'utf8')))
    const unit = read(out, 'qdrant.service')
    const all = (key: string) =>
      [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, value = '']) => moved(value))
    // As the printed steps put them in place.
    for (const [from, to] of [
      [config, 'etc/qdrant/config/config.yaml'],
      [join(out, 'keys.yaml'), 'etc/qdrant/keys.yaml'],
      [join(cwd, 'server/tls/cert.pem'), 'etc/qdrant/tls/cert.pem'],
      [join(cwd, 'server/tls/key.pem'), 'etc/qdrant/tls/key.pem'],
      [join(cwd, 'server/tls/cacert.pem'), 'etc/qdrant/tls/cacert.pem'],
    ] as const)
      if (existsSync(from)) put(join(root, to), readFileSync(from, 'utf8'))
    mkdirSync(join(root, 'run/qdrant'), { recursive: true })
    mkdirSync(join(root, 'var/lib/qdrant'), { recursive: true })
    for (const credential of all('LoadCredential')) {
      const [name = '', from = ''] = credential.split(':')
      put(join(root, 'credentials', name), readFileSync(from, 'utf8'))
    }
    const [, ...args] = (all('ExecStart')[0] ?? '').split(' ')
    return {
      directory: all('WorkingDirectory')[0] ?? '',
      variables: variablesOf(all('Environment').join('\n')),
      args,
    }
  },
  env(cwd, out) {
    const root = mkdtempSync(join(cwd, 'folder-'))
    if (existsSync(join(cwd, 'server/tls'))) symlinkSync(join(cwd, 'server/tls'), join(root, 'tls'))
    const text = read(out, 'qdrant.env') + read(out, 'qdrant-keys.env')
    // The test has its own address and ports.
    const { QDRANT__SERVICE__HOST, QDRANT__SERVICE__HTTP_PORT, QDRANT__SERVICE__GRPC_PORT, ...variables } =
      variablesOf(text)
    return { directory: root, variables, args: [] }
  },
}

interface Answer {
  credential?: string | undefined
  method?: string
  path?: string
  certificate?: boolean
  port?: number
}

/** Status of REST, or the code of the failure. */
function ask(
  cwd: string,
  kind: Kind,
  server: Pick<Server, 'http'>,
  { credential, method = 'GET', path = '/collections', certificate = true, port = server.http }: Answer,
) {
  const client = (name: string) => readFileSync(join(cwd, 'server/tls/clients/client', name))
  const shown = certificate && kind === 'mtls' ? { cert: client('cert.pem'), key: client('key.pem') } : {}
  const tls =
    kind === 'plain'
      ? {}
      : { ca: readFileSync(join(cwd, 'server/tls/cacert.pem')), servername: 'localhost', ...shown }
  const send = kind === 'plain' ? requestPlain : request
  return new Promise<number | string>((done) => {
    const headers = credential === undefined ? {} : { 'api-key': credential }
    const sent = send({ host: '127.0.0.1', port, path, method, headers, agent: false, ...tls }, (answer) => {
      answer.resume()
      done(answer.statusCode ?? 0)
    })
    sent.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message))
    sent.end(method === 'PUT' ? '{"vectors":{"size":4,"distance":"Dot"}}' : undefined)
  })
}

function credentialsOf(cwd: string) {
  const text = read(cwd, 'server/config/local.yaml')
  const key = (name: string) => new RegExp(`^  ${name}: "(.+)"$`, 'm').exec(text)?.[1] ?? ''
  return {
    full: key('api_key'),
    readOnly: key('read_only_api_key'),
    token: read(cwd, 'server/tokens/read.jwt').trim(),
  }
}

const leave = (kind: Kind): Record<string, string> =>
  kind === 'mtls' ? { QDRANT__SERVICE__GRPC_PORT: 'leave' } : {}

async function start(target: TargetName, kind: Kind): Promise<Server> {
  const cwd = await made(kind)
  const as = STARTS[target]?.(cwd, await emitted(cwd, target))
  if (as === undefined) throw new Error(target)
  return startServer(as.directory, { ...as.variables, ...leave(kind) }, as.args)
}

/** What `doctor` finds wrong with a running server that is to be as `init` made it. */
async function doctor(cwd: string, kind: Kind, server: Server) {
  const url = `${kind === 'plain' ? 'http' : 'https'}://localhost:${server.http}`
  const client = ['cert', 'key'].flatMap((name) => [
    `--client-${name}`,
    `server/tls/clients/client/${name}.pem`,
  ])
  const more = kind === 'mtls' ? client : ['--grpc', String(server.grpc)]
  const { code, stdout } = await run(['doctor', url, '--config', 'server', '--json', ...more], {
    cwd,
    now: new Date(),
  })
  const { findings } = JSON.parse(stdout)
  return { code, errors: findings.filter(({ level }: { level: string }) => level === 'error') }
}

const CASES = (['compose', 'kubernetes', 'helm', 'systemd', 'env'] as const).flatMap((target) =>
  (['plain', 'tls', 'mtls'] as const)
    .filter((kind) => fits(target, kind))
    .map((kind) => [target, kind] as const),
)

describe.skipIf(QDRANT_BIN === undefined)('with a real server (QDRANT_BIN)', () => {
  test.each(CASES)(
    'what emit %s makes of init (%s) starts and asks for what it should',
    async (target, kind) => {
      const cwd = await made(kind)
      const start = STARTS[target]?.(cwd, await emitted(cwd, target))
      if (start === undefined) throw new Error(target)
      const server = await startServer(start.directory, { ...start.variables, ...leave(kind) }, start.args)
      const { full, readOnly, token } = credentialsOf(cwd)
      const status = (credential?: string, more: Answer = {}) =>
        ask(cwd, kind, server, { credential, ...more })
      expect(await status()).toBe(401)
      // What the probes ask.
      for (const path of ['/readyz', '/livez']) expect(await status(undefined, { path })).toBe(200)
      expect(await status('no')).toBe(401)
      expect(await status(readOnly)).toBe(200)
      expect(await status(token)).toBe(200)
      expect(await status(token, { method: 'PUT', path: '/collections/x' })).toBe(403)
      expect(await status(full, { method: 'PUT', path: '/collections/x' })).toBe(200)
      if (kind === 'mtls') {
        expect(await status(full, { certificate: false })).toMatch(/CERTIFICATE_REQUIRED|ECONNRESET|EPIPE/)
        expect(server.log()).toContain('gRPC endpoint disabled')
      }
      expect(server.log()).not.toMatch(
        /validation errors|highly recommended|treated as unset|Permission denied/,
      )
      expect(await doctor(cwd, kind, server)).toEqual({ code: 0, errors: [] })
      if (target === 'compose') {
        const { test: check } = parse(read(await emitted(cwd, target), 'compose.yaml')).services.qdrant
          .healthcheck
        const [, program, ...args] = check.map((word: string) => word.replaceAll('/6333', `/${server.http}`))
        expect(spawnSync(program, args).status).toBe(0)
      }
    },
    60_000,
  )

  test.skipIf(!has('nginx', '-v')).each(['plain', 'tls', 'mtls'] as const)(
    'nginx as emitted, in front of it (%s)',
    async (kind) => {
      const cwd = await made(kind)
      const server = await start('compose', kind)
      const ports = kind === 'mtls' ? '' : `QDRANT__SERVICE__GRPC_PORT=${server.grpc}\n`
      put(join(cwd, 'live.env'), `QDRANT__SERVICE__HTTP_PORT=${server.http}\n${ports}`)
      const port = await freePort()
      const out = await emitted(
        cwd,
        'nginx',
        '--env-file',
        'live.env',
        '--listen',
        `127.0.0.1:${port}`,
        '--host',
        'localhost',
      )
      await startNginx(out, port)
      const { full, token } = credentialsOf(cwd)
      const ca = readFileSync(join(cwd, 'proxy/tls/cacert.pem'))
      const status = (path: string, credential?: string) =>
        new Promise<number>((done, failed) => {
          const headers = credential === undefined ? {} : { 'api-key': credential }
          request(
            { host: '127.0.0.1', port, servername: 'localhost', ca, path, headers, agent: false },
            (answer) => {
              answer.resume()
              done(answer.statusCode ?? 0)
            },
          )
            .on('error', failed)
            .end()
        })
      expect(await status('/collections')).toBe(401)
      expect(await status('/collections', full)).toBe(200)
      expect(await status('/collections', token)).toBe(200)
      expect(await status('/readyz')).toBe(200)
      expect(await status('/metrics', full)).toBe(404)
      if (kind === 'mtls') return
      const list = (key: string) =>
        callGrpc(port, ca, 'localhost', '/qdrant.Collections/List', { 'api-key': key })
      expect(await list(full)).toBe('gRPC 0')
      expect(await list('no')).toBe('gRPC 16')
    },
    60_000,
  )

  test.skipIf(!has('prometheus', '--version')).each(['plain', 'tls', 'mtls'] as const)(
    'prometheus as emitted reads its metrics (%s)',
    async (kind) => {
      const cwd = await made(kind)
      const server = await start('compose', kind)
      put(join(cwd, 'scrape.env'), `QDRANT__SERVICE__HTTP_PORT=${server.http}\n`)
      const out = await emitted(cwd, 'prometheus', '--env-file', 'scrape.env')
      const file = prometheusIn(out, cwd)
      writeFileSync(file, `global: {scrape_interval: 1s, scrape_timeout: 1s}\n${readFileSync(file, 'utf8')}`)
      expect(await targetHealth(file, join(out, 'data'))).toBe('up')
    },
    60_000,
  )
})

/** What Prometheus says of the one target of its configuration. */
async function targetHealth(file: string, data: string): Promise<string> {
  const port = await freePort()
  const child = spawn(
    'prometheus',
    [`--config.file=${file}`, `--storage.tsdb.path=${data}`, `--web.listen-address=127.0.0.1:${port}`],
    { stdio: 'ignore' },
  )
  onTestFinished(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  let health = 'unknown'
  for (let waited = 0; waited < 100 && health === 'unknown'; waited++) {
    await new Promise((done) => setTimeout(done, 200))
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/targets`).catch(() => undefined)
    const { data: found } = answer?.ok
      ? ((await answer.json()) as { data: { activeTargets: { health: string }[] } })
      : { data: undefined }
    health = found?.activeTargets[0]?.health ?? 'unknown'
  }
  return health
}
