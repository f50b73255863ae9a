import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory, tree } from '../support/directory.ts'
import { run } from '../support/io.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const NEW = 'Gz7HkP3vMw9QxR5tBn2LcYd8SfJa6ErUo4ViKp1TqXe'
const env = { KEY, NEW }
const jwt = (cwd: string, argv: string[], world: object = {}) => run(['jwt', ...argv], { cwd, env, ...world })
const mint = (cwd: string, ...argv: string[]) => jwt(cwd, ['mint', '--key-env', 'KEY', ...argv])
const registry = (cwd: string) => readFileSync(join(cwd, '.qdrant-auth/tokens.jsonl'), 'utf8')

test('mint records claims and hashes, never the token or the key', async () => {
  const cwd = temporaryDirectory()
  const { stdout } = await mint(cwd, '--access', 'read', '--name', 'ci')
  expect(tree(cwd, false)).toEqual({ '.qdrant-auth/': '0700', '.qdrant-auth/tokens.jsonl': '0600' })
  expect(JSON.parse(registry(cwd))).toEqual({
    event: 'minted',
    name: 'ci',
    claims: { exp: 1798027200, access: 'r' },
    key: 'fp:f7b0d393',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    mintedAt: '2026-11-23T12:00:00.000Z',
    expiresAt: '2026-12-23T12:00:00Z',
  })
  expect(registry(cwd)).not.toContain(stdout.trim())
  expect(registry(cwd)).not.toContain(KEY)
})

test('list, --within, --expired, --json and prometheus', async () => {
  const cwd = temporaryDirectory()
  await mint(cwd, '--access', 'read', '--name', 'short', '--expires', '2h')
  await mint(
    cwd,
    '--collection',
    'a=read',
    '--collection',
    'b=points',
    '--subject',
    'long',
    '--expires',
    '90d',
  )
  await mint(cwd, '--access', 'manage', '--allow-manage', '--name', 'for "ever"', '--expires', 'never')
  expect((await jwt(cwd, ['list'])).stdout).toBe(
    'NAME        ACCESS     KEY          EXPIRES\n' +
      'short       read       fp:f7b0d393  2026-11-23 (in 2 hours)\n' +
      'long        a=r,b=prw  fp:f7b0d393  2027-02-21 (in 90 days)\n' +
      'for "ever"  manage     fp:f7b0d393  never\n',
  )
  const names = async (argv: string[], now?: Date) =>
    JSON.parse(
      (await jwt(cwd, ['list', '--json', ...argv], now === undefined ? {} : { now })).stdout,
    ).tokens.map(({ name }: { name: string }) => name)
  expect(await names(['--within', '1d'])).toEqual(['short'])
  expect(await names(['--expired'], new Date('2027-01-01'))).toEqual(['short'])
  expect((await jwt(cwd, ['list', '--format', 'prometheus'])).stdout).toBe(
    '# HELP qdrant_auth_token_expiry_seconds When a token expires, in seconds since 1970.\n' +
      '# TYPE qdrant_auth_token_expiry_seconds gauge\n' +
      'qdrant_auth_token_expiry_seconds{name="short",key="fp:f7b0d393"} 1795442400\n' +
      'qdrant_auth_token_expiry_seconds{name="long",key="fp:f7b0d393"} 1803211200\n',
  )
  expect(await jwt(cwd, ['list', '--within', 'soon'])).toMatchObject({ code: 2 })
})

test('a damaged line is told and the rest is read', async () => {
  const cwd = temporaryDirectory()
  await mint(cwd, '--access', 'read', '--name', 'a')
  writeFileSync(join(cwd, '.qdrant-auth/tokens.jsonl'), `${registry(cwd)}{"event":"min`)
  const { stdout, stderr } = await jwt(cwd, ['list'])
  expect(stdout).toContain('a     read')
  expect(stderr).toBe('warning: 1 line(s) of the registry cannot be read\n')
})

test('many at once lose nothing', async () => {
  const cwd = temporaryDirectory()
  await Promise.all(
    Array.from({ length: 40 }, (_, index) => mint(cwd, '--access', 'read', '--name', `t${index}`)),
  )
  expect(JSON.parse((await jwt(cwd, ['list', '--json'])).stdout).tokens).toHaveLength(40)
})

