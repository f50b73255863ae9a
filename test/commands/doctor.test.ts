import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Character, type StandIn, standIn } from '../doctor/stand-in.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run, type World } from '../support/io.ts'
import { later, made } from './certs-world.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const READ_ONLY = 'r8ReadOnlyW5nZk3TqL7xVbPd2YfJm9GsHc4UeAo6iN'
const KEYS = { [KEY]: 'full', [READ_ONLY]: 'read' } as const
const env = { KEY, READ_ONLY }

const doctor = (argv: readonly string[], world: Partial<World> = {}) =>
  run(['doctor', ...argv], { cwd: temporaryDirectory(), env, ...world })

/** A stand-in with a URL and a gRPC port to ask it by; its ports are called REST and GRPC in what comes out. */
async function asked(character: Character, argv: readonly string[] = [], world: Partial<World> = {}) {
  const server = await standIn(character)
  const url = `http://127.0.0.1:${server.rest}`
  const outcome = await doctor([url, '--grpc', String(server.grpc), ...argv], world)
  const named = (text: string) =>
    text.replaceAll(String(server.rest), 'REST').replaceAll(String(server.grpc), 'GRPC')
  return { ...outcome, stdout: named(outcome.stdout), findings: () => listed(outcome).map(named), server }
}

const listed = ({ stdout }: { stdout: string }): string[] =>
  JSON.parse(stdout).findings.map(
    ({ ruleId, level, message }: Record<string, string>) => `${level} ${ruleId} ${message}`,
  )

const findings = async (character: Character, argv: readonly string[] = [], world: Partial<World> = {}) => {
  const outcome = await asked(character, [...argv, '--json'], world)
  return { code: outcome.code, found: outcome.findings() }
}

const BOTH = ['--key-env', 'KEY', '--read-only-key-env', 'READ_ONLY']
const PLAIN =
  'note doctor/plain-text qdrant: REST (port REST) and gRPC (port GRPC) without TLS, which is good on this machine alone'

test('a sound node: who gets in with what', async () => {
  const { code, stdout, stderr, server } = await asked({ keys: KEYS, jwt: true }, BOTH)
  expect({ code, stdout: stdout.replace(/ {2,}/g, '  '), stderr }).toEqual({
    code: 0,
    stdout: `qdrant  http://127.0.0.1:REST  Qdrant 1.19.0  127.0.0.1
  REST  REST  plain text
  gRPC  GRPC  plain text

node  no key  random key  key  read-only key  tokens
  fp:f7b0d393  fp:06e37e96
qdrant  REST  refused  refused  full  read  accepted
qdrant  gRPC  refused  refused  full  read  accepted

note: qdrant: REST (port REST) and gRPC (port GRPC) without TLS, which is good on this machine alone [doctor/plain-text]
hint: make certificates (qdrant-auth certs init), then qdrant-auth config set service.enable_tls true, and restart the server
`,
    stderr: '1 node(s): 0 error(s), 0 warning(s), 1 note(s)\n',
  })
  // Nothing but reads, and one call that is shaped like a write and changes nothing.
  const calls = new Set(server.seen.map((one) => one.slice(0, one.lastIndexOf(' '))))
  expect([...calls].sort()).toEqual([
    'DELETE /collections/SCRATCH/snapshots/SCRATCH',
    'GET /',
    'GET /collections',
    'GET /dashboard',
  ])
})

test('a node without authentication gets no key, and is said to be open', async () => {
  const { code, stdout, server } = await asked({}, BOTH)
  expect(code).toBe(1)
  expect(stdout).toContain(
    'error: qdrant: REST asks nobody for a key: everybody who reaches it may read, write and delete [doctor/open]\n' +
      'hint: make one: qdrant-auth config set service.api_key --generate, and restart the server\n',
  )
  expect(stdout).toContain('qdrant: gRPC asks nobody for a key')
  expect(server.seen.filter((one) => one.includes(KEY) || one.includes(READ_ONLY))).toEqual([])
})

