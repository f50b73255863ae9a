import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer as createPlain } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { temporaryDirectory, tree } from '../support/directory.ts'
import { certs, later, made } from './certs-world.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listening(server: Server): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A server with the files of a directory, as they are now; with mTLS it demands a certificate of its clients. */
function serving(cwd: string, mtls = false): Promise<number> {
  const file = (name: string) => readFileSync(join(cwd, 'tls', name))
  const server = createServer({
    cert: file('cert.pem'),
    key: file('key.pem'),
    ca: file('cacert.pem'),
    requestCert: mtls,
    rejectUnauthorized: mtls,
  })
  server.on('tlsClientError', () => {})
  return listening(server)
}

// As root it replaced /dev/stdout, for the whole machine.
test('-o replaces an earlier report and nothing else', async () => {
  const cwd = await made('--node', 'n1')
  symlinkSync('target', join(cwd, 'link'))
  execFileSync('mkfifo', [join(cwd, 'pipe')])
  const key = readFileSync(join(cwd, 'tls/key.pem'), 'utf8')
  for (const [out, words] of [
    ['link', 'is a symbolic link'],
    ['pipe', 'is not a regular file'],
    ['tls', 'is a directory where a file should be'],
    ['tls/key.pem', 'exists and is no report: it was left alone'],
  ] as const)
    expect(await certs(cwd, ['check', 'tls', '-o', out])).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringContaining(`error: ${join(cwd, out)} ${words}\n`),
    })
  expect(readFileSync(join(cwd, 'tls/key.pem'), 'utf8')).toBe(key)
  for (const format of ['text', 'json', 'prometheus'])
    expect((await certs(cwd, ['check', 'tls', '-o', 'report', '--format', format])).code).toBe(0)
})

test('a certificate and its CA from stdin, with nothing beside them', async () => {
  const cwd = await made('--node', 'n1')
  const stdin = (name: string) => ({ stdin: readFileSync(join(cwd, 'tls', name)) })
  // Beside a file of this directory it would be found.
  writeFileSync(join(cwd, 'cacert.pem'), 'no certificate')
  const shown = await certs(cwd, ['show', '-', '--json'], stdin('cert.pem'))
  expect(JSON.parse(shown.stdout).certificates).toMatchObject([
    { file: '-', names: ['n1', 'localhost', '127.0.0.1', '::1'], key: null },
  ])
  expect(await certs(cwd, ['check', '-', '--ca', 'tls/cacert.pem'], stdin('cert.pem'))).toMatchObject({
    code: 0,
  })
  const checked = await certs(cwd, ['check', 'tls/cert.pem', '--ca', '-'], stdin('cacert.pem'))
  expect(checked).toMatchObject({ code: 0 })
  expect(await certs(cwd, ['check', 'tls/cert.pem', '--ca', '-'], { stdin: 'x' })).not.toMatchObject({
    code: 0,
  })
})

test('what is sound and not due: exit 0, and which port takes what', async () => {
  const cwd = await made('--node', 'n1', '--client', 'app')
  expect(await certs(cwd, ['check', 'tls', '--host', 'n1'])).toEqual({
    code: 0,
    stdout: `file                        role    life               rest  grpc  p2p  mtls
tls/cacert.pem              ca      ends in 3650 days  -     -     -    -
tls/cert.pem                node    ends in 365 days   yes   yes   yes  yes
tls/clients/app/cacert.pem  ca      ends in 3650 days  -     -     -    -
tls/clients/app/cert.pem    client  ends in 365 days   -     -     -    yes
`,
    stderr: '4 certificate(s): 0 error(s), 0 warning(s), 0 note(s)\n',
  })
})

test.each([
  [340, [], 1],
  [300, [], 0],
  [300, ['--within', '66%'], 1],
  [300, ['--within', '12w'], 1],
  [366, [], 1],
])('after %i days with %j: exit %i', async (days, argv, code) => {
  const cwd = await made()
  expect((await certs(cwd, ['check', 'tls', ...argv], { now: later(days) })).code).toBe(code)
})

