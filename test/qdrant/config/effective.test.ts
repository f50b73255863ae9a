import { describe, expect, test } from 'vitest'
import {
  type EffectiveConfig,
  type EffectiveOptions,
  loadEffective,
  settingsOf,
} from '../../../src/qdrant/config/effective.ts'
import { type MemoryFile, memoryFiles } from './memory-files.ts'

const KEY = 'k-0123456789abcdefghijklmnopqrstuv'

function load(
  files: Record<string, string | MemoryFile>,
  environment: Record<string, string> = {},
  options: Partial<EffectiveOptions> & { uid?: number } = {},
): EffectiveConfig {
  const tree = Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, typeof file === 'string' ? { content: file } : file]),
  )
  return loadEffective({
    files: memoryFiles(tree, options.uid),
    directory: '/srv',
    variables: Object.entries(environment).map(([name, value]) => ({ name, value })),
    ...options,
  })
}

const keysOf = (config: EffectiveConfig) =>
  config.outcomes.map(({ authentication: { apiKey } }) => apiKey).sort()

const settingOf = (config: EffectiveConfig, path: string) => {
  const found = settingsOf(config, config.outcomes[0]).find(({ setting }) => setting.path === path)
  if (found === undefined) throw new Error(`no setting ${path}`)
  return found
}

describe('where a value comes from', () => {
  const config = load(
    {
      'config/config.yaml': 'x: &k first\nservice:\n  api_key: *k\n  http_port: 80\n',
      'config/local.yml': 'service:\n    api_key: "second"\n',
      'custom.yaml': 'service.jwt_rbac: yes\n',
    },
    { QDRANT__SERVICE__HTTP_PORT: '81' },
    { arguments: ['--config-path', 'custom.yaml'] },
  )

  test('a file, with line and column, and what lost', () => {
    const { value, source, overridden } = settingOf(config, 'service.api_key')
    expect(value).toBe('second')
    expect(source).toMatchObject({ layer: 'local', file: 'config/local.yml' })
    expect(source?.span?.start).toEqual({ offset: 22, index: 22, line: 2, column: 13 })
    expect(overridden.map(({ raw }) => [raw.source?.file, raw.source?.span?.start.line])).toEqual([
      ['config/config.yaml', 3],
    ])
  })

  test('a variable', () => {
    const { value, source, overridden } = settingOf(config, 'service.http_port')
    expect(value).toBe(81n)
    expect(source).toEqual({ layer: 'environment', variable: 'QDRANT__SERVICE__HTTP_PORT' })
    expect(overridden).toHaveLength(1)
  })

  test('a dotted key', () => {
    const { value, source } = settingOf(config, 'service.jwt_rbac')
    expect(value).toBe(true)
    expect(source).toMatchObject({ layer: 'config-path', file: 'custom.yaml' })
  })

  test('the bundled configuration', () => {
    expect(settingOf(config, 'service.grpc_port')).toMatchObject({
      value: 6334n,
      source: { layer: 'bundled' },
    })
  })

  test('nothing at all', () => {
    expect(settingOf(config, 'service.metrics_port')).toMatchObject({ value: null, source: undefined })
  })

  test('a table that was reset takes what was in it along', () => {
    const reset = load({ 'config/config.yaml': 'tls:\n  cert: a.pem\n', 'config/local.yaml': 'tls: null\n' })
    const { value, overridden } = settingOf(reset, 'tls.ca_cert')
    expect(value).toBe(null)
    expect(overridden).toMatchObject([{ resets: true, raw: { source: { file: 'config/local.yaml' } } }])
  })
})