test('renew by name keeps the claims and the lifetime, and takes the new key', async () => {
  const cwd = temporaryDirectory()
  await mint(cwd, '--collection', 'docs=points', '--subject', 'ci', '--expires', '7d')
  const later = new Date('2027-01-01T00:00:00Z')
  writeFileSync(join(cwd, 'new.key'), NEW, { mode: 0o644 })
  const argv = ['renew', 'ci', '--key-file', 'new.key', '--json']
  const { code, stdout, stderr } = await jwt(cwd, argv, { now: later })
  expect(code).toBe(0)
  expect(stderr).toContain('warning: others can read new.key (0644)\n')
  expect(JSON.parse(stdout)).toMatchObject({
    claims: { exp: 1799366400, access: [{ collection: 'docs', access: 'prw' }], subject: 'ci' },
    expiresAt: '2027-01-08T00:00:00Z',
  })
  expect(JSON.parse((await jwt(cwd, ['list', '--json'])).stdout).tokens).toHaveLength(1)
  expect(await jwt(cwd, ['renew', 'nobody', '--key-env', 'NEW'])).toMatchObject({ code: 3, stdout: '' })
})

test('a token from elsewhere is renewed only when a key of ours signed it', async () => {
  const cwd = temporaryDirectory()
  const { stdout: token } = await mint(cwd, '--access', 'read', '--no-record')
  const renew = (...argv: string[]) => jwt(cwd, ['renew', '-', '--no-record', ...argv], { stdin: token })
  expect(await renew('--key-env', 'NEW')).toMatchObject({ code: 1, stdout: '' })
  writeFileSync(join(cwd, 'old.key'), KEY, { mode: 0o644 })
  const renewed = await renew('--key-env', 'NEW', '--old-key-file', 'old.key', '--expires', '1d')
  expect(renewed.code).toBe(0)
  expect(renewed.stderr).toContain('warning: others can read old.key (0644)\nhint: chmod 600 old.key\n')
  expect((await jwt(cwd, ['inspect', '--key-env', 'NEW'], { stdin: renewed.stdout })).stdout).toMatch(
    /^VERIFIED/,
  )
})

/** A server that answers 200 and keeps what it was sent. */
async function recorder(status = 200) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${request.headers['api-key'] === KEY} ${body}`)
      response.writeHead(status).end('{"status":{"error":"Forbidden: no\\u001b[31m"}}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

test('a revocable token: the point is made, deleted and made again', async () => {
  const cwd = temporaryDirectory()
  const { url, requests } = await recorder()
  const minted = await mint(cwd, '--access', 'read', '--name', 'ci', '--revocable', '--url', url, '--json')
  expect(minted.code).toBe(0)
  const { value } = JSON.parse(minted.stdout).claims.value_exists.matches[0]
  expect(value).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const admit = [
    'PUT /collections/qdrant-auth-guard true {"vectors":{}}',
    'PUT /collections/qdrant-auth-guard/index?wait=true true {"field_name":"token","field_schema":"keyword"}',
    `PUT /collections/qdrant-auth-guard/points?wait=true true {"points":[{"id":"${value}","vector":{},"payload":{"token":"${value}"}}]}`,
  ]
  expect(requests.splice(0)).toEqual(admit)
  const server = ['--url', url, '--server-key-env', 'KEY']
  expect((await jwt(cwd, ['revoke', 'ci', ...server])).stdout).toBe('ci is revoked.\n')
  expect(requests.splice(0)).toEqual([
    `POST /collections/qdrant-auth-guard/points/delete?wait=true true {"points":["${value}"]}`,
  ])
  expect((await jwt(cwd, ['list'])).stdout).toContain('revoked')
  expect((await jwt(cwd, ['unrevoke', 'ci', ...server])).stdout).toBe('ci is valid again.\n')
  expect(requests.splice(0)).toEqual(admit)
  expect((await jwt(cwd, ['list'])).stdout).not.toContain('revoked')
})

test('a server that demands a client certificate', async () => {
  const cwd = temporaryDirectory()
  // TLS is checked by this machine's own clock.
  await run(['certs', 'init', '--node', 'n1', '--client', 'app'], { cwd, now: new Date() })
  const file = (name: string) => readFileSync(join(cwd, 'tls', name))
  const options = { cert: file('cert.pem'), key: file('key.pem'), ca: file('cacert.pem') }
  const server = createSecureServer(
    { ...options, requestCert: true, rejectUnauthorized: true },
    (_, response) => response.end('{"result":[],"status":"ok"}'),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const url = `https://localhost:${(server.address() as AddressInfo).port}`
  const [cert, key] = ['tls/clients/app/cert.pem', 'tls/clients/app/key.pem']
  const trust = ['--ca', 'tls/cacert.pem', '--client-cert', cert, '--client-key', key]
  const revocable = ['--access', 'read', '--name', 'ci', '--revocable', '--url', url]
  expect(await mint(cwd, ...revocable, '--ca', 'tls/cacert.pem')).toMatchObject({ code: 4 })
  expect(await mint(cwd, ...revocable, '--client-cert', cert)).toMatchObject({
    code: 2,
    stderr: 'error: --client-cert and --client-key belong together\n',
  })
  expect(await mint(cwd, ...revocable, ...trust)).toMatchObject({ code: 0 })
  const call = ['--url', url, '--server-key-env', 'KEY', ...trust]
  expect((await jwt(cwd, ['revoke', 'ci', ...call])).stdout).toBe('ci is revoked.\n')
  const report = await run(['audit', 'report', url, '--key-env', 'KEY', ...trust], { cwd, env })
  expect(report.stderr).not.toContain('cannot be reached')
})