test('what is broken: exit 1, and the reason of each port', async () => {
  const [cwd, other] = [await made(), await made()]
  writeFileSync(join(cwd, 'tls/key.pem'), readFileSync(join(other, 'tls/key.pem')))
  chmodSync(join(cwd, 'tls/key.pem'), 0o644)
  const { code, stdout } = await certs(cwd, ['check', 'tls/cert.pem'])
  expect(code).toBe(1)
  expect(stdout).toContain('tls/cert.pem:1:1: error: the key in tls/key.pem does not belong to it')
  expect(stdout).toContain('warning: others can read the key (0644)')
  expect(stdout).toContain('rest does not take tls/cert.pem: it starts, and every handshake fails')
  const report = JSON.parse((await certs(cwd, ['check', 'tls/cert.pem', '--json'])).stdout)
  expect(report).toMatchObject({
    command: 'certs check',
    files: [{ file: 'tls/cert.pem', role: 'node', ports: [{ port: 'rest', accepted: false }, {}, {}, {}] }],
    summary: { error: 1, warning: 1 },
  })
})

test('a file that should hold a certificate is looked at, whatever it holds', async () => {
  const cwd = await made()
  writeFileSync(join(cwd, 'tls/cert.pem'), 'nothing of the kind')
  for (const path of ['tls', 'tls/cert.pem']) {
    const { code, stdout } = await certs(cwd, ['check', path])
    expect([code, stdout]).toEqual([1, expect.stringContaining('tls/cert.pem:1:1: error: it holds no PEM')])
  }
  expect(await certs(cwd, ['check', 'gone'])).toMatchObject({ code: 3, stdout: '' })
})

test('nothing to look at is no good news', async () => {
  const cwd = temporaryDirectory({ 'empty/readme': '', 'tls/huge.pem': 'x'.repeat(1_100_000) })
  for (const [argv, code, words] of [
    [['empty'], 3, 'holds no certificates'],
    // What is far too large for a certificate is passed over in a directory, and refused where it is named.
    [['tls'], 3, 'holds no certificates'],
    [['tls/huge.pem'], 3, 'larger than'],
    [['ftp://localhost'], 2, 'is no port that speaks TLS'],
    [['https://localhost:99999'], 2, 'is no port that speaks TLS'],
    [['grpcs://'], 2, 'is no port that speaks TLS'],
  ] as const) {
    const outcome = await certs(cwd, ['check', ...argv])
    expect(outcome).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(words) })
  }
})

test('key and CA file may be somewhere else', async () => {
  const cwd = await made()
  const cert = readFileSync(join(cwd, 'tls/cert.pem'))
  writeFileSync(join(cwd, 'alone.pem'), cert)
  const ports = async (...argv: string[]) => {
    const { stdout } = await certs(cwd, ['check', 'alone.pem', '--json', ...argv])
    return JSON.parse(stdout).files[0].ports.map((one: { accepted: boolean | null }) => one.accepted)
  }
  expect(await ports()).toEqual([null])
  expect(await ports('--key', 'tls/key.pem')).toEqual([true, true, null, null])
  expect(await ports('--key', 'tls/key.pem', '--ca', 'ca/ca.pem')).toEqual([true, true, true, true])
})

