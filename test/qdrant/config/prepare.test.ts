import { expect, test } from 'vitest'
import { loadEffective } from '../../../src/qdrant/config/effective.ts'
import { type MemoryFile, memoryFiles } from './memory-files.ts'

/** What a server v1.19.0 did with these settings before it opened a port. */
function start(text: string, args: string[] = [], files: Record<string, MemoryFile> = {}) {
  return loadEffective({
    files: memoryFiles({ 'config/config.yaml': { content: text }, ...files }),
    directory: '/srv',
    arguments: args,
  }).outcomes[0]
}

const lines = (...given: Parameters<typeof start>) =>
  start(...given).log.map(({ level, target, text }) => `${level} ${target}: ${text.split('\n')[0]}`)

test('recovery mode is told with its reason', () => {
  expect(lines('storage: {recovery_mode: "oops"}').slice(0, 2)).toEqual([
    'WARN qdrant: Qdrant is loaded in recovery mode: oops',
    'WARN qdrant: Read more: https://qdrant.tech/documentation/guides/administration/#recovery-mode',
  ])
  expect(lines('').join()).not.toContain('recovery')
})

test('hardware reporting and telemetry are told', () => {
  const on = lines('service: {hardware_reporting: true}')
  expect(on).toContain('INFO qdrant: Hardware reporting enabled')
  expect(on).toContain('INFO qdrant: Telemetry reporting enabled')
  const off = 'INFO qdrant: Telemetry reporting disabled'
  expect(lines('telemetry_disabled: true')).toContain(off)
  expect(lines('', ['--disable-telemetry'])).toContain(off)
  expect(lines('').join()).not.toContain('Hardware')
})

test.each([
  ['nope/x', 'failed to open log file nope/x'],
  ['', 'failed to open log file '],
  ['config', 'failed to open log file config'],
  ['config/ok.log', undefined],
  ['ok.log', undefined],
  ['/srv/config/ok.log', undefined],
])('log file %s', (path, fault) => {
  const { starts, stderr } = start(`logger: {on_disk: {enabled: true, log_file: "${path}"}}`)
  const complaint = `failed to enable logging into ${path} log-file: ${fault}`
  expect([starts, stderr]).toEqual([true, fault === undefined ? [] : [complaint]])
  expect(start(`logger: {on_disk: {enabled: false, log_file: "${path}"}}`).stderr).toEqual([])
})

test.each([
  ['0', undefined],
  ['0.5', undefined],
  ['-1', 'value is negative'],
  ['18446744073709551616.0', 'value is either too big or NaN'],
])('slow_query_secs %s', (seconds, fault) => {
  const { starts, log, exitCode } = start(`service: {slow_query_secs: ${seconds}}`)
  expect(starts).toBe(fault === undefined)
  if (fault === undefined) return
  expect(exitCode).toBe(101)
  expect(log.at(-1)?.text).toContain(`cannot convert float seconds to Duration: ${fault}`)
})

const SAME =
  'WARN qdrant: Bootstrap URI is the same as this peer URI. Consider this peer as a first in a new deployment.'
const CLUSTER = 'cluster: {enabled: true}'
const NODE = 'http://127.0.0.1:6335'

test.each([
  ['', ['--uri', 'http://H:1', '--bootstrap', 'HTTP://h:1/'], true],
  ['', ['--uri', NODE], false],
  ['', ['--bootstrap', NODE], false],
  ['', ['--uri', NODE, '--bootstrap', 'http://127.0.0.2:6335'], false],
  [CLUSTER, ['--uri', NODE, '--bootstrap', NODE], true],
])('%j %j: to bootstrap from oneself is warned of: %s', (text, args, warned) => {
  expect(lines(text, args).includes(SAME)).toBe(warned)
  expect(start(text, args).starts).toBe(true)
})

test('a node alone says so', () => {
  expect(lines('')).toContain('INFO qdrant: Distributed mode disabled')
  expect(lines(CLUSTER, ['--uri', NODE])).not.toContain('INFO qdrant: Distributed mode disabled')
})

/** What a node keeps that has been in a cluster, and then needs neither address. */
const STATE =
  '{"state":{"hard_state":{"term":1,"vote":5,"commit":3},"conf_state":{"voters":[5]}},"peer_address_by_id":{},"this_peer_id":5}'

