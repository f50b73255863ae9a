import { execFileSync, spawn } from 'node:child_process'
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { jwtVerify } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { cpuMs } from '../support/cpu.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const OTHER = 'Gz7HkP3vMw9QxR5tBn2LcYd8SfJa6ErUo4ViKp1TqXe'

const world = { cwd: '/proc', env: { KEY, OTHER } }
const mint = (...argv: string[]) => run(['jwt', 'mint', '--no-record', '--key-env', 'KEY', ...argv], world)
const inspect = (token: string, ...argv: string[]) =>
  run(['jwt', 'inspect', ...argv], { ...world, stdin: token })

// Signed with `openssl dgst -sha256 -hmac`; the clock of the tests stands at 2026-11-23T12:00:00Z.
const READ_30_DAYS =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE3OTgwMjcyMDAsImFjY2VzcyI6InIifQ.7_R7dAbFdqCXYKF0KmNDArcylo4wcrg1hVL4Hzo1bs0'

test('mint signs what openssl would', async () => {
  const { code, stdout, stderr } = await mint('--access', 'read')
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${READ_30_DAYS}\n` })
  expect(stderr).toBe(
    'may read everything, snapshots of all data included\nuntil 2026-12-23T12:00:00Z, signed with fp:f7b0d393\n',
  )
})

test('jose accepts it', async () => {
  const { stdout } = await mint('--collection', 'docs=read-write', '--subject', 'ci')
  const verified = await jwtVerify(stdout.trim(), Buffer.from(KEY), { currentDate: new Date('2026-11-24') })
  expect(verified.payload).toEqual({
    exp: 1798027200,
    access: [{ collection: 'docs', access: 'rw' }],
    subject: 'ci',
  })
})

test('mint --json', async () => {
  const { stdout } = await mint('--access', 'read', '--json')
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'jwt mint',
    ok: true,
    token: READ_30_DAYS,
    claims: { exp: 1798027200, access: 'r' },
    expiresAt: '2026-12-23T12:00:00Z',
    key: { source: 'environment KEY', fingerprint: 'fp:f7b0d393' },
    warnings: [],
  })
})

test('mint -o keeps the token off stdout', async () => {
  const cwd = temporaryDirectory()
  const { code, stdout } = await run(['jwt', 'mint', '--key-env', 'KEY', '--access', 'read', '-o', 'a.jwt'], {
    ...world,
    cwd,
  })
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(readFileSync(join(cwd, 'a.jwt'), 'utf8')).toBe(`${READ_30_DAYS}\n`)
  expect(lstatSync(join(cwd, 'a.jwt')).mode & 0o777).toBe(0o600)
})

test('a key file loses one line end and no more; a lax mode is told', async () => {
  const cwd = temporaryDirectory({ key: `${KEY}\n`, two: `${KEY}\n\n`, blank: `${KEY} \n`, empty: '' })
  const from = (file: string) => run(['jwt', 'mint', '--key-file', file, '--access', 'read'], { cwd })
  const good = await from('key')
  expect(good.stdout).toBe(`${READ_30_DAYS}\n`)
  expect(good.stderr).toContain('warning: others can read key (0644)\nhint: chmod 600 key\n')
  expect(await from('two')).toMatchObject({ code: 2, stdout: '' })
  expect(await from('empty')).toMatchObject({ code: 2, stdout: '' })
  expect(await from('gone')).toMatchObject({ code: 3, stdout: '' })
  expect((await from('blank')).stdout).not.toBe(`${READ_30_DAYS}\n`)
})

test('the key may come on stdin', async () => {
  const { stdout } = await run(['jwt', 'mint', '--no-record', '--key-file', '-', '--access', 'read'], {
    cwd: '/proc',
    stdin: KEY,
  })
  expect(stdout).toBe(`${READ_30_DAYS}\n`)
})

test.each([
  [[], 'say what the token may do'],
  [['--access', 'read', '--collection', 'a=read'], 'exclude each other'],
  [['--access', 'write'], 'read, manage'],
  [['--access', 'manage'], '--allow-manage'],
  [['--collection', 'a'], 'says no level'],
  [['--collection', 'a=read', '--collection', 'a=points'], 'twice'],
  [['--collection', 'a=none'], 'none of read, read-write, points'],
  [['--access', 'read', '--expires', '30'], 'cannot be an expiry'],
  [['--collection', 'a=points', '--server-version', '1.12.0'], 'would refuse this token: access[0].access'],
  [['--access', 'read', '--server-version', '1.8'], 'too old'],
  [['--access', 'read', '--key-file', 'x'], 'exclude each other'],
])('mint %j is refused', async (argv, words) => {
  const { code, stdout, stderr } = await mint(...argv)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(words)
})

test('a weak key is refused', async () => {
  const argv = ['jwt', 'mint', '--no-record', '--key-env', 'K', '--access', 'read']
  expect((await run(argv, { cwd: '/', env: { K: 'short' } })).stderr).toContain(
    'the key has 5 bytes: 32 is the least',
  )
  expect(await run([...argv, '--allow-weak'], { cwd: '/', env: { K: 'short' } })).toMatchObject({ code: 0 })
})

test('manage is confirmed by typing it', async () => {
  const argv = ['jwt', 'mint', '--no-record', '--key-env', 'KEY', '--access', 'manage']
  const typed = (text: string) => run(argv, { ...world, tty: true, prompter: { input: async () => text } })
  expect((await typed('manage')).code).toBe(0)
  expect(await typed('yes')).toMatchObject({ code: 2, stdout: '' })
  expect((await mint('--access', 'manage', '--allow-manage')).stderr).toContain(
    'warning: this token may do everything',
  )
})

test('inspect verifies, and says so', async () => {
  const { code, stdout } = await inspect(READ_30_DAYS, '--key-env', 'KEY')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^VERIFIED: signed with api_key\naccepted\n/)
  expect(stdout).toContain('expires  2026-12-23T12:00:00Z')
})

test('inspect --json', async () => {
  const { code, stdout } = await inspect(READ_30_DAYS, '--key-env', 'OTHER', '--alt-key-env', 'KEY', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'jwt inspect',
    ok: true,
    header: { alg: 'HS256', typ: 'JWT' },
    claims: { exp: 1798027200, access: 'r' },
    signature: { checked: true, verified: true, key: 'alt_api_key' },
    verdict: {
      accepted: true,
      httpStatus: 200,
      grpcStatus: 'OK',
      message: '',
      access: 'read',
      cause: 'token',
      conditional: false,
    },
    permissions: [{ collection: '*', access: 'read' }],
    times: { expiresAt: '2026-12-23T12:00:00Z', expired: false, secondsLeft: 2_592_000 },
    findings: [],
  })
})

test('without a key nothing is claimed', async () => {
  const { code, stdout } = await inspect(READ_30_DAYS)
  expect(code).toBe(0)
  expect(stdout).toContain('NOT VERIFIED: no key was given')
  expect(JSON.parse((await inspect(READ_30_DAYS, '--json')).stdout).verdict).toMatchObject({
    accepted: null,
    message: null,
  })
})

test.each([
  [
    ['--key-env', 'OTHER'],
    'refused: 403 InvalidSignature (gRPC PERMISSION_DENIED), because another key signed it',
  ],
  [
    ['--key-env', 'KEY', '--at', '2027-01-01T00:00:00Z'],
    'refused: 403 ExpiredSignature (gRPC PERMISSION_DENIED), because it has expired',
  ],
  // With both keys set the second key's parser words the answer.
  [
    ['--key-env', 'OTHER', '--alt-key-env', 'KEY', '--at', '2027-01-01'],
    'refused: 403 InvalidSignature (gRPC PERMISSION_DENIED), because it has expired',
  ],
])('%j: %s', async (argv, words) => {
  const { code, stdout } = await inspect(READ_30_DAYS, ...argv)
  expect(code).toBe(1)
  expect(stdout).toContain(words)
})

test.each([
  [`Authorization: Bearer ${READ_30_DAYS}`],
  [`api-key: ${READ_30_DAYS}\n`],
  [`curl -s -H 'api-key: ${READ_30_DAYS}' https://x/collections`],
  [`curl --header="Authorization: Bearer ${READ_30_DAYS}" https://x`],
  [`  ${READ_30_DAYS}\n`],
])('a pasted text: %.30s', async (text) => {
  expect((await inspect(text, '--key-env', 'KEY')).stdout).toMatch(/^VERIFIED/)
})