test('formats, and metrics in a file', async () => {
  const cwd = await made()
  const due = { now: later(340) }
  const sarif = JSON.parse((await certs(cwd, ['check', 'tls', '--format', 'sarif'], due)).stdout)
  expect(sarif.runs[0].results[0].ruleId).toBe('certs/expiring')
  expect((await certs(cwd, ['check', 'tls', '--format', 'github'], due)).stdout).toMatch(
    /^::warning title=certs\/expiring,file=tls\/cert\.pem,/,
  )
  const out = await certs(cwd, ['check', 'tls', '--format', 'prometheus', '-o', 'qdrant.prom'], due)
  expect(out).toMatchObject({ code: 1, stdout: '' })
  const metrics = readFileSync(join(cwd, 'qdrant.prom'), 'utf8')
  expect(metrics).toContain('# TYPE qdrant_auth_certificate_not_after_seconds gauge\n')
  // 2027-11-23T12:00:00Z
  expect(metrics).toMatch(
    /^qdrant_auth_certificate_not_after_seconds\{file="tls\/cert\.pem",.*\} 1826971200$/m,
  )
  expect(tree(cwd, false)['qdrant.prom']).toBe('0644')
})

test.each([false, true])('what a server shows, and what is on the disk (mTLS: %s)', async (mtls) => {
  const cwd = await made('--node', 'n1')
  const port = await serving(cwd, mtls)
  const urls = [`https://127.0.0.1:${port}`, `grpcs://localhost:${port}`]
  const same = await certs(cwd, ['check', 'tls', ...urls, '--json'])
  expect(JSON.parse(same.stdout)).toMatchObject({
    findings: [],
    files: [
      {},
      {},
      {
        file: urls[0],
        role: 'node',
        served: { protocol: 'TLSv1.3', cipher: expect.stringMatching(/^TLS_/) },
      },
      { file: urls[1] },
    ],
  })
  await certs(cwd, ['renew'], { now: later(1) })
  const { code, stdout } = await certs(cwd, ['check', 'tls', ...urls])
  expect(code).toBe(1)
  expect(stdout).toContain(
    `${urls[0]}:1:1: error: it shows another certificate (until 2027-11-23T12:00:00Z) than tls/cert.pem (until 2027-11-24T12:00:00Z)`,
  )
  expect(stdout).toContain('hint: REST takes new files within tls.cert_ttl seconds')
  expect(stdout).toContain('hint: gRPC takes new files at a restart only')
})

test('a name that the served certificate does not have, and a CA that did not sign it', async () => {
  const [cwd, other] = [
    await made('--node', 'n1', '--no-localhost'),
    await made('--node', 'n1', '--ca-days', '500'),
  ]
  const port = await serving(cwd)
  const { code, stdout } = await certs(other, ['check', `https://localhost:${port}`, '--ca', 'ca/ca.pem'])
  expect(code).toBe(1)
  expect(stdout).toContain('it does not cover localhost')
  expect(stdout).toContain('but with another key')
})

test('nobody there, no TLS there: exit 4', async () => {
  const cwd = await made()
  const plain = await listening(createPlain())
  const gone = await serving(cwd)
  servers.splice(1)[0]?.close()
  for (const [port, words] of [
    [plain, 'it speaks no TLS'],
    [gone, 'ECONNREFUSED'],
  ] as const) {
    const both = await certs(cwd, ['check', 'tls', `https://127.0.0.1:${port}`])
    expect(both).toMatchObject({ code: 4, stdout: expect.stringContaining('tls/cert.pem') })
    expect(both.stderr).toContain(`warning: https://127.0.0.1:${port} cannot be checked: ${words}`)
    const { code, stderr } = await certs(cwd, ['check', `https://127.0.0.1:${port}`])
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr: expect.stringContaining(`https://127.0.0.1:${port} cannot be checked: ${words}`),
    })
  }
})

test('a server that never answers: exit 4 when the time is over', async () => {
  const { createServer: createSilent } = await import('node:net')
  const silent = createSilent((socket) =>
    servers.push(Object.assign(socket, { close: () => socket.destroy() }) as never),
  )
  const port = await listening(silent)
  const { code, stderr } = await certs(temporaryDirectory(), [
    'check',
    `https://127.0.0.1:${port}`,
    '--timeout',
    '1',
  ])
  expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining('no answer in 1 seconds') })
})
