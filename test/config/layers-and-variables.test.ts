import { expect, test } from 'vitest'
import { findingsOf, KEY, told } from './fixture.ts'

const OTHER = 'zK2mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSy'
const KEYED = `service: { host: "::1", api_key: "${KEY}" }\n`
const local = (content: string) => ({ 'config/local.yaml': { content } })

test('a variable that is named with other underscores', async () => {
  const said = async (name: string) =>
    (await told('variable-name', { config: KEYED, variables: { [name]: 'x' } }))[0]
  const meant = (name: string, right: string) =>
    `$${name} Qdrant ignores the variable ${name} → did you mean ${right}?`
  for (const [name, right] of [
    ['QDRANT_SERVICE_API_KEY', 'QDRANT__SERVICE__API_KEY'],
    ['qdrant_service__api_key', 'QDRANT__SERVICE__API_KEY'],
    ['QDRANT___SERVICE__API_KEY', 'QDRANT__SERVICE__API_KEY'],
    ['QDRANT__SERVICE_API__KEY', 'QDRANT__SERVICE__API_KEY'],
    ['QDRANT_LOG_LEVEL', 'QDRANT__LOG_LEVEL'],
    ['QDRANT_TLS_CERT_TTL', 'QDRANT__TLS__CERT_TTL'],
  ] as const)
    expect(await said(name)).toBe(meant(name, right))
  for (const name of [
    'QDRANT__SERVICE__API_KEY',
    'qdrant__service__api_key',
    'SERVICE_API_KEY',
    'MY_QDRANT_SERVICE_API_KEY',
    'QDRANT_HOME',
  ])
    expect(await said(name), name).toBe(undefined)
})

test('a variable over a key of a file', async () => {
  const said = (config: string, variables: Record<string, string>) =>
    told('overriding-variable', { config, variables })
  const keys = { QDRANT__SERVICE__API_KEY: OTHER, QDRANT__SERVICE__HTTP_PORT: '1' }
  expect(await said(`service: { http_port: 2, api_key: "${KEY}" }\n`, keys)).toEqual([
    '$QDRANT__SERVICE__API_KEY QDRANT__SERVICE__API_KEY overrides service.api_key of config/config.yaml → keep one of the two',
  ])
  expect(await said('service: { api_key: "" }\n', keys)).toEqual([])
  expect(await said(`service: { alt_api_key: "${KEY}" }\n`, keys)).toEqual([])
})

test('a layer that takes a key away', async () => {
  const said = (config: string, content: string) => told('unset-by-layer', { config, files: local(content) })
  const taken = (place: string) => [
    `config/local.yaml:${place} service.api_key of config/config.yaml is taken away here → remove this line`,
  ]
  expect(await said(KEYED, 'service: { api_key: "" }\n')).toEqual(taken('1:12'))
  expect(await said(KEYED, 'service: { api_key: null }\n')).toEqual(taken('1:12'))
  expect(await said(KEYED, `service: { api_key: "${OTHER}" }\n`)).toEqual([])
  expect(await said(KEYED, 'service: { alt_api_key: "" }\n')).toEqual([])
  expect(await said('service: { api_key: "" }\n', 'service: { api_key: "" }\n')).toEqual([])
  const files = {
    'config/development.yaml': { content: 'service: { api_key: null }\n' },
    ...local('\nservice: { api_key: "" }\n'),
  }
  expect(await told('unset-by-layer', { config: KEYED, files })).toEqual(taken('2:12'))
  // The same layer says both: which one wins is another rule's matter.
  expect(await told('unset-by-layer', { config: `${KEYED}service.api_key: ""\n` })).toEqual([])
})

test('what contradicts itself within a layer', async () => {
  const said = (config: string, files = {}) => told('random-outcome', { config, files })
  const place = (at: string) => [
    `${at} the server picks at random between entries that contradict each other → write each setting once: no dotted key beside its table, no variable beside one for a part of it`,
  ]
  expect(await said(`log_level: INFO\n${KEYED}service.api_key: "${OTHER}"\n`)).toEqual(place('2:25'))
  expect(await said(KEYED, local(`service: { api_key: "${OTHER}" }\n`))).toEqual([])
  expect(await said(KEYED, local(`service: { api_key: "${OTHER}" }\nservice.api_key: "x"\n`))).toEqual(
    place('config/local.yaml:1:12'),
  )
})