test.each([
  [
    'a second spelling',
    {
      'config/config.yaml': 'storage:\n  hnsw_index:\n    full_scan_threshold_kb: 5\n',
      'config/local.yaml': 'storage:\n  hnsw_index:\n    full_scan_threshold_kb: 6\n',
    },
    'storage.hnsw_index.full_scan_threshold',
    6n,
    1,
  ],
  [
    'a list in the place of a table',
    { 'config/config.yaml': 'tls:\n  cert: a.pem\n', 'config/local.yaml': 'tls: [b.pem, k.pem, null, 5]\n' },
    'tls.cert',
    'b.pem',
    1,
  ],
])('%s is one word on the setting', (_, files, path, value, lost) => {
  const setting = settingOf(load(files), path)
  expect([setting.value, setting.overridden.length]).toEqual([value, lost])
})

/** A server v1.19.0 with these variables was started many times; each of these ends was seen, and no other. */
test('a table and five of its keys in the environment', () => {
  const { outcomes } = load(
    {},
    {
      QDRANT__SERVICE: 'x',
      QDRANT__SERVICE__API_KEY: 'y',
      QDRANT__SERVICE__HOST: '127.0.0.1',
      QDRANT__SERVICE__HTTP_PORT: '16200',
      QDRANT__SERVICE__GRPC_PORT: '16201',
    },
  )
  expect([...new Set(outcomes.map(({ stderr }) => stderr.join()))].sort()).toEqual([
    'Error: invalid type: string "x", expected struct ServiceConfig for key `service`',
    'Error: missing configuration field "service.host"',
    'Error: missing configuration field "service.http_port"',
    'Error: missing configuration field "service.max_request_size_mb"',
  ])
})

describe('what the server decides at random', () => {
  test.each([
    [
      'a dotted key beside its table',
      { 'config/config.yaml': 'service.api_key: a\nservice:\n  api_key: b\n' },
      {},
      ['a', 'b'],
    ],
    [
      'three of them',
      { 'config/config.yaml': 'service.api_key: a\nservice[0]: x\nservice:\n  api_key: b\n' },
      {},
      ['a', 'b', undefined],
    ],
    [
      'other keys of the table',
      { 'config/config.yaml': 'service.api_key: a\nservice:\n  jwt_rbac: true\n' },
      {},
      ['a'],
    ],
    [
      'the same value twice',
      { 'config/config.yaml': 'service.jwt_rbac: true\nservice:\n  api_key: a\n' },
      {},
      ['a'],
    ],
    [
      'a later layer settles it',
      { 'config/config.yaml': 'service.api_key: a\nservice:\n  api_key: b\n' },
      { QDRANT__SERVICE__API_KEY: 'c' },
      ['c'],
    ],
    [
      'spellings of one variable: the last one',
      {},
      { QDRANT__SERVICE__API_KEY: 'a', qdrant__service__api_key: 'b' },
      ['b'],
    ],
  ])('%s', (_, files, environment, keys) => {
    expect([...new Set(keysOf(load(files, environment)))]).toEqual(keys)
  })

  test('variables of a table and of its child', () => {
    const { outcomes } = load({}, { QDRANT__CLUSTER: '', QDRANT__CLUSTER__P2P__PORT: '1' })
    expect(outcomes.map(({ error }) => error?.text).sort()).toEqual([
      'invalid type: string "", expected struct ClusterConfig for key `cluster`',
      'missing configuration field "cluster.enabled"',
    ])
  })

  test('which of several wrong values is named', () => {
    const { outcomes } = load({ 'config/config.yaml': 'service:\n  http_port: x\n  grpc_port: y\n' })
    expect(outcomes).toHaveLength(2)
  })

  test('who is first at a port', () => {
    const { outcomes } = load({ 'config/config.yaml': 'service:\n  metrics_port: 6333\n' })
    expect(outcomes.map(({ starts, ports }) => [starts, ports.metrics.state])).toEqual([
      [true, 'failed'],
      [false, 'closed'],
    ])
  })

  test('whether a name leads to an address', () => {
    const { outcomes } = load({ 'config/config.yaml': 'service:\n  host: node1\n' })
    expect(outcomes.map(({ starts, ports }) => [starts, ports.rest.state, ports.grpc.state])).toEqual([
      [true, 'open', 'failed'],
      [false, 'closed', 'closed'],
    ])
  })
})