test.each(['storage: {storage_path: data}', 'storage: {storage_path: ""}', ''])(
  'state of a cluster in %j',
  (storage) => {
    const folder = storage === '' ? 'storage/' : storage.includes('data') ? 'data/' : ''
    const text = `${CLUSTER}\n${storage}`
    const state = { [`${folder}raft_state.json`]: { content: STATE } }
    expect([start(text).starts, start(text, [], state).starts]).toEqual([false, true])
    expect(start(text, ['--bootstrap', NODE]).starts).toBe(true)
  },
)

const TLS = 'cluster: {enabled: true, p2p: {enable_tls: true}}\n'
const FILES = 'tls: {cert: c.pem, key: k.pem, ca_cert: ca.pem}'
const missing = (name: string) => `failed to open file \`${name}\`: No such file or directory (os error 2)`
const [C, K] = [{ 'c.pem': { content: 'x' } }, { 'k.pem': { content: 'y' } }]

test.each([
  ['tls: null', {}, 'TLS config is not defined in the Qdrant config file'],
  [FILES, {}, missing('c.pem')],
  [FILES, C, missing('k.pem')],
  [FILES, { ...C, ...K }, missing('ca.pem')],
  [
    'tls: {cert: c.pem, key: k.pem, ca_cert: null}',
    { ...C, ...K },
    'CA certificate is required for TLS configuration',
  ],
])('TLS of the node port with %s %j', (tls, files, fault) => {
  const end = start(TLS + tls, ['--uri', 'https://127.0.0.1:6335'], files)
  expect(end).toMatchObject({
    starts: false,
    exitCode: 1,
    stderr: [`Error: ${fault}`],
    error: { text: fault },
  })
})

test('TLS without its table ends a server', () => {
  const fault = 'TLS config is not defined in the Qdrant config file'
  const end = start('service: {enable_tls: true}\ntls: null')
  expect(end).toMatchObject({ starts: false, exitCode: 1, stderr: [`Error: ${fault}`], dashboard: false })
  expect(end.log.at(-1)?.text).toBe(`Error while starting REST server: ${fault}`)
})

/** As a server v1.19.0 ended, or went on. */
test.each([
  [
    'storage/collections',
    '',
    'Service internal error: failed to create directory `./storage/collections`: File exists (os error 17)',
  ],
  [
    'f',
    'storage: {temp_path: f}',
    'Service internal error: failed to create directory `f`: File exists (os error 17)',
  ],
  [
    'f',
    'storage: {temp_path: f/g}',
    'Service internal error: failed to create directory `f/g`: Not a directory (os error 20)',
  ],
  [
    'storage/tmp',
    '',
    'Service internal error: Failed to remove temp directory at ./storage/tmp: Custom { kind: NotADirectory, error: Error { kind: RemoveDir, source: Os { code: 20, kind: NotADirectory, message: "Not a directory" }, path: "./storage/tmp" } }',
  ],
  [
    't/tmp',
    'storage: {temp_path: t}',
    'Service internal error: Failed to remove temp directory at t/tmp: Custom { kind: NotADirectory, error: Error { kind: RemoveDir, source: Os { code: 20, kind: NotADirectory, message: "Not a directory" }, path: "t/tmp" } }',
  ],
  [
    'tmp',
    'storage: {snapshots_path: ""}',
    'Service internal error: Failed to remove temp directory at tmp: Custom { kind: NotADirectory, error: Error { kind: RemoveDir, source: Os { code: 20, kind: NotADirectory, message: "Not a directory" }, path: "tmp" } }',
  ],
  ['tmp', '', undefined],
  ['snapshots/x', '', undefined],
])('the file %s in the way of %j', (file, text, error) => {
  const { starts, exitCode, stderr } = start(text, [], { [file]: { content: '' } })
  expect([starts, exitCode, stderr]).toEqual(
    error === undefined ? [true, undefined, []] : [false, 1, [`Error: ${error}`]],
  )
})

test('without a folder for uploads REST panics, and takes the process along unless there is a cluster', () => {
  const blocked = { snapshots: { content: '' } }
  const { exitCode, log } = start('', [], blocked)
  expect(exitCode).toBe(101)
  // The server writes its backtrace behind this.
  expect(log.at(-2)?.text).toBe(
    'Panic occurred in file src/actix/mod.rs at line 75: called `Result::unwrap()` on an `Err` value: ServiceError { error: "Failed to create snapshots temp directory at ./snapshots/tmp: Custom { kind: NotADirectory, error: Error { kind: CreateDir, source: Os { code: 20, kind: NotADirectory, message: \\"Not a directory\\" }, path: \\"./snapshots/tmp\\" } }"',
  )
  const clustered = start('cluster: {enabled: true}', ['--uri', 'http://127.0.0.1:6335'], blocked)
  expect([clustered.starts, clustered.ports.rest.state]).toEqual([true, 'failed'])
  expect(start('storage: {temp_path: t}', [], blocked).starts).toBe(true)
})