test.each<[string, Character, string]>([
  [
    '403 InvalidSignature',
    { jwt: true },
    'qdrant-auth explain InvalidSignature says why; qdrant-auth jwt inspect --key-file KEY tells whether that key has signed it',
  ],
  [
    '403 ExpiredSignature',
    { jwt: true, tokenAnswer: 'ExpiredSignature' },
    'its time is over: qdrant-auth jwt inspect --key-file KEY says since when, qdrant-auth jwt renew signs it again',
  ],
  [
    '403 Invalid JWT, stateful validation failed',
    { jwt: true, tokenAnswer: 'Invalid JWT, stateful validation failed' },
    "it was revoked, or the collection that it asks for is missing: qdrant-auth explain 'stateful validation failed'",
  ],
  [
    '401 Invalid API key or JWT',
    {},
    'this node takes no tokens: qdrant-auth config set service.jwt_rbac true, and restart the server',
  ],
])('a refused token is called one, with the words of the server: %s', async (words, character, hint) => {
  const [code, text] = [words.slice(0, 3), words.slice(4)]
  const world = { env: { KEY, TOKEN: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl' } }
  const { stdout } = await asked({ keys: KEYS, ...character }, ['--key-env', 'TOKEN'], world)
  expect(stdout).toMatch(/ {2}token {2,}tokens\n +fp:26e22a4f\n/)
  expect(stdout).toContain(
    `error: qdrant: token fp:26e22a4f is refused by REST (${words}) and gRPC (${code === '401' ? 16 : 7} ${text}) [doctor/token-refused]\nhint: ${hint}\n`,
  )
  expect(stdout).not.toContain('key fp:')
})

test.each<[string, Character, readonly string[], string]>([
  [
    'a refused key',
    { keys: { other: 'full' } },
    ['--key-env', 'KEY'],
    'error doctor/key-refused qdrant: key fp:f7b0d393 is refused by REST (401 Invalid API key or JWT) and gRPC (16 Invalid API key or JWT)',
  ],
  [
    'a read-only key that writes',
    { keys: { [KEY]: 'full', [READ_ONLY]: 'full' } },
    BOTH,
    'error doctor/other-rights qdrant: read-only key may write: a write with it was not refused',
  ],
  [
    'a key of the documentation',
    { keys: { your_secret_api_key_here: 'full' } },
    [],
    'error doctor/known-key qdrant: the well-known key "your_secret_api_key_here" is taken',
  ],
  ['an empty key', { keys: { '': 'full' } }, [], 'error doctor/known-key qdrant: an empty key is taken'],
  [
    'CORS',
    { keys: KEYS, cors: true },
    [],
    'note doctor/open-cors qdrant: pages of every origin may call the API',
  ],
  [
    'the dashboard',
    { keys: KEYS, dashboard: true },
    [],
    'note doctor/open-dashboard qdrant: the dashboard can be fetched without a key',
  ],
  [
    'an old release',
    { keys: KEYS, version: '1.18.1' },
    [],
    'error doctor/known-weakness qdrant: 1.18.1: odd paths that begin like /dashboard, /readyz or /livez get past authentication (qdrant/qdrant#9254)',
  ],
  [
    'a newer release',
    { keys: KEYS, version: '1.20.0' },
    [],
    'note doctor/other-version qdrant: it is 1.20.0, newer than 1.19.0, the newest known here',
  ],
])('%s is found', async (_, character, argv, expected) => {
  const { code, found } = await findings(character, argv)
  expect(found).toContain(expected)
  expect(code).toBe(expected.startsWith('error') ? 1 : 0)
})

test('a short key that signs tokens is an error', async () => {
  const short = { ...env, KEY: 'short-key' }
  const { found } = await findings({ keys: { 'short-key': 'full' }, jwt: true }, ['--key-env', 'KEY'], {
    env: short,
  })
  expect(found).toContain(
    'error doctor/weak-key qdrant: key has 9 bytes, and 32 is the least: tokens are on, and each of them gives it away',
  )
})

test('what is no Qdrant gets no key, and a redirect is not followed', async () => {
  const elsewhere = await standIn({ keys: KEYS })
  const { code, stdout, server } = await asked(
    {
      instead: (_, response) => {
        response.writeHead(302, { location: `http://127.0.0.1:${elsewhere.rest}/collections` }).end()
        return true
      },
    },
    [...BOTH, '--only', 'ports'],
  )
  expect(code).toBe(1)
  expect(stdout).toContain(
    `error: qdrant: http://127.0.0.1:REST answers 302 and is not Qdrant, and sends on to http://127.0.0.1:${elsewhere.rest}/collections [doctor/not-qdrant]`,
  )
  expect(elsewhere.seen).toEqual([])
  expect(server.seen.filter((one) => one.includes(KEY))).toEqual([])
})

test('no key crosses a network in plain text unless that is allowed', async () => {
  // This machine, under an address that nobody can know to be it.
  const elsewhere = ({ rest, grpc }: StandIn) => [`http://0.0.0.0:${rest}`, '--grpc', String(grpc), ...BOTH]
  const careful = await standIn({ keys: KEYS })
  const { code, stdout } = await doctor([...elsewhere(careful), '--json'])
  expect(code).toBe(1)
  expect(listed({ stdout })).toEqual([
    `error doctor/plain-text qdrant: REST (port ${careful.rest}) and gRPC (port ${careful.grpc}) without TLS: everybody on the way reads the keys`,
    'warning doctor/not-sent qdrant: no key was sent to REST: plain text',
    'warning doctor/not-sent qdrant: no key was sent to gRPC: plain text',
  ])
  expect(careful.seen.filter((one) => one.includes(KEY) || one.includes(READ_ONLY))).toEqual([])
  const trusting = await standIn({ keys: KEYS })
  const allowed = await doctor([...elsewhere(trusting), '--allow-plaintext', '--skip', 'tls'])
  expect(allowed).toMatchObject({ code: 0, stdout: expect.stringMatching(/REST .* full +read/) })
})

test('findings can be chosen, and decide about the exit code', async () => {
  const open = await findings({ cors: true }, ['--skip', 'open', '--skip', 'tls'])
  expect(open).toEqual({
    code: 0,
    found: ['note doctor/open-cors qdrant: pages of every origin may call the API'],
  })
  const strict = await findings({ keys: KEYS }, ['--only', 'doctor/plain-text', '--fail-on', 'note'])
  expect(strict).toEqual({ code: 1, found: [PLAIN] })
  expect(await doctor(['--only', 'opne'])).toMatchObject({
    code: 2,
    stderr: 'error: "opne" is neither a rule nor a group of rules\nhint: did you mean open?\n',
  })
})

test('a node that sends strangers away and fails behind that is not healthy', async () => {
  const { code, found } = await findings(
    {
      keys: KEYS,
      instead: ({ url, headers }, response) => {
        const isFailing = url === '/collections' && headers['api-key'] === KEY
        if (isFailing) response.writeHead(500).end('{"status":{"error":"Service internal error: disk"}}')
        return isFailing
      },
    },
    ['--key-env', 'KEY', '--only', 'no-answer'],
  )
  expect({ code, found }).toEqual({
    code: 1,
    found: [
      'error doctor/no-answer qdrant: REST (port REST) refuses strangers, and gives no answer to key: 500 Service internal error: disk',
    ],
  })
})

test('formats', async () => {
  const github = await asked({ keys: KEYS, cors: true }, ['--format', 'github', '--only', 'surface'])
  expect(github.stdout).toBe(
    '::notice title=doctor/open-cors::qdrant: pages of every origin may call the API%0A' +
      'where no browser needs it: qdrant-auth config set service.enable_cors false, and restart the server\n',
  )
  const sarif = await asked({ keys: KEYS, cors: true }, ['--format', 'sarif', '--only', 'surface'])
  expect(JSON.parse(sarif.stdout).runs[0].results).toMatchObject([
    { ruleId: 'doctor/open-cors', level: 'note' },
  ])
  const junit = await asked({}, ['--format', 'junit', '--only', 'open'])
  expect(junit.stdout).toContain('<testcase name="doctor/open" classname="qdrant-auth">')
})

test('nobody there, and no such host: exit 4', async () => {
  const server = await standIn()
  const gone = await doctor([`http://127.0.0.1:1`, '--grpc', '2', '--json'])
  expect(gone.code).toBe(4)
  expect(JSON.parse(gone.stdout).findings).toMatchObject([
    { ruleId: 'doctor/closed-port', message: 'qdrant: nobody listens for REST (port 1) (ECONNREFUSED)' },
    { ruleId: 'doctor/closed-port', message: 'qdrant: nobody listens for gRPC (port 2) (ECONNREFUSED)' },
  ])
  expect(await doctor(['http://nosuch.invalid:6333', '--timeout', '2'])).toMatchObject({
    code: 4,
    stdout: expect.stringContaining('error: qdrant: there is no address of nosuch.invalid ('),
  })
  // One of two is enough for the findings to decide.
  const nodes = `nodes:\n  - {name: n1, url: "http://127.0.0.1:${server.rest}"}\n  - {name: n2, url: "http://127.0.0.1:1"}\n`
  expect(
    await doctor(['nodes.yaml', '--only', 'names'], { cwd: temporaryDirectory({ 'nodes.yaml': nodes }) }),
  ).toMatchObject({ code: 0 })
})

test('wrong use costs one sentence', async () => {
  for (const [argv, words] of [
    [['ftp://localhost'], 'is no URL of a server'],
    [['http://user:secret@localhost'], 'is no URL of a server'],
    [['https://localhost', '--client-cert', 'c.pem'], '--client-cert and --client-key belong together'],
    [['--grpc', '0'], 'It must be a whole number from 1 to 65535.'],
    [['--key-file', 'a', '--key-env', 'B', 'http://localhost'], 'exclude each other'],
    [
      ['.'],
      '"." is a directory, and no file of nodes\nhint: the directory that a node is started in goes behind --config',
    ],
    [['nodes.yaml', '--config', 'x'], 'an inventory names the directories of its nodes'],
  ] as const) {
    const { code, stdout, stderr } = await doctor(argv)
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(words) })
  }
  expect(await doctor(['gone.yaml'])).toMatchObject({ code: 3, stdout: '' })
  expect(await doctor(['--config', 'gone'])).toMatchObject({ code: 3, stdout: '' })
})