const unsigned = (claims: object, header: object = { alg: 'HS256' }) =>
  [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
    .concat('.')

test.each([
  [{ exp: 1795438800 }, ['no-access']],
  [{ exp: 1795438800, acess: 'r' }, ['no-access', 'misspelt-claim']],
  [{ exp: 1795438800, access: 'm' }, ['manage']],
  [{ access: 'r' }, ['never-expires']],
  [{ exp: 1895438800, access: 'r' }, ['long-lived']],
  [{ exp: 1795438800000, access: 'r' }, ['milliseconds']],
  [{ exp: 1795438800.5, access: 'r' }, ['claim-type']],
  [
    { exp: 1795438800, access: 'r', nbf: 1, aud: 'x', iss: 'y', jti: 'z', iat: 1 },
    ['ignored-claim', 'ignored-claim', 'ignored-claim', 'ignored-claim', 'ignored-claim'],
  ],
  [{ exp: 1795438800, access: 'r', sub: 'x' }, ['sub-without-subject']],
  [{ exp: 1795438800, access: [{ collection: 'a*', access: 'r' }] }, ['wildcard']],
  [
    {
      exp: 1795438800,
      access: [
        { collection: 'a', access: 'r' },
        { collection: 'a', access: 'r' },
      ],
    },
    ['duplicate-collection'],
  ],
  [{ exp: 1795438800, access: [{ collection: 'a', access: 'r', payload: {} }] }, ['payload']],
  [{ exp: 1795438800, access: [] }, ['empty-access']],
  [{ exp: 1795438800, access: { collections: { a: ['read'] } } }, ['claim-type']],
  [
    { exp: 1795438800, access: 'r', value_exists: { collection: 'g', matches: [{ key: 'n', value: '7' }] } },
    ['guard-type'],
  ],
  [{ exp: 1795438800, access: 'r', team: 'x' }, ['unknown-claim']],
  [{ exp: 1795438800, access: 'r' }, []],
])('findings of %j', async (claims, rules) => {
  const { stdout } = await inspect(unsigned(claims), '--json')
  expect(JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(
    rules.map((rule) => `jwt/${rule}`),
  )
})

test('findings of header and key', async () => {
  const rules = async (token: string, env: Record<string, string>, ...argv: string[]) =>
    JSON.parse(
      (await run(['jwt', 'inspect', '--json', ...argv], { cwd: '/', env, stdin: token })).stdout,
    ).findings.map(({ ruleId }: { ruleId: string }) => ruleId)
  const claims = { exp: 1795438800, access: 'r' }
  expect(await rules(unsigned(claims, { alg: 'RS256' }), {})).toEqual(['jwt/algorithm'])
  expect(await rules(unsigned(claims, { alg: 'HS256', kid: 1 }), {})).toEqual(['jwt/header'])
  expect(await rules(unsigned(claims), { K: 'short' }, '--key-env', 'K')).toEqual(['jwt/weak-key'])
  expect(await rules('not a token', {})).toEqual(['jwt/malformed', 'jwt/malformed'])
})

test('--claim prints one value', async () => {
  expect((await inspect(READ_30_DAYS, '--claim', 'access')).stdout).toBe('r\n')
  expect(await inspect(READ_30_DAYS, '--claim', 'nope')).toMatchObject({ code: 1, stdout: '' })
})

test.each([
  [['inspect', 'tokens/raed.jwt'], 'the argument'],
  [['can', 'GET /collections', 'tokens/raed.jwt'], 'the argument'],
  [['diff', 'tokens/raed.jwt', 'x'], 'the old one'],
  [['diff', READ_30_DAYS, 'tokens/raed.jwt'], 'the new one'],
])('a misspelt file is not judged as a token: %j', async (argv, what) => {
  expect(await run(['jwt', ...argv], world)).toMatchObject({
    code: 3,
    stdout: '',
    stderr: `error: ${what} is neither a file nor a token\n`,
  })
})

test.each(['garbage', 'a.b', 'eyJhbGciOiJIUzI1NiJ9.e30'])(
  '%s is judged as the token that it is not',
  async (argument) => {
    expect((await run(['jwt', 'inspect', argument, '--json'], world)).code).toBe(1)
    expect((await run(['jwt', 'can', 'GET /collections', argument], world)).stdout).toBe(
      'no: 401 Invalid API key or JWT\n',
    )
  },
)

test('a config is no file of a key, and what to do with it', async () => {
  const cwd = temporaryDirectory({ 'config/local.yaml': `service:\n  api_key: "${KEY}"\n` })
  const argv = ['jwt', 'inspect', READ_30_DAYS, '--key-file']
  const refused = await run([...argv, 'config/local.yaml'], { ...world, cwd })
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(
    /^error: config\/local.yaml holds more than one line\nhint: the file must hold the secret alone\nhint: of a config: qdrant-auth config get api_key --show-secrets \| qdrant-auth … --key-file -\n$/,
  )
  const key = await run(['config', 'get', 'api_key', '--show-secrets'], { cwd })
  expect(key.stdout).toBe(`${KEY}\n`)
  const { stdout } = await run([...argv, '-'], { ...world, cwd, stdin: key.stdout })
  expect(stdout).toContain('VERIFIED: signed with api_key')
})

test('an argument is taken, and the shell history is mentioned', async () => {
  const { stdout, stderr } = await run(['jwt', 'inspect', READ_30_DAYS], world)
  expect(stdout).toContain('NOT VERIFIED')
  expect(stderr).toContain('shell history')
})

test.each([
  ['ten megabytes', 'a'.repeat(10_000_000)],
  ['binary junk', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256))],
  [
    'deep JSON',
    `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from('['.repeat(500_000)).toString('base64url')}.`,
  ],
])('%s is refused in under a second', async (_name, stdin) => {
  const start = cpuMs()
  const { code } = await run(['jwt', 'inspect', '--key-env', 'KEY'], { ...world, stdin })
  expect([1, 3]).toContain(code)
  expect(cpuMs() - start).toBeLessThan(1000)
})