describe('older servers', () => {
  const empty = { 'config/config.yaml': 'service:\n  api_key: ""\n' }

  test('an empty key is a key before 1.19.0', () => {
    const [old] = load(empty, {}, { version: '1.18.3' }).outcomes
    expect(old.authentication).toMatchObject({ enabled: true, apiKey: '' })
    expect(old.log.some(({ text }) => text.includes('is set but empty'))).toBe(false)
    expect(load(empty).outcomes[0].authentication).toMatchObject({ enabled: false, apiKey: undefined })
  })

  test.each([
    ['1.12.6', true],
    ['1.13.0', false],
  ])('%s takes keys in any case: %s', (version, enabled) => {
    const config = load({ 'config/config.yaml': `SERVICE:\n  Api_Key: ${KEY}\n` }, {}, { version })
    expect(config.outcomes[0].authentication.enabled).toBe(enabled)
  })

  test('keys that came later are ignored', () => {
    const files = { 'config/config.yaml': `service:\n  alt_api_key: ${KEY}\n` }
    expect(load(files, {}, { version: '1.16.3' }).outcomes[0].authentication.enabled).toBe(false)
    expect(load(files, {}, { version: '1.17.0' }).outcomes[0].authentication.enabled).toBe(true)
  })

  test('other formats hid the YAML file', () => {
    const files = { 'config/config.json': '{}', 'config/config.yaml': `service:\n  api_key: ${KEY}\n` }
    expect(load(files, {}, { version: '1.12.5' }).layers[1]).toMatchObject({
      loaded: false,
      reason: 'other-format',
    })
    expect(load(files, {}, { version: '1.12.6' }).layers[1]).toMatchObject({ loaded: true })
  })
})

test('the Debian package reads one more file', () => {
  const files = {
    '/etc/qdrant/config.yaml': `service:\n  api_key: ${KEY}\n`,
    'config/config.yaml': 'service: {}\n',
  }
  expect(load(files).outcomes[0].authentication.enabled).toBe(false)
  const config = load(files, {}, { package: true })
  expect(config.outcomes[0].authentication.apiKey).toBe(KEY)
  expect(config.layers.find(({ name }) => name === 'package')?.file).toBe('../etc/qdrant/config.yaml')
})

test.each([
  [
    'service:\n  jwt_rbac: hunter2\n',
    'invalid type: string, expected a boolean for key `service.jwt_rbac` in config/config.yaml',
  ],
  ['hunter2\n', 'invalid type: string, expected a map in config/config.yaml in config/config.yaml'],
  [
    'audit:\n  rotation: hunter2\n',
    'enum AuditRotation does not have variant constructor for key `audit.rotation`',
  ],
  ['logger:\n  format: hunter2\n', 'unknown variant, expected `text` or `json` for key `logger`'],
])('an error can be told without the value of %j', (text, redacted) => {
  const [{ error }] = load({ 'config/config.yaml': text }).outcomes
  expect(error?.redacted).toBe(redacted)
  expect(error?.text).toContain('hunter2')
})

test('what cannot be judged is said', () => {
  const files = { 'config/config.yaml': '- '.repeat(600), a: 'x' }
  const config = load(files, {}, { arguments: ['--snapshot', 'a:b'] })
  expect(config.limits).toEqual([
    'config/config.yaml: more than 500 levels of nesting',
    '--snapshot: whether that succeeds is not looked at',
  ])
})

test('a file the user of the server cannot read is as good as none', () => {
  const config = load(
    { 'config/config.yaml': { content: `service:\n  api_key: ${KEY}\n`, mode: 0o600 } },
    {},
    { uid: 1000 },
  )
  expect(config.layers[1]).toMatchObject({ file: 'config/config.yaml', loaded: false, reason: 'unreadable' })
  expect(config.outcomes[0].authentication.enabled).toBe(false)
})