/** A directory with certificates and a config for a node that has them. */
async function secureNode(): Promise<{ cwd: string; tls: { cert: string; key: string } }> {
  const cwd = await made('--node', 'n1')
  const text = (name: string) => readFileSync(join(cwd, 'tls', name), 'utf8')
  put(
    join(cwd, 'config/config.yaml'),
    'service:\n  host: 127.0.0.1\n  enable_tls: true\n  jwt_rbac: true\n  enable_cors: false\ntls:\n  cert_ttl: 3600\n',
  )
  put(
    join(cwd, 'config/local.yaml'),
    `service:\n  api_key: "${KEY}"\n  read_only_api_key: "${READ_ONLY}"\n`,
    0o600,
  )
  return { cwd, tls: { cert: text('cert.pem'), key: text('key.pem') } }
}

test('TLS, and the keys of the config beside it', async () => {
  const { cwd, tls } = await secureNode()
  const server = await standIn({ keys: KEYS, jwt: true, tls })
  const argv = [`https://localhost:${server.rest}`, '--grpc', String(server.grpc), '--config', '.']
  const { code, stdout } = await doctor(argv, { cwd })
  expect({ code, stdout: stdout.replace(/ {2,}/g, '  ') }).toEqual({
    code: 0,
    stdout: `qdrant  https://localhost:${server.rest}  Qdrant 1.19.0  127.0.0.1
  REST  ${server.rest}  TLSv1.3 TLS_AES_256_GCM_SHA384  certificate until 2027-11-23, no
  client certificate is demanded
  gRPC  ${server.grpc}  TLSv1.3 TLS_AES_256_GCM_SHA384  certificate until 2027-11-23, no
  client certificate is demanded

node  no key  random key  api_key  read_only_api_key  tokens
  fp:f7b0d393  fp:06e37e96
qdrant  REST  refused  refused  full  read  accepted
qdrant  gRPC  refused  refused  full  read  accepted

`,
  })
})