test('a folder of data that may not be written to', () => {
  const outcome = loadEffective({
    files: memoryFiles({ storage: { directory: true, mode: 0o555 } }, 1000),
    directory: '/srv',
  }).outcomes[0]
  expect(outcome).toMatchObject({
    exitCode: 1,
    stderr: ['Error: Service internal error: Failed to write file: Permission denied (os error 13)'],
  })
})

test.each([
  ['{address: ""}', true],
  ['{}', false],
  ['{address: " "}', false],
  ['{address: http://127.0.0.1:9}', false],
  ['~', false],
])('inference %s: it does not begin %s', (inference, fails) => {
  const text =
    'ERROR qdrant: Inference service init failed: Service internal error: Cannot initialize InferenceService: address is required but not provided or empty in config'
  expect(lines(`inference: ${inference}`).includes(text)).toBe(fails)
})

/** The server ran as a user that owned none of these. */
function asOther(text: string, files: Record<string, MemoryFile>) {
  const { outcomes } = loadEffective({
    files: memoryFiles({ 'config/config.yaml': { content: text }, ...files }, 1000),
    directory: '/srv',
  })
  const [{ starts, stderr, log }] = outcomes
  return { starts, stderr, panic: log.find(({ level }) => level === 'ERROR')?.text }
}

test.each<[string, Record<string, MemoryFile>, boolean]>([
  ['x.log', { 'x.log': { content: '' } }, false],
  ['x.log', { 'x.log': { content: '', owner: 1000 } }, true],
  ['x.log', {}, true],
  ['d/x.log', { d: { directory: true } }, false],
  ['d/x.log', { d: { directory: true, owner: 1000 } }, true],
])('log file %s beside %j may be written: %s', (path, files, opens) => {
  const text = `logger: {on_disk: {enabled: true, log_file: ${path}}}`
  expect(asOther(text, files)).toMatchObject({
    starts: true,
    stderr: opens ? [] : [`failed to enable logging into ${path} log-file: failed to open log file ${path}`],
  })
})

const NO_AUDIT =
  'Panic occurred in file src/main.rs at line 437: Audit logger must be initialized if audit logging is enabled: '

test.each<[string, MemoryFile, string[], string | undefined]>([
  [
    'a',
    { mode: 0o333 },
    ['Error reading the log directory/files: Permission denied (os error 13)'],
    undefined,
  ],
  [
    'a',
    { mode: 0o666 },
    [],
    'Failed to create audit log appender: failed to create log file: Permission denied (os error 13)',
  ],
  ['a/b', { mode: 0o755 }, [], 'failed to create directory `a/b`: Permission denied (os error 13)'],
])('audit log in %s below the directory %j', (dir, directory, stderr, fault) => {
  const result = asOther(`audit: {enabled: true, dir: ${dir}}`, { a: { directory: true, ...directory } })
  expect(result).toEqual({
    starts: fault === undefined,
    stderr,
    panic: fault === undefined ? undefined : NO_AUDIT + fault,
  })
})

test.each([
  ['a', 'failed to create directory `a`: File exists (os error 17)'],
  ['a/x', 'failed to create directory `a/x`: File exists (os error 17)'],
  [String.raw`a\0b`, 'failed to create directory `a\0b`: file name contained an unexpected NUL byte'],
])('audit log in %s, where a is a link to nothing', (dir, fault) => {
  const { exitCode, log } = start(`audit: {enabled: true, dir: "${dir}"}`, [], { a: { link: 'gone' } })
  expect([exitCode, log.at(-1)?.text]).toEqual([101, NO_AUDIT + fault])
})

test('names that no system has', () => {
  const tls = (cert: string) => start(`service: {enable_tls: true}\ntls: {cert: "${cert}"}`).stderr.slice(-1)
  expect(tls(String.raw`a\0b`)).toEqual([
    '    failed to open file `a\0b`: file name contained an unexpected NUL byte',
  ])
  const long = 'x'.repeat(300)
  expect(tls(long)).toEqual([`    failed to open file \`${long}\`: File name too long (os error 36)`])
  expect(start(`storage: {temp_path: ${long}}`).stderr).toEqual([
    `Error: Service internal error: failed to create directory \`${long}\`: File name too long (os error 36)`,
  ])
})