test('no key is ever said', async () => {
  for (const argv of [
    ['mint', '--no-record', '--key-env', 'KEY', '--access', 'read', '-v'],
    ['mint', '--key-env', 'KEY'],
    ['inspect', '--key-env', 'KEY', '--json'],
  ]) {
    const { stdout, stderr } = await run(['jwt', ...argv], { ...world, stdin: 'x' })
    expect(stdout + stderr).not.toContain(KEY)
  }
})

test('the key of a server directory', async () => {
  const cwd = temporaryDirectory({
    'config/config.yaml': 'service:\n  jwt_rbac: true\n',
    'config/local.yaml': `service:\n  api_key: "${KEY}"\n`,
  })
  const argv = ['jwt', 'mint', '--no-record', '--config', '.', '--access', 'read']
  expect((await run(argv, { cwd })).stdout).toBe(`${READ_30_DAYS}\n`)
  expect((await run([...argv, '--alt'], { cwd })).stderr).toContain('sets no service.alt_api_key')
})

test('patterns stand for the collections of a list, and it says that this is a snapshot', async () => {
  const cwd = temporaryDirectory({
    names: 'team-a\nteam-b\ndocs\n',
    'claims.json': '{"team":"x"}',
    'bad.json': '{"access":"m"}',
  })
  const argv = ['jwt', 'mint', '--no-record', '--key-env', 'KEY', '--collection', 'team-*=read']
  const { stdout, stderr } = await run(
    [...argv, '--collections-from', 'names', '--claims', 'claims.json', '--dry-run'],
    { ...world, cwd },
  )
  expect(JSON.parse(stdout)).toEqual({
    exp: 1798027200,
    access: [
      { collection: 'team-a', access: 'r' },
      { collection: 'team-b', access: 'r' },
    ],
    team: 'x',
  })
  expect(stderr).toContain('note: team-* stands for team-a, team-b as of now: later collections are not in')
  expect((await run(argv, world)).stderr).toContain('is no pattern to Qdrant')
  expect(await run([...argv, '--claims', 'bad.json'], { ...world, cwd })).toMatchObject({ code: 2 })
})