test('REST demands a certificate, gRPC does not, and metrics ask nobody', async () => {
  const cwd = await made('--node', 'n1', '--client', 'app')
  const text = (name: string) => readFileSync(join(cwd, name), 'utf8')
  const tls = { cert: text('tls/cert.pem'), key: text('tls/key.pem') }
  const server = await standIn({ keys: KEYS, tls, clientAuthority: text('ca/ca.pem') })
  const open = await standIn({
    instead: ({ url }, response) => {
      if (url === '/metrics') response.end('app_info 1\n')
      return url === '/metrics'
    },
  })
  const argv = [`https://localhost:${server.rest}`, '--grpc', String(server.grpc), '--ca', 'ca/ca.pem']
  const found = async (...more: string[]) => {
    const outcome = await doctor([...argv, '--key-env', 'KEY', '--json', ...more], { cwd })
    return listed(outcome).map((line) => line.replaceAll(/port \d+/g, 'port N'))
  }
  expect(await found()).toEqual([
    'warning doctor/client-certificate-needed qdrant: REST (port N) demands a client certificate: nothing behind it was looked at',
    'error doctor/grpc-without-client-certificate qdrant: REST demands a client certificate, and gRPC (port N) does not',
  ])
  expect(server.seen).toEqual([])
  const identity = ['--client-cert', 'tls/clients/app/cert.pem', '--client-key', 'tls/clients/app/key.pem']
  expect(await found(...identity, '--metrics', String(open.rest))).toEqual([
    'note doctor/plain-text qdrant: metrics (port N) without TLS, which is good on this machine alone',
    'error doctor/grpc-without-client-certificate qdrant: REST demands a client certificate, and gRPC (port N) does not',
    'note doctor/open-metrics qdrant: metrics (port N) asks nobody for a key',
  ])
  expect(server.seen.some((one) => one === `GET /collections ${KEY}`)).toBe(true)
})

