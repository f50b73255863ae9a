import { expect, test } from 'vitest'
import { effectiveView, originText, portText } from '../../src/config/effective-view.ts'
import { loadEffective } from '../../src/qdrant/config/effective.ts'
import { memoryFiles } from '../qdrant/config/memory-files.ts'
import { KEY } from './fixture.ts'

const view = (files: Record<string, string>, variables: Record<string, string> = {}, showSecrets = false) => {
  const contents = Object.entries(files).map(([name, content]) => [name, { content }])
  const config = loadEffective({
    files: memoryFiles(Object.fromEntries(contents)),
    directory: '/srv',
    variables: Object.entries(variables).map(([name, value]) => ({ name, value })),
  })
  return effectiveView(config, showSecrets)
}
const CONFIG = 'config/config.yaml'

test('an open port says what it demands', () => {
  const port = {
    state: 'open',
    port: 6333,
    tls: false,
    clientCertificate: false,
    authentication: false,
  } as const
  expect(portText(port)).toBe('port 6333, plain text, demands nothing')
  expect(portText({ ...port, tls: true, authentication: true })).toBe(
    'port 6333, TLS, demands a key or token',
  )
  expect(portText({ ...port, tls: true, clientCertificate: true })).toBe(
    'port 6333, TLS, demands a client certificate',
  )
  expect(portText({ ...port, port: 0, tls: true, clientCertificate: true, authentication: true })).toBe(
    'a random port, TLS, demands a client certificate and a key or token',
  )
  expect(portText({ ...port, tls: true, brokenHandshake: true })).toBe(
    'port 6333, TLS, and every handshake fails, demands nothing',
  )
})

test('a port that is not open says why', () => {
  const port = { tls: false, clientCertificate: false, authentication: false } as const
  expect(portText({ ...port, state: 'closed' })).toBe('closed')
  expect(portText({ ...port, state: 'failed', reason: 'transport error' })).toBe(
    'does not come up: transport error',
  )
  expect(portText({ ...port, state: 'failed' })).toBe('does not come up: unknown')
})

test('where a value comes from', () => {
  expect(originText({ default: true })).toBe('default')
  expect(originText({ env: 'QDRANT__LOG_LEVEL' })).toBe('QDRANT__LOG_LEVEL')
  expect(originText({ layer: 'local', file: 'config/local.yaml', line: 3, column: 12 })).toBe(
    'config/local.yaml:3:12',
  )
})

test('a setting has its value, its origin, and what it wins over, the newest first', () => {
  const { settings } = view(
    {
      [CONFIG]: 'service:\n  http_port: 7000\n  max_request_size_mb: 9007199254740993\n',
      'config/development.yaml': 'service: { http_port: 7001 }\n',
      'config/local.yaml': 'service: { http_port: 7002, max_workers: 4 }\n',
    },
    { QDRANT__SERVICE__HTTP_PORT: '7003' },
  )
  expect(settings['service.http_port']).toEqual({
    set: true,
    value: 7003,
    origin: { env: 'QDRANT__SERVICE__HTTP_PORT' },
    overridden: [
      { layer: 'local', file: 'config/local.yaml', line: 1, column: 23 },
      { layer: 'run-mode', file: 'config/development.yaml', line: 1, column: 23 },
      { layer: 'config', file: CONFIG, line: 2, column: 14 },
    ],
  })
  // A number that JSON readers would round is text.
  expect(settings['service.max_request_size_mb']?.value).toBe('9007199254740993')
  expect(settings['service.max_workers']?.value).toBe(4)
  expect(settings['service.grpc_port']).toEqual({
    set: true,
    value: 6334,
    origin: { default: true },
    overridden: [],
  })
  expect(settings['service.api_key']).toEqual({
    set: false,
    value: null,
    origin: { default: true },
    overridden: [],
  })
})

test('secrets are fingerprints, unless they are asked for', () => {
  const files = { [CONFIG]: `service:\n  api_key: "${KEY}"\n  host: 127.0.0.1\n` }
  const hidden = view(files)
  expect(hidden.settings['service.api_key']?.value).toBe('fp:f7b0d393')
  expect(hidden.settings['service.host']?.value).toBe('127.0.0.1')
  expect(hidden.auth).toEqual({
    enabled: true,
    apiKey: 'fp:f7b0d393',
    altApiKey: null,
    readOnlyApiKey: null,
    jwt: false,
  })
  const shown = view(files, {}, true)
  expect(shown.settings['service.api_key']?.value).toBe(KEY)
  expect(shown.auth.apiKey).toBe(KEY)
})

test('a server that starts', () => {
  const { starts, startError, exitCode, undecided, outcomes, log, layers } = view({})
  expect({ starts, startError, exitCode, undecided, outcomes }).toEqual({
    starts: true,
    startError: null,
    exitCode: null,
    undecided: false,
    outcomes: [],
  })
  // INFO is left out.
  expect(log).toEqual([
    'WARN qdrant::settings: Config file not found: config/config',
    'WARN qdrant::settings: Config file not found: config/development',
    "WARN qdrant::actix::web_ui: Static content folder for Web UI './static' does not exist",
  ])
  expect(layers.map(({ name, file, loaded, reason }) => [name, file, loaded, reason])).toEqual([
    ['bundled', null, true, null],
    ['config', 'config/config', false, 'missing'],
    ['run-mode', 'config/development', false, 'missing'],
    ['local', 'config/local', false, 'missing'],
    ['environment', null, true, null],
  ])
})

test('a server that does not start says why, with the value only to whoever may see it', () => {
  const files = { [CONFIG]: 'service:\n  http_port: hunter2\n' }
  const { starts, startError, exitCode } = view(files)
  expect({ starts, startError, exitCode }).toEqual({
    starts: false,
    startError: 'invalid type: string, expected an integer for key `service.http_port` in config/config.yaml',
    exitCode: 1,
  })
  expect(view(files, {}, true).startError).toContain('"hunter2"')
  const broken = view({ [CONFIG]: 'service: [' })
  expect(broken.layers[1]).toMatchObject({ name: 'config', file: CONFIG, reason: 'broken' })
})

test('what is not the same at every start is told so', () => {
  const two = (first: string, second: string) =>
    view({ [CONFIG]: `service: { ${first} }\nservice.${second}\n` }, {}, true)
  const keys = two('api_key: a', 'api_key: b')
  expect(keys).toMatchObject({ starts: true, undecided: true })
  expect(
    keys.outcomes.map(({ starts, startError, auth }) => [starts, startError, auth.apiKey]).sort(),
  ).toEqual([
    [true, null, 'a'],
    [true, null, 'b'],
  ])
  const ports = two('http_port: 6333', 'http_port: many')
  expect(ports).toMatchObject({ starts: null, undecided: true })
  expect(ports.outcomes.map(({ starts }) => starts).sort()).toEqual([false, true])
})
