import { describe, expect, test } from 'vitest'
import { loadEffective } from '../../../src/qdrant/config/effective.ts'
import { logFilter } from '../../../src/qdrant/config/log.ts'
import { memoryFiles } from './memory-files.ts'

function start(text: string, args: string[] = []) {
  const config = loadEffective({
    files: memoryFiles({ 'config/config.yaml': { content: text }, file: { content: '' } }),
    directory: '/srv',
    arguments: args,
  })
  return config.outcomes[0]
}

const errors = (text: string, args: string[] = []) =>
  start(text, args)
    .log.filter(({ level }) => level === 'ERROR')
    .map((line) => line.text.split('\n')[0])

const URI = ['--uri', 'http://127.0.0.1:6335']
const JOIN = 'Panic occurred in file src/main.rs at line 823: thread is not panicking: Any { .. }'
const panics = (place: string, text: string) => `Panic occurred in file ${place}: ${text}`

/** As a server v1.19.0 ended. */
describe('ends', () => {
  test.each([
    [
      'a cluster without an address',
      'cluster:\n  enabled: true\n',
      [],
      101,
      [
        panics(
          'src/main.rs at line 625',
          "Can't initialize consensus: Failed to initialize Consensus for new Raft state",
        ),
      ],
    ],
    [
      'peer 0',
      'cluster:\n  enabled: true\n  peer_id: 0\n',
      URI,
      101,
      [panics('src/main.rs at line 625', "Can't initialize consensus: invalid node id")],
    ],
    [
      'no queue',
      'cluster:\n  enabled: true\n  consensus:\n    max_message_queue_size: 0\n',
      URI,
      101,
      [panics('src/consensus.rs at line 104', 'mpsc bounded channel requires buffer > 0')],
    ],
    [
      'a queue that is too long',
      'cluster:\n  enabled: true\n  consensus:\n    max_message_queue_size: 9223372036854775807\n',
      URI,
      101,
      [
        panics(
          'tokio-1.53.1/src/sync/batch_semaphore.rs at line 141',
          'a semaphore may not have more than MAX_PERMITS permits (2305843009213693951)',
        ),
      ],
    ],
    [
      'no connections',
      'cluster:\n  enabled: true\n  p2p:\n    connection_pool_size: 0\n',
      URI,
      101,
      [
        panics(
          'lib/api/src/grpc/transport_channel_pool.rs at line 151',
          'called `Option::unwrap()` on a `None` value',
        ),
      ],
    ],
    [
      'no workers',
      'service:\n  max_workers: null\n',
      [],
      101,
      [
        panics(
          'actix-server-2.6.0/src/builder.rs at line 90',
          'assertion `left != right` failed: workers must be greater than 0',
        ),
        JOIN,
      ],
    ],
    [
      'endless queries',
      'service:\n  slow_query_secs: 1e30\n',
      [],
      101,
      [
        panics(
          '<rust>/library/core/src/time.rs at line 999',
          'cannot convert float seconds to Duration: value is either too big or NaN',
        ),
      ],
    ],
    [
      'an address of nobody in a cluster',
      'service:\n  host: 192.0.2.1\ncluster:\n  enabled: true\n',
      URI,
      101,
      [
        'Error while starting REST server: Cannot assign requested address (os error 99)',
        'Error while starting gRPC server: transport error',
        panics(
          'src/tonic/mod.rs at line 349',
          'called `Result::unwrap()` on an `Err` value: tonic::transport::Error(Transport, Os { code: 99, kind: AddrNotAvailable, message: "Cannot assign requested address" })',
        ),
        JOIN,
      ],
    ],
    [
      'an address of nobody',
      'service:\n  host: 192.0.2.1\n',
      [],
      1,
      ['Error while starting REST server: Cannot assign requested address (os error 99)'],
    ],
    ['storage that is a file', 'storage:\n  storage_path: file\n', [], 1, []],
  ])('%s', (_, text, args, exitCode, log) => {
    expect(start(text, args)).toMatchObject({ starts: false, exitCode })
    expect(errors(text, args)).toEqual(log)
  })

  test('with the reason on standard error', () => {
    expect(start('storage:\n  storage_path: file/x\n').stderr).toEqual([
      'Error: failed to create directory `file/x`: Not a directory (os error 20)',
    ])
  })
})

test.each([
  ['::1', 'open', 'open'],
  ['[::1]', 'open', 'failed'],
  ['0x7f.1', 'open', 'failed'],
  ['2130706433', 'open', 'failed'],
  ['LOCALHOST', 'open', 'failed'],
  ['0', 'open', 'failed'],
  ['127.000.000.001', 'open', 'failed'],
])('on host %s REST is %s and gRPC %s', (host, rest, grpc) => {
  const { ports } = start(`service:\n  host: "${host}"\n`)
  expect([ports.rest.state, ports.grpc.state]).toEqual([rest, grpc])
})

test.each([
  ['/nope/x', ['create file `/nope/x`: No such file or directory (os error 2)']],
  ['', ['create file ``: No such file or directory (os error 2)']],
  [
    'config',
    [
      'remove file `config`: Is a directory (os error 21)',
      'create file `config`: Is a directory (os error 21)',
    ],
  ],
  ['config/up', []],
])('the file %j that says it is up', (path, failures) => {
  const { outcomes } = loadEffective({
    files: memoryFiles({ 'config/config.yaml': { content: '' } }),
    directory: '/srv',
    variables: [{ name: 'QDRANT_INIT_FILE_PATH', value: path }],
  })
  const said = outcomes[0].log.filter(({ target }) => target === 'qdrant::startup')
  expect(said.map(({ text }) => text.replace(/^Failed to \w+ init file indicator: failed to /, ''))).toEqual(
    failures,
  )
})

test('in a cluster the node port takes a port that REST wants', () => {
  const { starts, ports } = start('cluster:\n  enabled: true\n  p2p:\n    port: 6333\n', URI)
  expect([starts, ports.rest.state, ports.p2p.state]).toEqual([true, 'failed', 'open'])
})

test.each([
  [
    'logger:\n  log_level: WARN\n',
    'Both top-level `log_level` and `logger.log_level` config directives are used. `logger.log_level` takes priority, so top-level `log_level` will be ignored.',
  ],
  [
    'logger:\n  on_disk:\n    enabled: true\n',
    'failed to enable logging into  log-file: log file is not specified (it can only be specified in the config file)',
  ],
  ['log_level: "=error"\n', 'ignoring `=error`: invalid filter directive'],
  [
    'audit:\n  enabled: true\n  dir: ""\n',
    'Error reading the log directory/files: No such file or directory (os error 2)',
  ],
])('%j is complained about past the log', (text, complaint) => {
  expect(start(text)).toMatchObject({ starts: true, stderr: [complaint] })
})

test.each([
  ['INFO', 'INFO', true],
  ['warn', 'INFO', false],
  ['2', 'INFO', false],
  ['2', 'WARN', true],
  ['', 'INFO', true],
  ['off', 'ERROR', false],
  ['verbose', 'INFO', true],
  [' ERROR', 'WARN', true],
  ['off,qdrant=warn', 'WARN', true],
  ['qdrant::settings=off', 'WARN', false],
  ['qdrant::settings=off,warn', 'ERROR', false],
  ['error,info', 'INFO', true],
  ['[span]=off', 'WARN', true],
])('log_level %j and a line of level %s: shown %s', (directives, level, shown) => {
  const line = { level: level as 'INFO', target: 'qdrant::settings', text: '' }
  expect(logFilter(directives).shows(line)).toBe(shown)
})