test('without the CA, or under another name, no key is sent', async () => {
  const { cwd, tls } = await secureNode()
  const server = await standIn({ keys: KEYS, tls })
  const key = ['--grpc', String(server.grpc), '--key-env', 'KEY', '--json']
  const untrusted = await doctor([`https://localhost:${server.rest}`, ...key], { cwd })
  const ids = ({ stdout }: { stdout: string }) =>
    JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId)
  expect(ids(untrusted)).toEqual([
    'doctor/untrusted-certificate',
    'doctor/untrusted-certificate',
    'doctor/not-sent',
    'doctor/not-sent',
  ])
  const renamed = await made('--node', 'n2', '--no-localhost')
  const own = (name: string) => readFileSync(join(renamed, 'tls', name), 'utf8')
  const other = await standIn({ keys: KEYS, tls: { cert: own('cert.pem'), key: own('key.pem') } })
  const argv = [`https://localhost:${other.rest}`, '--grpc', String(other.grpc), '--ca', 'ca/ca.pem']
  const misnamed = await doctor([...argv, '--key-env', 'KEY', '--json'], { cwd: renamed })
  expect(ids(misnamed)).toEqual(['certs/name-missing', 'doctor/not-sent', 'doctor/not-sent'])
  expect([...server.seen, ...other.seen].filter((one) => one.includes(KEY))).toEqual([])
})

test('a renewed certificate that is not shown yet, and why', async () => {
  const { cwd, tls } = await secureNode()
  const server = await standIn({ keys: KEYS, jwt: true, tls })
  await run(['certs', 'renew'], { cwd, now: later(1) })
  const argv = [`https://localhost:${server.rest}`, '--grpc', String(server.grpc), '--config', '.', '--json']
  const messages = async (now: Date) => {
    const { stdout } = await doctor([...argv, '--only', 'served-differs'], { cwd, now })
    return JSON.parse(stdout).findings.map(({ message }: { message: string }) =>
      message.replace(/\d+ seconds old/, 'N seconds old'),
    )
  }
  const shows = (name: string, port: number) =>
    `qdrant: ${name} (port ${port}) shows another certificate than tls/cert.pem: `
  expect(await messages(new Date())).toEqual([
    `${shows('REST', server.rest)}the file is N seconds old and is read again within tls.cert_ttl, 3600 seconds`,
    `${shows('gRPC', server.grpc)}the file is read at a restart only`,
  ])
  expect(await messages(new Date(Date.now() + 3_700_000))).toEqual([
    `${shows('REST', server.rest)}the file is older than tls.cert_ttl (3600 seconds), so reading it failed, or another server or a proxy answers`,
    `${shows('gRPC', server.grpc)}the file is read at a restart only`,
  ])
})

