import { setMaxListeners } from 'node:events'
import { appendFileSync, existsSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { QdrantAuthError } from '../../src/errors.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { NOW, run } from '../support/io.ts'
import { StandIn } from '../support/stand-in.ts'
import { CHECKING, config, NEW, OLD, ONE_NODE, type Setup, setUp } from './rotate-world.ts'

// Whole rotations, with every answer of every node: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('a cluster that checks itself: three rolls, and nobody is refused at any time', async () => {
  const { cwd, cluster, rotate, file } = await setUp()
  const begun = await rotate('start', '--key-file', 'new.key', '--soak', '0s')
  expect([begun.code, begun.json.state, begun.json.next]).toEqual([0, 'running', 'qdrant-auth rotate next'])
  expect(cluster.restarts).toEqual([])
  expect((await rotate('next', '--yes', '--until', '2')).json.next).toBe(
    'qdrant-auth rotate next --callers-moved',
  )
  expect(cluster.restarts).toEqual(['n1', 'n2', 'n3', 'n1', 'n2', 'n3'])
  expect(readFileSync(join(cwd, 'n2/config/local.yaml'), 'utf8')).toBe(
    `# ours\nservice:\n  api_key: "${NEW}" # the key\n  jwt_rbac: true\n  enforce_internal_auth: true\n  alt_api_key: "${OLD}"\ncluster:\n  enabled: true\n`,
  )
  expect((await rotate('next', '--yes')).code).toBe(2)
  cluster.caller = NEW
  const done = await rotate('next', '--yes', '--callers-moved', '--until', 'end')
  expect([done.code, done.json.state, done.json.next]).toEqual([0, 'done', null])
  expect(cluster.refusals).toEqual([])
  expect(readFileSync(join(cwd, 'n2/config/local.yaml'), 'utf8')).toBe(config(CHECKING).replace(OLD, NEW))
  expect([existsSync(file('rotation/old.key')), readFileSync(file('rotation/new.key'), 'utf8')]).toEqual([
    false,
    `${NEW}\n`,
  ])
  // The end is proved: the old key is dead on every port of every node, and so are its tokens.
  const evidence = done.json.plan.at(-1).evidence as { node: string; probe: string; status: string }[]
  const answers = Object.fromEntries(
    evidence.filter(({ node }) => node === 'n3').map(({ probe, status }) => [probe, status]),
  )
  expect(answers).toEqual({
    'rest: old key': '401 Invalid API key or JWT',
    'rest: token of old key': '403 InvalidSignature',
    'rest: expired token of old key': '403 InvalidSignature',
    'rest: new key': '200',
    'rest: token of new key': '200',
    'rest: expired token of new key': '403 ExpiredSignature',
    'rest: a wrong key': '401 Invalid API key or JWT',
    'rest: no key': '401 Must provide an API key or an Authorization bearer token',
    'grpc: old key': 'grpc 16 Invalid API key or JWT',
    'grpc: token of old key': 'grpc 7 InvalidSignature',
    'grpc: expired token of old key': 'grpc 7 InvalidSignature',
    'grpc: new key': 'grpc 0',
    'grpc: token of new key': 'grpc 0',
    'grpc: expired token of new key': 'grpc 7 ExpiredSignature',
    'grpc: a wrong key': 'grpc 16 Invalid API key or JWT',
    'grpc: no key': 'grpc 16 Must provide an API key or an Authorization bearer token',
    'p2p: old key': 'grpc 16 Invalid API key or JWT',
    'p2p: token of old key': 'grpc 7 InvalidSignature',
    'p2p: expired token of old key': 'grpc 7 InvalidSignature',
    'p2p: new key': 'grpc 0',
    'p2p: token of new key': 'grpc 0',
    'p2p: expired token of new key': 'grpc 7 ExpiredSignature',
    'p2p: a wrong key': 'grpc 16 Invalid API key or JWT',
    'p2p: no key': 'grpc 16 Must provide an API key or an Authorization bearer token',
  })
  const journal = readFileSync(file('rotation.json'), 'utf8')
  expect(journal.includes(OLD) || journal.includes(NEW)).toBe(false)
})

test('status and the journal tell where it is; a second start is refused', async () => {
  const { cwd, rotate } = await setUp()
  await rotate('start', '--soak', '0s')
  expect(await rotate('start')).toMatchObject({ code: 6, json: { error: { code: 'file-exists' } } })
  await rotate('next', '--yes')
  const { stdout } = await run(['rotate', 'status'], { cwd })
  expect(
    stdout
      .replace(/[0-9a-f]{8}/g, 'X')
      .split('\n')
      .slice(0, 10),
  ).toEqual([
    'Rotation X: api_key fp:X → fp:X, running',
    '  done    1. every node: api_key is the old key, alt_api_key the new one',
    '  next    2. every node: api_key is the new key, alt_api_key the old one',
    '  pending 3. clients and whoever signs tokens move to the new key',
    '  pending 4. every node: api_key is the new key, and nothing else',
    '',
    '         old  token   expired  new  token   expired  wrong  no',
    '         key  of old  of old   key  of new  of new   key    key',
    'n1 rest  200  200     403      200  200     403      401    401',
    'n1 grpc  0    0       7        0    0       7        16     16',
  ])
})