test('--dry-run prints the requests and sends none', async () => {
  const cwd = temporaryDirectory()
  const { stderr } = await mint(cwd, '--access', 'read', '--revocable', 'my guards', '--dry-run')
  expect(stderr).toContain('PUT /collections/my%20guards\n  {"vectors":{}}')
  expect(stderr).toContain('each request with such a token costs the server a look-up')
})

test('what can go wrong with revocation', async () => {
  const cwd = temporaryDirectory()
  await mint(cwd, '--access', 'read', '--name', 'plain')
  for (const more of [[], ['--dry-run']])
    expect(await jwt(cwd, ['revoke', 'plain', ...more])).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: plain cannot be revoked: it was not minted with --revocable
hint: wait until it expires, or rotate the key that signed it
`,
    })
  expect((await mint(cwd, '--access', 'read', '--revocable')).stderr).toContain('--url is needed')
  const revocable = (url: string) => mint(cwd, '--access', 'read', '--revocable', '--url', url)
  expect(await revocable('http://192.0.2.1:6333')).toMatchObject({ code: 2, stdout: '' })
  expect(await revocable('ftp://x')).toMatchObject({ code: 2, stdout: '' })
  expect(await revocable('http://127.0.0.1:1')).toMatchObject({ code: 4, stdout: '' })
  const { url } = await recorder(403)
  const refused = await revocable(url)
  expect(refused).toMatchObject({ code: 5, stdout: '' })
  expect(refused.stderr).not.toContain('\u001b')
  expect(refused.stderr).not.toContain(KEY)
})

test('--from mints a token a row, in order, and tells bad rows with their line', async () => {
  const cwd = temporaryDirectory({
    'roles.ndjson':
      '{"name":"a","access":"read","expires":"1h"}\n{"name":"b","access":"write"}\n{"name":"c","collections":{"docs":"read"},"expires":"never"}\n',
  })
  const { code, stdout, stderr } = await mint(cwd, '--from', 'roles.ndjson')
  expect(code).toBe(1)
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { name: 'a', token: expect.stringMatching(/^eyJ/), expiresAt: '2026-11-23T13:00:00Z' },
    { name: 'c', token: expect.stringMatching(/^eyJ/), expiresAt: null },
  ])
  expect(stderr).toBe(
    'roles.ndjson:2: error: access: "write" is neither read nor manage\n2 token(s) signed with fp:f7b0d393, 1 row(s) refused\n',
  )
  expect(
    JSON.parse((await jwt(cwd, ['list', '--json'])).stdout).tokens.map(({ name }: { name: string }) => name),
  ).toEqual(['a', 'c'])
})

test('Ctrl-C in the middle of a batch does not say that nothing was changed', async () => {
  const rows = Array.from({ length: 2000 }, (_, index) => `{"name":"n${index}","access":"read"}\n`)
  const cwd = temporaryDirectory({ 'rows.ndjson': rows.join('') })
  const { signal } = new AbortController()
  // Pressed between the first chunk of rows and the second.
  let looks = 0
  Object.defineProperty(signal, 'aborted', { get: () => ++looks > 1 })
  const argv = ['mint', '--key-env', 'KEY', '--from', 'rows.ndjson', '--out-dir', 'out', '--no-record']
  const { code, stderr } = await jwt(cwd, argv, { signal })
  expect(code).toBe(130)
  const [, made] =
    /error: interrupted: (\d+) token\(s\) were made until then\nhint: they are in \S+out\n$/.exec(stderr) ??
    []
  expect(Number(made)).toBeGreaterThan(0)
  expect(readdirSync(join(cwd, 'out'))).toHaveLength(Number(made))
})

test('--from - --out-dir makes a file a token; --strict stops', async () => {
  const cwd = temporaryDirectory()
  const rows = '{"name":"a","access":"read"}\nnope\n{"access":"read"}\n'
  const { stderr } = await jwt(
    cwd,
    ['mint', '--key-env', 'KEY', '--from', '-', '--out-dir', 'out', '--no-record'],
    { stdin: rows },
  )
  expect(stderr.split('\n').slice(1)).toEqual([
    '2 token(s) signed with fp:f7b0d393, 1 row(s) refused',
    'a file NAME.jwt for each in out, mode 0600',
    '',
  ])
  expect(tree(cwd, false)).toEqual({ 'out/': '0700', 'out/a.jwt': '0600', 'out/token-3.jwt': '0600' })
  const strict = await jwt(cwd, ['mint', '--key-env', 'KEY', '--from', '-', '--strict', '--no-record'], {
    stdin: rows,
  })
  expect(strict.code).toBe(1)
  expect(strict.stdout.trim().split('\n')).toHaveLength(1)
})

test.each([['../a'], ['a/b'], ['.hidden'], ['']])('the name %j is no file', async (name) => {
  const cwd = temporaryDirectory()
  const stdin = `${JSON.stringify({ name, access: 'read' })}\n`
  const { code } = await jwt(
    cwd,
    ['mint', '--key-env', 'KEY', '--from', '-', '--out-dir', 'out', '--no-record'],
    { stdin },
  )
  expect(code).toBe(2)
  expect(tree(cwd)).toEqual({ 'out/': '0700' })
})

// The line after half a line was lost with it once.
test('after a write that was cut short, also in the middle of a character, nothing else is lost', async () => {
  const cwd = temporaryDirectory({ 'api.key': KEY })
  const mint = (name: string) =>
    run(['jwt', 'mint', '--key-file', 'api.key', '--access', 'read', '--name', name], { cwd })
  await mint('gr\u00fcn')
  const path = join(cwd, '.qdrant-auth/tokens.jsonl')
  const line = readFileSync(path)
  expect(line.every((byte) => byte < 0x80)).toBe(true)
  writeFileSync(path, Buffer.concat([line, line.subarray(0, 60)]))
  await mint('blau')
  const { stdout } = await run(['jwt', 'list', '--json'], { cwd })
  expect(JSON.parse(stdout).tokens.map(({ name }: { name: string }) => name)).toEqual(['gr\u00fcn', 'blau'])
})

test('a registry that is no file is refused, and nobody waits for it', async () => {
  const cwd = temporaryDirectory({ 'api.key': KEY, '.qdrant-auth/x': '' })
  execFileSync('mkfifo', [join(cwd, '.qdrant-auth/tokens.jsonl')])
  const minted = await run(['jwt', 'mint', '--key-file', 'api.key', '--access', 'read'], { cwd })
  expect(minted.code).toBe(0)
  expect(minted.stderr).toContain('the token is not in the registry: ')
  expect(minted.stderr).toContain('tokens.jsonl is not a regular file')
  const { code, stderr } = await run(['jwt', 'list'], { cwd })
  expect(code).toBe(6)
  expect(stderr).toContain('tokens.jsonl is not a regular file')
})

// It was signed and lost.
test('a token that was renewed is given also where the registry cannot be written', async () => {
  const cwd = temporaryDirectory({ '.qdrant-auth/x': '' })
  const { stdout: token } = await mint(cwd, '--access', 'read', '--no-record')
  execFileSync('mkfifo', [join(cwd, '.qdrant-auth/tokens.jsonl')])
  const renewed = await jwt(cwd, ['renew', '-', '--key-env', 'KEY'], { stdin: token })
  expect(renewed).toMatchObject({ code: 0, stdout: token })
  expect(renewed.stderr).toContain('warning: the token is not in the registry: ')
})

test('a token that could not be written is not in the registry', async () => {
  const cwd = temporaryDirectory({ 'ci.jwt': 'mine\n' })
  await mint(cwd, '--access', 'read', '--name', 'first')
  const before = registry(cwd)
  expect(await mint(cwd, '--access', 'read', '--name', 'ci', '-o', 'ci.jwt')).toMatchObject({ code: 6 })
  expect(await jwt(cwd, ['renew', 'first', '--key-env', 'NEW', '-o', 'ci.jwt'])).toMatchObject({ code: 6 })
  expect(registry(cwd)).toBe(before)
})

// Those that a killed run had written were in no registry.
test('tokens of a batch are in the registry before they are out', async () => {
  const rows = '{"name":"a","access":"read"}\n{"name":"b","access":"read"}\n'
  const cwd = temporaryDirectory({ rows, 'out/b.jwt': '' })
  expect(await mint(cwd, '--from', 'rows', '--out-dir', 'out')).toMatchObject({ code: 6, stdout: '' })
  expect(registry(cwd).match(/"name":"\w"/g)).toEqual(['"name":"a"', '"name":"b"'])
  expect(tree(cwd)['out/a.jwt']).toMatch(/^0600 eyJ/)
  const [unwritable, none] = [temporaryDirectory({ rows, '.qdrant-auth/x': '' }), temporaryDirectory()]
  execFileSync('mkfifo', [join(unwritable, '.qdrant-auth/tokens.jsonl')])
  expect(await mint(unwritable, '--from', 'rows')).toMatchObject({ code: 6, stdout: '' })
  expect((await jwt(none, ['mint', '--key-env', 'KEY', '--from', '-'], { stdin: 'x\n' })).code).toBe(1)
  expect(tree(none)).toEqual({})
})

test('who interrupts a batch is told how far it came', async () => {
  const cwd = temporaryDirectory()
  const interrupt = new AbortController()
  async function* rows() {
    yield Buffer.from('{"access":"read"}\n{"access":"read"}\n')
    while (!existsSync(join(cwd, 'out/token-2.jwt'))) await new Promise((done) => setImmediate(done))
    interrupt.abort()
    yield Buffer.from('{"access":"read"}\n')
  }
  const stream = Readable.from(rows())
  const argv = ['mint', '--no-record', '--key-env', 'KEY', '--from', '-', '--out-dir', 'out']
  const { code, stderr } = await jwt(cwd, argv, { input: stream, signal: interrupt.signal })
  expect([code, stderr]).toEqual([
    130,
    `\nerror: interrupted: 2 token(s) were made until then\nhint: they are in ${join(cwd, 'out')}\n`,
  ])
  expect(Object.keys(tree(cwd))).toEqual(['out/', 'out/token-1.jwt', 'out/token-2.jwt'])
})

test('renew writes a new file, keeps what never expires, and takes never for an answer', async () => {
  const cwd = temporaryDirectory()
  await mint(cwd, '--access', 'read', '--name', 'ci', '--expires', 'never')
  const kept = await jwt(cwd, ['renew', 'ci', '--key-env', 'NEW', '-o', 'ci.jwt', '--json'])
  expect(JSON.parse(kept.stdout)).toMatchObject({ token: null, claims: { access: 'r' }, expiresAt: null })
  expect(kept.stderr).toMatch(/^valid until for ever, signed with fp:[0-9a-f]{8}\n$/)
  expect(tree(cwd)['ci.jwt']).toMatch(/^0600 eyJ[\w.-]+\n$/)
  const again = await jwt(cwd, ['renew', 'ci', '--key-env', 'NEW', '-o', 'ci.jwt'])
  expect(again).toMatchObject({ code: 6, stdout: '' })
  const dated = await jwt(cwd, ['renew', 'ci', '--key-env', 'NEW', '--expires', '1h', '--json'])
  expect(JSON.parse(dated.stdout)).toMatchObject({ expiresAt: '2026-11-23T13:00:00Z' })
  const never = await jwt(cwd, ['renew', 'ci', '--key-env', 'NEW', '--expires', 'never', '--json'])
  expect(JSON.parse(never.stdout)).toMatchObject({ claims: { access: 'r' }, expiresAt: null })
})

function signed(claims: string): string {
  const parts = `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${Buffer.from(claims).toString('base64url')}`
  return `${parts}.${createHmac('sha256', KEY).update(parts).digest('base64url')}`
}

// The new token was valid while another point was there.
test('a claim that would be rounded is not renewed', async () => {
  const renew = (value: string) => {
    const guard = `{"collection":"g","matches":[{"key":"n","value":${value}}]}`
    const stdin = signed(`{"exp":1795438800,"access":"r","value_exists":${guard}}`)
    return jwt(temporaryDirectory(), ['renew', '-', '--key-env', 'KEY', '--json'], { stdin })
  }
  expect(JSON.parse((await renew('9007199254740991')).stdout).claims.value_exists.matches).toEqual([
    { key: 'n', value: 9007199254740991 },
  ])
  expect(await renew('9007199254740993')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('a claim of the old token has more digits than could be kept'),
  })
})

test('a token from elsewhere that the server would refuse is not renewed', async () => {
  const token = signed('{"access":"everything"}')
  const renewed = await jwt(temporaryDirectory(), ['renew', '-', '--key-env', 'KEY'], { stdin: token })
  expect(renewed).toMatchObject({ code: 1, stdout: '' })
  expect(renewed.stderr).toContain('error: the server does not accept the old token\n')
})