test('a server that does not run with the config on the disk', async () => {
  const { cwd } = await secureNode()
  const server = await standIn({})
  const argv = [`http://127.0.0.1:${server.rest}`, '--grpc', String(server.grpc), '--config', '.', '--json']
  const { stdout } = await doctor([...argv, '--only', 'stale-config'], { cwd })
  expect(JSON.parse(stdout).findings).toMatchObject([
    {
      message:
        'qdrant: it does not run with the config on the disk: REST has no TLS, the config has it; REST has no authentication, the config has it; gRPC has no TLS, the config has it; gRPC has no authentication, the config has it',
    },
  ])
})

test('several nodes: keys of each at all, and where one is refused', async () => {
  const other = 'Gz7HkP3vMw9QxR5tBn2LcYd8SfJa6ErUo4ViKp1TqXe'
  const [one, two] = [
    await standIn({ keys: { [KEY]: 'full' } }),
    await standIn({ keys: { [other]: 'full' } }),
  ]
  const config = (key: string, grpc: number) =>
    `service:\n  host: 127.0.0.1\n  api_key: "${key}"\n  grpc_port: ${grpc}\n`
  const cwd = temporaryDirectory({
    'n1/config/config.yaml': config(KEY, one.grpc),
    'n2/config/config.yaml': config(other, two.grpc),
    'qdrant-auth.yaml': `nodes:
  - {name: n1, url: "http://127.0.0.1:${one.rest}", config: ./n1, restart: [systemctl, restart, qdrant]}
  - {name: n2, url: "http://127.0.0.1:${two.rest}", config: ./n2}
`,
  })
  const { code, stdout } = await doctor(['--skip', 'config', '--skip', 'tls'], { cwd })
  expect(code).toBe(1)
  expect(stdout.replace(/ {2,}/g, '  ')).toContain(`node  no key  random key  api_key  api_key  tokens
  fp:f7b0d393  fp:3c007544
n1  REST  refused  refused  full  refused  off
n1  gRPC  refused  refused  full  refused  off
n2  REST  refused  refused  refused  full  off
n2  gRPC  refused  refused  refused  full  off

error: n1: it refuses api_key fp:3c007544, which n2 takes [doctor/nodes-differ]
hint: give all nodes the same keys: qdrant-auth rotate plan says in which order
error: n2: it refuses api_key fp:f7b0d393, which n1 takes [doctor/nodes-differ]
`)
})

test('no key of any kind is in the output', async () => {
  for (const format of ['text', 'json', 'sarif', 'junit', 'github']) {
    const { stdout, stderr } = await asked({ keys: { other: 'full' }, jwt: true }, [
      ...BOTH,
      '--format',
      format,
    ])
    expect(`${stdout}${stderr}`).not.toMatch(new RegExp(`${KEY}|${READ_ONLY}`))
  }
})

test('what stands behind the path of a URL is not shown', async () => {
  const { rest, grpc } = await standIn({ keys: KEYS })
  for (const format of ['text', 'json']) {
    const argv = [
      `http://127.0.0.1:${rest}/?api-key=${KEY}#${KEY}`,
      '--grpc',
      String(grpc),
      '--format',
      format,
    ]
    const { stdout, stderr } = await doctor(argv)
    expect(stdout + stderr).toContain(`127.0.0.1:${rest}`)
    expect(stdout + stderr).not.toContain(KEY)
  }
})

test('a host and port is asked to be a URL', async () => {
  expect(await run(['doctor', 'localhost:6333'], { cwd: temporaryDirectory() })).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: "localhost:6333" is neither a URL nor a file of nodes\nhint: write https://localhost:6333, or http://localhost:6333 where there is no TLS\n',
  })
})

test('the URL of the gRPC port is told for what it is', async () => {
  const { cwd, tls } = await secureNode()
  const server = await standIn({ tls, keys: KEYS })
  const argv = [
    `https://127.0.0.1:${server.grpc}`,
    '--ca',
    'tls/cacert.pem',
    '--only',
    'no-answer',
    '--grpc',
    '1',
  ]
  const { stdout } = await doctor(argv, { cwd })
  expect(stdout.replaceAll(String(server.grpc), 'GRPC')).toContain(
    'error: qdrant: REST (port GRPC) gives no answer: ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL [doctor/no-answer]\n' +
      'hint: it looks like the gRPC port: give the URL of REST, such as :6333, and this one by --grpc GRPC\n',
  )
})