test('a token in a file', async () => {
  const cwd = temporaryDirectory({ 'a.jwt': `${READ_30_DAYS}\n` })
  const { stdout, stderr } = await run(['jwt', 'inspect', 'a.jwt', '--key-env', 'KEY'], { ...world, cwd })
  expect(stdout).toMatch(/^VERIFIED/)
  expect(stderr).toBe('')
})

// It was taken for the token itself.
test('a token from a pipe, as the shell makes one of <(command)', async () => {
  const cwd = temporaryDirectory()
  execFileSync('mkfifo', [join(cwd, 'pipe')])
  const piped = (...argv: string[]) => {
    const writer = spawn('sh', ['-c', `printf ${READ_30_DAYS} > pipe`], { cwd })
    onTestFinished(() => void writer.kill('SIGKILL'))
    return run(['jwt', ...argv], { ...world, cwd })
  }
  expect((await piped('inspect', 'pipe', '--key-env', 'KEY')).stdout).toMatch(/^VERIFIED/)
  expect(await piped('can', 'GET /collections', 'pipe')).toMatchObject({ stdout: 'yes\n', stderr: '' })
  expect((await piped('diff', 'pipe', READ_30_DAYS)).stdout).toBe('Both may do the same.\n')
  expect(await run(['jwt', 'inspect', '.'], { ...world, cwd })).toMatchObject({
    code: 6,
    stderr: `error: cannot read ${cwd}: it is a directory\n`,
  })
})