test.each(['update_rate_limit', 'optimizer_cpu_budget', 'optimizer_io_budget'])(
  'a %s that no semaphore holds',
  (name) => {
    const { exitCode, log } = start(`storage: {performance: {${name}: 9223372036854775807}}`)
    expect([exitCode, log.at(-1)?.text]).toEqual([
      101,
      'Panic occurred in file tokio-1.53.1/src/sync/batch_semaphore.rs at line 141: a semaphore may not have more than MAX_PERMITS permits (2305843009213693951)',
    ])
    expect(start(`storage: {performance: {${name}: 2305843009213693951}}`).starts).toBe(true)
  },
)

/** A node was at that address. */
test.each([
  ['127.0.0.1:6335', 'invalid URL, scheme is missing'],
  ['localhost', 'invalid URL, scheme is missing'],
  ['/x', 'invalid URL, scheme is missing'],
  ['*', 'invalid URL, scheme is missing'],
  ['https://127.0.0.1:6335', 'Connecting to HTTPS without TLS enabled'],
  ['http://127.0.0.1:6335', undefined],
  ['HTTP://127.0.0.1:6335', undefined],
  ['ftp://127.0.0.1:6335', undefined],
  ['http://127.0.0.1:6335/path', undefined],
])('a new node that is to join at %s', (bootstrap, fault) => {
  const { exitCode, log } = start('cluster: {enabled: true}', ['--bootstrap', bootstrap])
  expect(exitCode).toBe(fault === undefined ? undefined : 101)
  if (fault !== undefined)
    expect(log.at(-1)?.text).toBe(
      `Panic occurred in file src/main.rs at line 625: Can't initialize consensus: Failed to initialize Consensus for new Raft state

Caused by:
    0: Failed to create timeout channel
    1: transport error
    2: ${fault}
    3: ${fault}`,
    )
  const state = { 'storage/raft_state.json': { content: STATE } }
  expect(start('cluster: {enabled: true}', ['--bootstrap', bootstrap], state).starts).toBe(true)
})

test.each([
  [[], true],
  [['--reinit'], false],
  [['--reinit', '--bootstrap', '127.0.0.1:9'], false],
  [['--bootstrap', '127.0.0.1:9'], true],
  [['--reinit', '--uri', 'http://127.0.0.1:6335'], true],
])('a node with a state starts with %j: %s', (args, starts) => {
  const files = { 'storage/raft_state.json': { content: STATE } }
  expect(start('cluster: {enabled: true}', args, files).starts).toBe(starts)
  expect(start('cluster: {enabled: false}', args, files).starts).toBe(true)
})

const UP = 'init file indicator: failed to'

/** The file that says the server is up, in folders and files of others. */
test.each<[string, Record<string, MemoryFile>, string[]]>([
  [
    'd/up',
    { 'd/up': { content: '' } },
    [
      `Failed to remove ${UP} remove file \`d/up\`: Permission denied (os error 13)`,
      `Failed to create ${UP} create file \`d/up\`: Permission denied (os error 13)`,
    ],
  ],
  [
    'd/up',
    { 'd/up': { content: '', owner: 1000 } },
    [`Failed to remove ${UP} remove file \`d/up\`: Permission denied (os error 13)`],
  ],
  ['d/up', { d: { directory: true, owner: 1000 }, 'd/up': { content: '' } }, []],
  [
    'd/e',
    { 'd/e': { directory: true } },
    [
      `Failed to remove ${UP} remove file \`d/e\`: Permission denied (os error 13)`,
      `Failed to create ${UP} create file \`d/e\`: Is a directory (os error 21)`,
    ],
  ],
])('the file %s beside %j', (path, files, expected) => {
  const said = (text: string) =>
    loadEffective({
      files: memoryFiles({ 'config/config.yaml': { content: text }, ...files }, 1000),
      directory: '/srv',
      variables: [{ name: 'QDRANT_INIT_FILE_PATH', value: path }],
    })
      .outcomes[0].log.filter(({ level, target }) => level === 'WARN' && target === 'qdrant::startup')
      .map(({ text }) => text)
  expect(said('')).toEqual(expected)
  // The server is over too late to leave it out.
  expect(said('service: {enable_tls: true}')).toEqual(expected)
})

test('an audit log below a folder that is closed', () => {
  const files = { a: { directory: true, mode: 0 } } as const
  expect(asOther('audit: {enabled: true, dir: a/b}', files).stderr).toEqual([])
})