test('one node without an address: what to add', async () => {
  const cwd = temporaryDirectory({ 'config/config.yaml': config() })
  expect(await run(['rotate', 'start'], { cwd })).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: qdrant has no url, so nothing about it could be proved
hint: one node: --url https://localhost:6333, and --ca tls/cacert.pem where the CA is private
hint: in an inventory: {name: qdrant, url: "https://qdrant:6333"}
`,
  })
})

test('status --json: what scripts read', async () => {
  const { rotate } = await setUp()
  await rotate('start', '--soak', '0s')
  await rotate('next', '--yes')
  const { code, json } = await rotate('status')
  expect({ code, state: json.state, phase: json.phase, next: json.next }).toEqual({
    code: 0,
    state: 'running',
    phase: 'api_key is the new key, alt_api_key the old one',
    next: 'qdrant-auth rotate next',
  })
  expect(json.id).toMatch(/^[0-9a-f]{8}$/)
  expect(json.plan.map(({ step, state }: { step: string; state: string }) => [step, state])).toEqual([
    ['api_key is the old key, alt_api_key the new one', 'done'],
    ['api_key is the new key, alt_api_key the old one', 'pending'],
    ['clients and whoever signs tokens move to the new key', 'pending'],
    ['api_key is the new key, and nothing else', 'pending'],
  ])
  const [{ evidence }] = json.plan
  expect(evidence.find(({ probe }: { probe: string }) => probe === 'rest: new key')).toMatchObject({
    node: 'n1',
    status: '200',
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
  })
  for (const one of evidence)
    expect(Object.keys(one)).toEqual(expect.arrayContaining(['node', 'probe', 'status', 'at']))
})

test.each(['{', 'null', '{"version":1,"phases":[]}', '{"version":1,"state":"running","phases":[{}]}'])(
  'a journal that is none: %s',
  async (journal) => {
    const cwd = temporaryDirectory()
    put(join(cwd, '.qdrant-auth/rotation.json'), journal)
    for (const verb of ['status', 'next', 'abort', 'start'])
      expect(await run(['rotate', verb], { cwd })).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('is no journal of a rotation\n'),
      })
  },
)

test('what stands in an inventory cannot act on a terminal', async () => {
  const cwd = temporaryDirectory()
  put(
    join(cwd, 'qdrant-auth.yaml'),
    JSON.stringify({ nodes: [{ name: 'n', url: 'http://localhost:1', config: 'no\x1b[31mwhere' }] }),
  )
  const { code, stderr } = await run(['rotate', 'start'], { cwd })
  expect([code, stderr]).toEqual([3, expect.stringMatching(/is not there: .*no\\u001b\[31mwhere\n/)])
})

test('a node without a restart command is restarted by a person', async () => {
  const { cwd, cluster, rotate } = await setUp(ONE_NODE)
  const { nodes } = JSON.parse(cluster.inventory())
  put(
    join(cwd, 'qdrant-auth.yaml'),
    JSON.stringify({ nodes: nodes.map(({ restart: _, ...node }: { restart: unknown }) => node) }),
  )
  await rotate('start', '--soak', '0s')
  const waiting = await rotate('next', '--yes')
  expect([waiting.code, waiting.stderr]).toEqual([1, expect.stringContaining('restart it now, then go on')])
  expect((await rotate('next', '--yes')).code).toBe(1)
  cluster.node('n1').restart()
  expect(await rotate('next', '--yes')).toMatchObject({
    code: 0,
    json: { plan: [{ state: 'done' }, {}, {}] },
  })
})

test.each([
  ['old-config', 1, 'n2 does not answer as it should: rest: new key → 401 Invalid API key or JWT'],
  ['no-restart', 1, 'n2 still runs since start'],
  ['never-ready', 4, 'seconds: n2: is not ready yet'],
  ['bad-replica', 4, 'seconds: n2: has shard 0 of docs as Dead'],
  ['unreadable', 4, 'seconds: n2: cannot read all replicas of docs'],
  ['gone', 4, 'seconds: n2: is not ready yet'],
  ['fails', 3, 'the restart of n2 ended with 1: restart'],
] as const)(
  'a node that comes back with %s stops it, and it goes on when that is mended',
  async (mishap, code, message) => {
    const { cluster, rotate } = await setUp()
    await rotate('start', '--soak', '0s')
    const restart = cluster.node('n2').restart.bind(cluster.node('n2'))
    // It happens at the restart, not before.
    cluster.node('n2').restart = () => {
      cluster.node('n2').mishap = mishap
      return restart()
    }
    const stopped = await rotate('next', '--yes', '--ready-timeout', '1s')
    expect([stopped.code, stopped.json.error.message]).toEqual([code, expect.stringContaining(message)])
    expect(cluster.restarts).toEqual(['n1', 'n2'])
    cluster.node('n2').restart = restart
    cluster.node('n2').mishap = undefined
    if (mishap === 'old-config') cluster.node('n2').restart()
    expect(await rotate('next', '--yes')).toMatchObject({
      code: 0,
      json: { plan: [{ state: 'done' }, {}, {}, {}] },
    })
    expect(cluster.refusals).toEqual([])
  },
)

test('a node that stays down in the middle can be undone as well', async () => {
  const { cwd, cluster, rotate, file } = await setUp()
  await rotate('start', '--soak', '0s')
  await rotate('next', '--yes')
  cluster.node('n2').mishap = 'old-config'
  expect((await rotate('next', '--yes', '--ready-timeout', '1s')).code).toBe(1)
  cluster.node('n2').mishap = undefined
  const back = await rotate('abort', '--yes')
  expect([back.code, back.json.state]).toEqual([0, 'aborted'])
  expect(cluster.refusals).toEqual([])
  for (const name of ['n1', 'n2', 'n3'])
    expect(readFileSync(join(cwd, name, 'config/local.yaml'), 'utf8')).toBe(config(CHECKING))
  expect([existsSync(file('rotation/old.key')), existsSync(file('rotation/new.key'))]).toEqual([false, false])
  expect((await rotate('start')).code).toBe(0)
})

test.each([
  ['by its command', true],
  ['by a person', false],
])(
  'a node that went down with its new config is brought back by abort, restarted %s',
  async (_, commanded) => {
    const { cwd, cluster, rotate } = await setUp()
    if (!commanded) {
      const { nodes } = JSON.parse(cluster.inventory())
      nodes[1].restart = undefined
      put(join(cwd, 'qdrant-auth.yaml'), JSON.stringify({ nodes }))
    }
    await rotate('start', '--soak', '0s')
    const restart = cluster.node('n2').restart.bind(cluster.node('n2'))
    cluster.node('n2').restart = () => {
      cluster.node('n2').mishap = 'gone'
      return restart()
    }
    await rotate('next', '--yes', '--ready-timeout', '1s')
    if (!commanded) cluster.node('n2').mishap = 'gone'
    cluster.node('n2').restart = () => {
      cluster.node('n2').mishap = undefined
      return restart()
    }
    const back = await rotate('abort', '--yes', '--ready-timeout', '1s')
    if (!commanded) {
      expect([back.code, back.json.state]).toEqual([1, 'running'])
      cluster.node('n2').restart()
      expect((await rotate('next', '--yes', '--ready-timeout', '1s')).json.state).toBe('aborted')
    } else expect([back.code, back.json.state]).toEqual([0, 'aborted'])
    for (const name of ['n1', 'n2', 'n3'])
      expect(readFileSync(join(cwd, name, 'config/local.yaml'), 'utf8')).toBe(config(CHECKING))
  },
)

// The key was nowhere else, and the rotation could neither go on nor be given up.
test('a new key that is lost before anything was changed: abort ends it, and another one can begin', async () => {
  const { cluster, rotate, file } = await setUp({ names: ['n1'], config: config() })
  await rotate('start', '--soak', '0s')
  rmSync(file('rotation/new.key'))
  const next = await rotate('next', '--yes')
  expect([next.code, next.json.error.code, next.json.error.hints]).toEqual([
    3,
    'file-missing',
    [
      'put that key back, one line, mode 0600: configs that were changed already hold it',
      'where none was changed yet: qdrant-auth rotate abort',
    ],
  ])
  expect(await rotate('abort', '--yes')).toMatchObject({ code: 0, json: { state: 'aborted' } })
  expect(existsSync(file('rotation/old.key'))).toBe(false)
  expect(await rotate('start', '--soak', '0s')).toMatchObject({ code: 0, json: { state: 'running' } })
  expect(cluster.restarts).toEqual([])
})

test('abort at the very start just ends it; after callers moved it is refused', async () => {
  const { cluster, rotate } = await setUp(ONE_NODE)
  await rotate('start', '--soak', '0s')
  expect(await rotate('abort', '--yes')).toMatchObject({ code: 0, json: { state: 'aborted' } })
  await rotate('start', '--soak', '0s')
  await rotate('next', '--yes')
  await rotate('next', '--yes', '--callers-moved')
  expect(await rotate('abort', '--yes')).toMatchObject({
    code: 1,
    json: { error: { message: 'callers have moved to the new key, and would be refused' } },
  })
  expect(await rotate('abort', '--yes', '--callers-back')).toMatchObject({
    code: 0,
    json: { state: 'aborted' },
  })
  expect(cluster.refusals).toEqual([])
})

test('a node that was proved and set back by somebody is changed again', async () => {
  const { cwd, cluster, rotate } = await setUp()
  await rotate('start', '--soak', '0s')
  const restart = cluster.node('n3').restart.bind(cluster.node('n3'))
  cluster.node('n3').restart = () => {
    put(join(cwd, 'n1/config/local.yaml'), config(CHECKING))
    cluster.node('n1').restart()
    return restart()
  }
  expect((await rotate('next', '--yes')).json.error.message).toContain('n1 does not answer as it should')
  cluster.node('n3').restart = restart
  expect((await rotate('next', '--yes')).json.error.code).toBe('file-changed')
  expect(await rotate('next', '--yes', '--accept-changes')).toMatchObject({
    code: 0,
    json: { plan: [{ state: 'done' }, {}, {}, {}] },
  })
  expect(cluster.restarts).toEqual(['n1', 'n2', 'n3', 'n1'])
})

test.each([
  ['to the end', ['next', '--yes', '--callers-moved', '--until', 'end'], 'done', NEW],
  ['and back', ['abort', '--yes'], 'aborted', OLD],
])(
  'one file for all nodes, and a node that crashes comes back with it before its turn: %s',
  async (_, argv, state, key) => {
    const { cwd, cluster } = await setUp()
    const shared = join(cwd, 'n1/config/local.yaml')
    for (const name of ['n2', 'n3']) {
      rmSync(join(cwd, name, 'config/local.yaml'))
      symlinkSync(shared, join(cwd, name, 'config/local.yaml'))
    }
    const { nodes } = JSON.parse(cluster.inventory())
    const sharing = nodes.map(({ config: _config, ...node }: { config: string }) => ({
      ...node,
      keys: shared,
    }))
    put(join(cwd, 'qdrant-auth.yaml'), JSON.stringify({ nodes: sharing }))
    const execute: typeof cluster.execute = async (command) => {
      const code = await cluster.execute(command)
      if (command[1] === 'n1') cluster.node('n3').restart()
      cluster.look()
      return code
    }
    const rotate = (...words: string[]) => run(['rotate', ...words], { cwd, execute })
    expect(
      (await rotate('start', '--key-file', 'new.key', '--soak', '0s', '--yes', '--until', '2')).code,
    ).toBe(0)
    if (state === 'done') cluster.caller = NEW
    const { code, stdout } = await rotate(...argv)
    expect([code, stdout.split('\n')[0], cluster.refusals]).toEqual([
      0,
      expect.stringMatching(new RegExp(`, ${state}$`)),
      [],
    ])
    expect(readFileSync(shared, 'utf8')).toBe(config(CHECKING).replace(OLD, key))
  },
  120_000,
)

test('a node that is gone before a phase: exit 4, and what to do', async () => {
  const { cluster, rotate } = await setUp()
  await rotate('start', '--soak', '0s')
  cluster.node('n2').mishap = 'gone'
  const stopped = await rotate('next', '--yes')
  expect([stopped.code, stopped.json.error.code, stopped.json.error.message]).toEqual([
    4,
    'server-unreachable',
    expect.stringMatching(/^n2 cannot be asked: rest: old key → 503 gone, and \d+ more$/),
  ])
  expect(cluster.restarts).toEqual([])
})

test('enable-internal-auth is not begun where the node port could not be asked', async () => {
  const { cwd, cluster, rotate } = await setUp({ config: config('cluster:\n  enabled: true\n') })
  const { nodes } = JSON.parse(cluster.inventory())
  const remote = nodes.map(({ p2p: _p2p, config: name, ...node }: { p2p: number; config: string }) => ({
    ...node,
    keys: `${name}/config/local.yaml`,
  }))
  put(join(cwd, 'qdrant-auth.yaml'), JSON.stringify({ nodes: remote }))
  const refused = await rotate('enable-internal-auth')
  expect([refused.code, refused.json.error.message]).toEqual([
    1,
    'the node port of n1 is not known, so nothing could be proved',
  ])
})

test('a restart that hangs names its node and what to do', async () => {
  const { cwd, rotate } = await setUp(ONE_NODE)
  await rotate('start', '--soak', '0s')
  const execute = async () => {
    throw new QdrantAuthError('command-failed', 'restart: it did not end in 300 seconds')
  }
  expect(await run(['rotate', 'next', '--yes'], { cwd, execute })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(
      'error: the restart of n1 failed: restart: it did not end in 300 seconds\nhint: its config is written already; when it runs again: qdrant-auth rotate next\n',
    ),
  })
})

test('Ctrl-C in the middle does not say that nothing was changed', async () => {
  const { cwd, rotate } = await setUp(ONE_NODE)
  await rotate('start', '--soak', '0s')
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  const execute = async () => {
    controller.abort()
    throw new QdrantAuthError('command-failed', 'restart: ended by SIGINT')
  }
  const { code, stderr } = await run(['rotate', 'next', '--yes'], { cwd, execute, signal: controller.signal })
  expect([code, stderr]).toEqual([
    130,
    expect.stringMatching(
      /error: interrupted: what was done until now is kept\nhint: qdrant-auth rotate status/,
    ),
  ])
})

test('given up while the old key is being dropped: callers go back only when every node takes it again', async () => {
  const { cwd, cluster, rotate } = await setUp()
  await rotate('start', '--soak', '0s', '--yes', '--until', '2')
  const next = readFileSync(join(cwd, '.qdrant-auth/rotation/new.key'), 'utf8').trim()
  cluster.caller = next
  await rotate('next', '--yes', '--callers-moved')
  cluster.node('n2').mishap = 'fails'
  expect((await rotate('next', '--yes')).code).toBe(3)
  cluster.node('n2').mishap = undefined
  const half = await rotate('abort', '--yes')
  expect([half.code, half.json.error.message]).toEqual([
    2,
    'have all clients and token issuers moved to the old key?',
  ])
  for (const name of ['n1', 'n2', 'n3'])
    expect(readFileSync(join(cwd, name, 'config/local.yaml'), 'utf8')).toContain(`alt_api_key: "${OLD}"`)
  cluster.caller = OLD
  const back = await rotate('next', '--yes', '--callers-moved', '--until', 'end')
  expect([back.code, back.json.state, cluster.refusals]).toEqual([0, 'aborted', []])
})

test('a first key is taken away again: callers that send it are let in', async () => {
  const { cwd, cluster, rotate } = await setUp({ names: ['n1'], config: 'service:\n  host: 127.0.0.1\n' })
  await rotate('enable-auth')
  cluster.caller = readFileSync(join(cwd, '.qdrant-auth/rotation/new.key'), 'utf8').trim()
  await rotate('next', '--yes', '--callers-moved')
  cluster.node('n1').mishap = 'fails'
  expect((await rotate('next', '--yes')).code).toBe(3)
  cluster.node('n1').mishap = undefined
  expect(await rotate('abort', '--yes')).toMatchObject({ code: 0, json: { state: 'aborted' } })
  expect(cluster.refusals).toEqual([])
})

test('the old key is kept while live tokens are signed with it, and through the soak time', async () => {
  const { cwd, rotate } = await setUp(ONE_NODE)
  put(join(cwd, 'old.key'), OLD, 0o600)
  await run(['jwt', 'mint', '--access', 'read', '--subject', 'ci/1', '--key-file', 'old.key'], { cwd })
  await rotate('start', '--soak', '1h')
  expect((await rotate('next', '--yes')).stderr).toContain(
    'give clients and token issuers the new key: .qdrant-auth/rotation/new.key\nsign the 1 live token(s) of the old key again: --reissue\n',
  )
  await rotate('next', '--yes', '--callers-moved')
  expect((await rotate('next', '--yes')).json.error.message).toBe(
    'the old key is kept until 2026-11-23T13:00:00Z: the soak time since callers moved or were given new tokens',
  )
  expect((await rotate('next', '--yes', '--skip-soak')).json.error.message).toBe(
    '1 live token(s) are signed with the old key: ci/1',
  )
  const done = await rotate('next', '--yes', '--skip-soak', '--reissue')
  expect([done.code, done.json.state]).toEqual([0, 'done'])
  const token = join(cwd, '.qdrant-auth/rotation/tokens/ci%2F1.jwt')
  expect(statSync(token).mode & 0o777).toBe(0o600)
  const key = join(cwd, '.qdrant-auth/rotation/new.key')
  const inspected = await run(['jwt', 'inspect', '-', '--key-file', key, '--json'], {
    cwd,
    stdin: readFileSync(token, 'utf8'),
  })
  expect(JSON.parse(inspected.stdout)).toMatchObject({
    verdict: { accepted: true },
    claims: { access: 'r', subject: 'ci/1' },
  })
})

test('the old key is kept where nobody can tell which tokens it signed, until that is said to be right', async () => {
  const { cwd, rotate } = await setUp(ONE_NODE)
  await run(['jwt', 'mint', '--access', 'read', '--subject', 'ci', '--key-env', 'K'], {
    cwd,
    env: { K: NEW },
  })
  appendFileSync(join(cwd, '.qdrant-auth/tokens.jsonl'), '{"event":"minted","name":"half\n')
  await rotate('start', '--soak', '0s')
  await rotate('next', '--yes', '--callers-moved', '--until', '2')
  expect((await rotate('next', '--yes')).json.error.message).toBe(
    '1 line(s) of the registry cannot be read, and may be of live tokens of the old key',
  )
  const done = await rotate('next', '--yes', '--despite-live-tokens')
  expect([done.code, done.json.state]).toEqual([0, 'done'])
})

test('on a terminal nobody is asked for what may not be done yet', async () => {
  const { cwd, cluster } = await setUp(ONE_NODE)
  const asked: string[] = []
  const confirm = async ({ message }: { message: string }) => asked.push(message) > 0
  const { code, stderr } = await run(['rotate'], {
    cwd,
    tty: true,
    prompter: { confirm },
    execute: cluster.execute,
  })
  expect([code, asked.length, stderr]).toEqual([1, 2, expect.stringContaining('the old key is kept until')])
})

test('tokens that are signed again have the soak time to reach their holders', async () => {
  const { cwd, rotate } = await setUp(ONE_NODE)
  put(join(cwd, 'old.key'), OLD, 0o600)
  await run(['jwt', 'mint', '--access', 'read', '--subject', 'ci', '--key-file', 'old.key'], { cwd })
  await rotate('start', '--soak', '1h')
  await rotate('next', '--yes', '--callers-moved', '--until', '2')
  const later = new Date(NOW.getTime() + 3600 * 1000)
  const { code, stderr } = await run(['rotate', 'next', '--yes', '--reissue'], { cwd, now: later })
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(
      /^signed again: 1 token\(s\), in .*\n.*\.jwt\nerror: the old key is kept until 2026-11-23T14:00:00Z/m,
    ),
  ])
  expect(readFileSync(join(cwd, 'n1/config/local.yaml'), 'utf8')).toContain('alt_api_key: ')
})

test('abort asks for the holders of tokens that the new key has signed', async () => {
  const { cwd, rotate } = await setUp(ONE_NODE)
  put(join(cwd, 'old.key'), OLD, 0o600)
  await run(['jwt', 'mint', '--access', 'read', '--name', 'ci', '--key-file', 'old.key'], { cwd })
  await rotate('start', '--soak', '0s')
  await rotate('next', '--yes', '--reissue')
  expect(await rotate('abort', '--yes')).toMatchObject({
    code: 1,
    json: {
      error: { message: '1 live token(s) are signed with the new key, and would be refused: ci' },
    },
  })
  expect(await rotate('abort', '--yes', '--callers-back')).toMatchObject({ json: { state: 'aborted' } })
})

test('a config that somebody changed meanwhile is not touched', async () => {
  const { cwd, rotate } = await setUp()
  await rotate('start', '--soak', '0s')
  const path = join(cwd, 'n2/config/local.yaml')
  put(path, `${readFileSync(path, 'utf8')}log_level: WARN\n`)
  const stopped = await rotate('next', '--yes')
  expect([stopped.code, stopped.json.error.code]).toEqual([6, 'file-changed'])
  expect(readFileSync(path, 'utf8')).not.toContain('alt_api_key')
  expect((await rotate('next', '--yes', '--accept-changes')).code).toBe(0)
  expect(readFileSync(path, 'utf8')).toContain('log_level: WARN')
})

test.each([
  [
    'a node that refuses the current key',
    async ({ cluster, cwd }: Setup) => {
      put(join(cwd, 'n3/config/local.yaml'), config(CHECKING).replace(OLD, NEW))
      cluster.node('n3').restart()
      put(join(cwd, 'n3/config/local.yaml'), config(CHECKING))
    },
    5,
    'n3 refuses the current key: rest: old key → 401 Invalid API key or JWT',
  ],
  [
    'different keys',
    async ({ cwd }: Setup) => put(join(cwd, 'n3/config/local.yaml'), config(CHECKING).replace(OLD, NEW)),
    6,
    'n1 and n3 have different keys',
  ],
  [
    'an alternate that was left',
    async ({ cwd, cluster }: Setup) => {
      for (const { name } of cluster.nodes)
        put(join(cwd, name, 'config/local.yaml'), config(`  alt_api_key: "${NEW}"\n`))
    },
    1,
    'n1 has an alt_api_key already',
  ],
  [
    'an alternate in a file that is not the one with the key',
    async ({ cwd }: Setup) => put(join(cwd, 'n2/config/config.yaml'), `service:\n  alt_api_key: "${NEW}"\n`),
    1,
    'n2 has an alt_api_key already',
  ],
  [
    'a config that cannot be edited on the way',
    async ({ cwd, cluster }: Setup) => {
      for (const { name } of cluster.nodes)
        put(
          join(cwd, name, 'config/local.yaml'),
          `service: ["api_key", "${OLD}"]\nservice.api_key: "${OLD}"\n`,
        )
    },
    2,
    'the keys of n1 cannot be changed: service is not a mapping',
  ],
  [
    'two nodes with one url',
    async ({ cwd, cluster }: Setup) => {
      const { nodes } = JSON.parse(cluster.inventory())
      put(
        join(cwd, 'qdrant-auth.yaml'),
        JSON.stringify({ nodes: [nodes[0], { ...nodes[1], url: nodes[0].url }] }),
      )
    },
    2,
    'n1 and n2 have the same url in the inventory',
  ],
  [
    'a peer that the inventory lacks',
    async ({ cwd, cluster }: Setup) => {
      const { nodes } = JSON.parse(cluster.inventory())
      put(join(cwd, 'qdrant-auth.yaml'), JSON.stringify({ nodes: nodes.slice(0, 2) }))
    },
    6,
    'the cluster has a peer that no node of the inventory is: 3 at http://127.0.0.1:',
  ],
  [
    'a node that is down',
    async ({ cluster }: Setup) => {
      cluster.node('n2').mishap = 'gone'
    },
    4,
    'n2: 503 gone (rest: old key)',
  ],
  [
    'a node whose config has no key',
    async ({ cwd, cluster }: Setup) => {
      for (const { name } of cluster.nodes) put(join(cwd, name, 'config/local.yaml'), 'log_level: INFO\n')
    },
    1,
    'n1 has no api_key: there is nothing to rotate',
  ],
] as const)('%s: nothing is begun', async (_, spoil, code, message) => {
  const setup = await setUp()
  await spoil(setup)
  const outcome = await setup.rotate('start')
  expect([outcome.code, outcome.json.error.message]).toEqual([code, expect.stringContaining(message)])
  expect(existsSync(setup.file('rotation.json'))).toBe(false)
})

test('emergency: one roll, whoever has the old key is out', async () => {
  const { cluster, rotate } = await setUp()
  const done = await rotate('start', '--emergency', '--yes', '--until', 'end')
  expect([done.code, done.json.state]).toEqual([0, 'done'])
  expect(done.stderr).toContain('warning: callers are refused between the restart of a node')
  expect(cluster.restarts).toEqual(['n1', 'n2', 'n3'])
  expect(cluster.refusals.includes('n1 refused a caller')).toBe(true)
})

test('in an emergency the tokens of the registry can be signed again too', async () => {
  const { cwd, rotate, file } = await setUp(ONE_NODE)
  put(join(cwd, 'old.key'), OLD, 0o600)
  await run(['jwt', 'mint', '--access', 'read', '--name', 'ci', '--key-file', 'old.key'], { cwd })
  const done = await rotate('start', '--emergency', '--reissue', '--yes', '--until', 'end')
  expect([done.code, done.json.state]).toEqual([0, 'done'])
  expect(existsSync(file('rotation/tokens/ci.jwt'))).toBe(true)
})

test('an emergency is undone half way, where a node alone with the new key knows no leader', async () => {
  const { cwd, cluster, rotate } = await setUp()
  cluster.node('n2').mishap = 'fails'
  expect((await rotate('start', '--emergency', '--yes', '--until', 'end')).code).toBe(3)
  cluster.node('n2').mishap = undefined
  const back = await rotate('abort', '--yes', '--ready-timeout', '1s')
  expect([back.code, back.json.state]).toEqual([0, 'aborted'])
  for (const name of ['n1', 'n2', 'n3'])
    expect(readFileSync(join(cwd, name, 'config/local.yaml'), 'utf8')).toBe(config(CHECKING))
})

test('read-only: readers are refused from the restart on, writers never', async () => {
  const { cluster, rotate } = await setUp({ config: config(`  read_only_api_key: "${NEW}x"\n`) })
  const done = await rotate('read-only', '--yes', '--until', 'end')
  expect([done.code, done.json.state, cluster.refusals]).toEqual([0, 'done', []])
  const last = done.json.plan[0].evidence.filter(
    ({ node, probe }: { node: string; probe: string }) => node === 'n1' && probe.startsWith('rest'),
  )
  expect(last.map(({ probe, status }: { probe: string; status: string }) => [probe, status])).toEqual([
    ['rest: old key', '401 Invalid API key or JWT'],
    ['rest: new key', '200'],
    ['rest: a wrong key', '401 Invalid API key or JWT'],
    ['rest: no key', '401 Must provide an API key or an Authorization bearer token'],
  ])
})

test('enable-auth: clients send the key first, so nobody is refused', async () => {
  const { cwd, cluster, rotate } = await setUp({ config: 'service:\n  host: 127.0.0.1\n' })
  put(join(cwd, 'new.key'), NEW, 0o600)
  expect((await rotate('enable-auth', '--key-file', 'new.key')).code).toBe(0)
  cluster.caller = NEW
  const done = await rotate('next', '--yes', '--callers-moved', '--until', 'end')
  expect([done.code, done.json.state, cluster.refusals]).toEqual([0, 'done', []])
  expect(readFileSync(join(cwd, 'n1/config/local.yaml'), 'utf8')).toBe(
    `service:\n  host: 127.0.0.1\n  api_key: "${NEW}"\n`,
  )
})

test('enable-internal-auth: the node port is open before and closed after', async () => {
  const { cluster, rotate } = await setUp({ config: config('cluster:\n  enabled: true\n') })
  const done = await rotate('enable-internal-auth', '--yes', '--until', 'end')
  expect([done.code, done.json.state, cluster.refusals]).toEqual([0, 'done', []])
  const p2p = done.json.plan[0].evidence.filter(
    ({ node, probe }: { node: string; probe: string }) => node === 'n1' && probe.startsWith('p2p: no'),
  )
  expect(p2p.map(({ status }: { status: string }) => status)).toEqual([
    'grpc 16 Must provide an API key or an Authorization bearer token',
  ])
})

test('nodes that are too old for a second key: only with the gap accepted', async () => {
  const { rotate } = await setUp({ names: ['n1'], config: config(), version: '1.16.3' })
  const refused = await rotate('start')
  expect([refused.code, refused.json.error.message]).toEqual([
    1,
    expect.stringContaining('this cannot be done without a gap'),
  ])
  expect(await rotate('start', '--with-gap', '--yes', '--until', 'end')).toMatchObject({
    code: 0,
    json: { state: 'done' },
  })
})

test('a setting that is as it should be keeps its bytes, and so does everything on the way there and back', async () => {
  const odd = `k: &k ${OLD}\nservice: {api_key: *k, jwt_rbac: true}\n`
  const { cwd, rotate } = await setUp({ names: ['n1'], config: odd })
  await rotate('start', '--soak', '0s', '--yes', '--until', '1')
  expect((await rotate('abort', '--yes')).json.state).toBe('aborted')
  expect(readFileSync(join(cwd, 'n1/config/local.yaml'), 'utf8')).toBe(odd)
})

test('dry runs change nothing and say what would be changed', async () => {
  const { cwd, cluster, rotate, file } = await setUp()
  await rotate('start', '--dry-run')
  const planned = await run(['rotate', 'start', '--dry-run'], { cwd, execute: cluster.execute })
  expect(planned.stdout.replace(/fp:[0-9a-f]{8}/g, 'fp:X')).toMatch(
    /^Would rotate api_key fp:X → a new random key\n {2}1\. every node: api_key is the old key, alt_api_key the new one\n {5}without it n1 would refuse the old key/,
  )
  expect(existsSync(file('rotation.json'))).toBe(false)
  await rotate('start', '--soak', '0s')
  const before = readFileSync(file('rotation.json'), 'utf8')
  const { stdout } = await run(['rotate', 'next', '--dry-run'], { cwd, execute: cluster.execute })
  expect(stdout.replace(/fp:[0-9a-f]{8}/g, 'fp:X').replaceAll(cwd, '')).toContain(
    '  n1  /n1/config/local.yaml\n      service.alt_api_key: nothing → fp:X (new key)\n      then: restart n1\n',
  )
  expect([readFileSync(file('rotation.json'), 'utf8'), cluster.restarts]).toEqual([before, []])
})

test('on a terminal: one question a phase, and a no stops there', async () => {
  const { cwd, cluster } = await setUp(ONE_NODE)
  const asked: string[] = []
  const answers = [true, false]
  const confirm = async ({ message }: { message: string }) => {
    asked.push(message)
    return answers.shift() === true
  }
  const outcome = await run(['rotate', '--soak', '0s'], {
    cwd,
    tty: true,
    prompter: { confirm },
    execute: cluster.execute,
  })
  expect([outcome.code, asked]).toEqual([
    0,
    ['Change these configs and restart the nodes one by one?', 'Do all of them use the new key now?'],
  ])
  expect(cluster.restarts).toEqual(['n1'])
  answers.push(true, true)
  cluster.caller = undefined
  const rest = await run(['rotate'], { cwd, tty: true, prompter: { confirm }, execute: cluster.execute })
  expect([rest.code, rest.stdout]).toEqual([0, expect.stringContaining(', done\n')])
  expect((await run(['rotate'], { cwd })).code).toBe(2)
})

test('on a terminal what is lost on the way is said before anything is asked', async () => {
  const { cwd, cluster } = await setUp({ ...ONE_NODE, version: '1.16.3' })
  const { code, stderr } = await run(['rotate', '--with-gap'], {
    cwd,
    tty: true,
    prompter: { confirm: async () => false },
    execute: cluster.execute,
  })
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining('every token of the old key is refused from then on'),
  ])
  expect(await run(['rotate', '--key-file', 'new.key'], { cwd, tty: true })).toMatchObject({
    code: 6,
    stderr: expect.stringContaining('is under way, and has its new key'),
  })
})

// Node's timers are over at once where a time is too long, and a date has an end.
test.each([
  ['--restart-timeout', '8d', '7d at most'],
  ['--ready-timeout', '999999999y', '7d at most'],
  ['--soak', '11y', '3650d at most'],
  ['--soak', 'long', 'a duration such as'],
])('%s %s is too long to mean anything', async (flag, value, words) => {
  expect(await run(['rotate', 'start', flag, value], { cwd: temporaryDirectory() })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(words),
  })
})

test('a key in the config that no header can carry is told as such', async () => {
  const { rotate } = await setUp({ names: ['n1'], config: config().replace(OLD, 'schlüssel-日本') })
  expect(await rotate('start')).toMatchObject({
    code: 2,
    json: { error: { message: 'the key has a character that no header can carry' } },
  })
})

test('a node that was set back to an older version meanwhile stops it', async () => {
  const { cluster, rotate } = await setUp()
  await rotate('start', '--soak', '0s')
  cluster.node('n2').version = '1.16.3'
  expect(await rotate('next', '--yes')).toMatchObject({
    code: 6,
    json: { error: { message: 'n2 runs 1.16.3, and ran 1.19.0 when this was planned' } },
  })
  expect(cluster.restarts).toEqual([])
})

test('over mTLS, with certificates on every port', async () => {
  const cwd = temporaryDirectory()
  const now = new Date()
  const nodes = ['n1', 'n2'].flatMap((name) => ['--node', name])
  await run(['certs', 'init', ...nodes, '--client', 'operator'], { cwd, now })
  const cluster = await StandIn.start(cwd, {
    names: ['n1', 'n2'],
    config: config(CHECKING),
    tls: (name) => join(cwd, 'tls', name),
  })
  const trust = {
    ca: 'tls/n1/cacert.pem',
    cert: 'tls/clients/operator/cert.pem',
    key: 'tls/clients/operator/key.pem',
  }
  put(join(cwd, 'qdrant-auth.yaml'), JSON.stringify({ ...trust, ...JSON.parse(cluster.inventory()) }))
  const world = { cwd, execute: cluster.execute }
  expect((await run(['rotate', 'start', '--soak', '0s', '--yes', '--until', '2'], world)).code).toBe(0)
  const done = await run(['rotate', 'next', '--yes', '--callers-moved', '--until', 'end', '--json'], world)
  expect([done.code, JSON.parse(done.stdout).state]).toEqual([0, 'done'])
  // Without the certificate nobody even gets to show a key.
  put(join(cwd, 'bare.yaml'), JSON.stringify({ ca: trust.ca, ...JSON.parse(cluster.inventory()) }))
  const bare = await run(['rotate', 'start', '--inventory', 'bare.yaml'], world)
  expect([bare.code, bare.stderr]).toEqual([
    4,
    expect.stringMatching(/CERTIFICATE_REQUIRED|ECONNRESET|EPIPE/),
  ])
})