const can = (operation: string, ...argv: string[]) =>
  run(['jwt', 'can', operation, ...argv], { ...world, stdin: READ_30_DAYS })

test.each([
  ['GET /collections', 0, 'yes'],
  ['GET /collections/docs', 0, 'yes'],
  ['PUT /collections/docs/points', 1, 'no: 403 Forbidden: Global manage access is required'],
  ['qdrant.Points/Upsert', 1, 'no: 403 Forbidden: Global manage access is required'],
  ['upsert_points', 1, 'no: 403 Forbidden: Global manage access is required'],
  ['get_points', 0, 'yes'],
  ['POST /collections/docs/snapshots?wait=false', 0, 'yes: answered, but nothing is done'],
])('can %s: exit %i', async (operation, code, words) => {
  const outcome = await can(operation)
  expect(outcome.code).toBe(code)
  expect(outcome.stdout).toContain(words)
})

test('can --json, --as, --collection, --lookup, --explain', async () => {
  const { stdout } = await can('PUT /collections/docs/points', '--json')
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'jwt can',
    ok: true,
    operation: 'PUT /collections/{collection_name}/points',
    collection: 'docs',
    allowed: false,
    httpStatus: 403,
    grpcStatus: 'PERMISSION_DENIED',
    reason: 'Forbidden: Global manage access is required',
    requirement: 'CW',
  })
  expect((await can('PUT /collections/docs/points', '--as', 'api-key')).code).toBe(0)
  expect((await can('PUT /collections/docs/points', '--as', 'none')).stdout).toContain(
    '401 Must provide an API key',
  )
  expect((await can('upsert_points', '--collection', 'x', '--explain')).stdout).toContain(
    'the smallest grant for it: --collection x=points',
  )
  const docs = unsigned({ access: [{ collection: 'docs', access: 'r' }] })
  const query = (...argv: string[]) =>
    run(['jwt', 'can', 'query_points', '--collection', 'docs', ...argv], { ...world, stdin: docs })
  expect((await query()).code).toBe(0)
  expect((await query('--lookup', 'other')).stdout).toBe(
    'no: 403 Forbidden: Access to collection other is required\n',
  )
})

test('can --list --json has every operation of the server version', async () => {
  const list = async (...argv: string[]) =>
    JSON.parse((await run(['jwt', 'can', '--list', '--as', 'read-only', '--json', ...argv], world)).stdout)
      .operations
  const operations = await list()
  expect(operations).toHaveLength(160)
  expect(
    operations.find(({ operation }: { operation: string }) => operation === 'GET /metrics'),
  ).toMatchObject({ allowed: true })
  expect((await list('--server-version', '1.9.0')).length).toBeLessThan(operations.length)
})

test('a token that cannot be read may do nothing', async () => {
  const { stdout } = await run(['jwt', 'can', 'GET /collections'], {
    ...world,
    stdin: unsigned({ access: 'rw' }),
  })
  expect(stdout).toBe('no: 401 Invalid API key or JWT\n')
  expect(await run(['jwt', 'can'], world)).toMatchObject({ code: 2 })
  expect((await run(['jwt', 'can', 'upsert_point', '--as', 'none'], world)).stderr).toContain(
    'did you mean upsert_points?',
  )
})

test('diff tells what was gained and lost, and can gate', async () => {
  const cwd = temporaryDirectory({
    'old.jwt': unsigned({ access: [{ collection: 'docs', access: 'r' }] }),
    'new.jwt': unsigned({ access: [{ collection: 'docs', access: 'prw' }] }),
    'bad.jwt': 'x.y.z',
  })
  const diff = (...argv: string[]) => run(['jwt', 'diff', ...argv], { ...world, cwd })
  const { code, stdout } = await diff('old.jwt', 'new.jwt')
  expect(code).toBe(0)
  expect(stdout).toContain('+ PUT /collections/{collection_name}/points  (docs)\n')
  expect(stdout).toContain('- GET /collections/{collection_name}/snapshots  (docs)\n')
  expect((await diff('old.jwt', 'new.jwt', '--fail-on-new-access')).code).toBe(1)
  expect((await diff('new.jwt', 'new.jwt', '--fail-on-new-access')).stdout).toBe('Both may do the same.\n')
  expect(await diff('old.jwt', 'bad.jwt')).toMatchObject({ code: 1, stdout: '' })
  expect(await diff('old.jwt', 'gone.jwt')).toMatchObject({ code: 3 })
  expect(await diff('-', '-')).toMatchObject({ code: 2 })
})