test.each([
  ['config.yml.bak', true],
  ['config.yaml~', true],
  ['config.yaml.orig', true],
  ['config.yaml_old', true],
  ['config.yaml-1', true],
  ['CONFIG.YAML', true],
  ['configuration.yaml', true],
  ['qdrant.yaml', true],
  ['config.json', true],
  ['config.toml', true],
  ['config-old.yaml', true],
  ['local.old.yaml', true],
  ['production.yaml', true],
  ['config.production.yaml', true],
  ['configs.yaml', false],
  ['my-config.yaml', false],
  ['config.yamls', false],
  ['config.txt', false],
  ['README.md', false],
  ['config.yaml', false],
])('a file config/%s that is not read: %j', async (name, expected) => {
  const found = await told('unread-file', {
    config: KEYED,
    files: name === 'config.yaml' ? {} : { [`config/${name}`]: { content: '' } },
  })
  const hint = name === 'production.yaml' ? ' → the Docker image does: --run-mode production' : ''
  expect(found).toEqual(expected ? [` the server does not read config/${name}${hint}`] : [])
})

test('files with secrets that others may see', async () => {
  const files = local('service: { http_port: 1 }\n')
  const setup = { config: `${KEYED}storage: { snapshots_config: { s3_config: { secret_key: x } } }\n`, files }
  const message = (mode: string) =>
    `1:25 others can read this file with service.api_key in it (${mode}) → chmod 600 config/config.yaml`
  for (const [mode, said] of [
    [0o600, []],
    [0o640, [message('0640')]],
    [0o604, [message('0604')]],
    [0o400, []],
  ] as const)
    expect(await told('readable-secret', { ...setup, mode })).toEqual(said)
  const s3 = { config: 'storage: { snapshots_config: { s3_config: { access_key: "", secret_key: x } } }\n' }
  expect(
    await told('tracked-secret', { ...s3, tracked: ['config/config.yaml', 'config/local.yaml'], files }),
  ).toEqual([
    '1:61 git keeps this file with storage.snapshots_config.s3_config.secret_key in it → move the key to config/local.yaml, ignore that file, and make a new key',
  ])
})

test('a value with a variable in it', async () => {
  const said = (value: string) =>
    told('variable-in-value', { config: `service: { static_content_dir: '${value}' }\n` })
  const message =
    '1:32 service.static_content_dir holds a variable, and Qdrant fills in none → set QDRANT__SERVICE__STATIC_CONTENT_DIR in the environment instead'
  const [curly, shell] = [(inside: string) => `\${${inside}}`, (name: string) => `$${name}`]
  for (const value of [curly('X'), `a${curly('X')}b`, curly('X:-y'), shell('X'), shell('_x1'), curly('_')])
    expect(await said(value), value).toEqual([message])
  for (const value of [`a${shell('X')}`, shell('X/y'), shell(''), curly(''), curly('1'), shell('1'), '{X}'])
    expect(await said(value), value).toEqual([])
})

test('a file that is asked for by argument', async () => {
  const said = (path: string) =>
    told('missing-config-path', {
      config: KEYED,
      files: { 'more.yaml': { content: 'log_level: INFO\n' }, 'shut.yaml': { content: '', mode: 0o600 } },
      uid: 1000,
      arguments: ['--config-path', path],
    })
  expect(await said('gone.yaml')).toHaveLength(1)
  expect(await said('more.yaml')).toEqual([])
  // It is there, and another rule says that it cannot be read.
  expect(await said('shut.yaml')).toEqual([])
})

test('a value stands where it wins', async () => {
  const files = local('\nservice: { http_port: 0 }\n')
  expect(await told('random-port', { config: 'service: { http_port: 0 }\n', files })).toEqual([
    'config/local.yaml:2:23 service.http_port is 0: the system picks a random port → write the number of a port',
  ])
})

test('settings of other releases', async () => {
  const said = (version: string) =>
    told('newer-setting', { config: `service: { alt_api_key: x, http_port: 1 }\nfrob: 1\n`, version })
  expect(await said('1.17.0')).toEqual([])
  expect(await said('1.16.9')).toEqual([
    '1:12 Qdrant 1.16.9 ignores service.alt_api_key, which came with 1.17.0 → upgrade the server, or remove the line',
  ])
})

test('files that are found and not read', async () => {
  const ids = async (name: string, version = '1.19.0') =>
    (await findingsOf({ files: { [name]: { content: KEYED } }, version })).map(
      ({ ruleId, message }) => `${ruleId}: ${message}`,
    )
  const wrong = (name: string) =>
    `config/wrong-extension: the server does not read ${name}: it reads .yaml and .yml`
  expect(await ids('config/config')).toContain(wrong('config/config'))
  expect((await ids('config/config.yml')).filter((one) => one.startsWith('config/wrong-extension'))).toEqual(
    [],
  )
  expect(await ids('config/config.json', '1.12.5')).toContain(
    'config/wrong-extension: this server reads config/config.json, and this tool does not: nothing in it was judged',
  )
})