test.each([
  [
    ['--config', '.', '--key-file', 'k', '--access', 'read'],
    '--config and --key-file or --key-env exclude each other',
  ],
  [['--access', 'read', '--subject', ''], '--subject is empty'],
  [['--access', 'read', '--name', ' '], '--name is empty'],
  [
    ['--access', 'read', '--revocable', '--value-exists', 'a:b=c'],
    '--revocable and --value-exists exclude each other',
  ],
  [['--key-env', 'KEY', '--access', 'read', '--claims', 'nowhere'], 'cannot read'],
  [
    ['--key-env', 'KEY', '--access', 'read', '--claims', 'list.json'],
    'list.json is not a JSON object of claims',
  ],
  [
    ['--key-env', 'KEY', '--access', 'read', '--claims', 'text.json'],
    'text.json is not a JSON object of claims',
  ],
  [
    ['--key-env', 'KEY', '--access', 'read', '--claims', 'own.json'],
    'own.json holds exp, which has a flag of its own',
  ],
])('mint %j is refused', async (argv, message) => {
  const cwd = temporaryDirectory({ 'list.json': '[1]', 'text.json': 'x', 'own.json': '{"exp":1}' })
  const { code, stdout, stderr } = await run(['jwt', 'mint', ...argv], { cwd, env: world.env })
  expect([2, 3]).toContain(code)
  expect(stdout).toBe('')
  expect(stderr).toContain(message)
})

test('further claims stand beside those of the flags', async () => {
  const cwd = temporaryDirectory({ 'claims.json': '{"team":"search"}' })
  const argv = [
    'jwt',
    'mint',
    '--key-env',
    'KEY',
    '--access',
    'read',
    '--sub',
    'x',
    '--value-exists',
    'a:b=c',
  ]
  const { stdout } = await run([...argv, '--claims', 'claims.json', '--dry-run'], { cwd, env: world.env })
  expect(JSON.parse(stdout)).toEqual({
    exp: 1798027200,
    access: 'r',
    sub: 'x',
    value_exists: { collection: 'a', matches: [{ key: 'b', value: 'c' }] },
    team: 'search',
  })
})

// Design 3.6: only mint said so.
test.each([
  [['inspect']],
  [['can', 'GET /collections']],
  [['diff', 'a.jwt', 'a.jwt']],
  [['mint', '--from', 'rows', '--no-record', '--key-env', 'KEY']],
  [['mint', '--access', 'read', '--no-record', '--key-env', 'KEY']],
  [['renew', '-', '--no-record', '--key-env', 'KEY']],
])('jwt %j says that it does not know a server so new', async (argv) => {
  const cwd = temporaryDirectory({ 'a.jwt': READ_30_DAYS, rows: '{"access":"read"}\n' })
  const { code, stderr } = await run(['jwt', ...argv, '--server-version', '9.9.9'], {
    ...world,
    cwd,
    stdin: READ_30_DAYS,
  })
  expect(code).toBe(0)
  expect(stderr).toContain('note: Qdrant 9.9.9 is newer than this tool: treated as 1.19.0\n')
})

test('--at takes seconds, and what is no time is refused', async () => {
  const at = (time: string) => inspect(READ_30_DAYS, '--key-env', 'KEY', '--at', time)
  expect(await at('1798027230')).toMatchObject({ code: 0 })
  expect((await at('1798027230')).stdout).toContain('still taken for the 30 s of leeway')
  expect(await at('1798027300')).toMatchObject({ code: 1 })
  expect(await at('2026-12-23T13:00:30+01:00')).toMatchObject({ code: 0 })
  // The second was in March once, and the third another time in each place.
  for (const none of ['noon', '2026-02-30', '2026-12-23T12:00', '2026-12-23 (about)'])
    expect(await at(none)).toMatchObject({ code: 2, stdout: '' })
})
