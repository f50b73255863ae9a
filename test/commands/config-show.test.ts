import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const show = (files: Record<string, string>, ...argv: string[]) =>
  run(['config', 'show', ...argv], { cwd: temporaryDirectory(files) })

test('what wins, what it wins over, and what each port demands', async () => {
  const { code, stdout, stderr } = await show({
    'config/config.yaml': `service:\n  api_key: "${KEY}"\n  http_port: 0\n  grpc_port: null\n  jwt_rbac: true\n`,
    'config/local.yaml': 'service:\n  http_port: 7000\n',
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(`Authentication is on by api_key fp:f7b0d393. Tokens are accepted.

REST     port 7000, plain text, demands a key or token
gRPC     closed
metrics  closed
nodes    closed

Layers, later ones win
  bundled                          read
  config       config/config.yaml  read
  run-mode     config/development  missing
  local        config/local.yaml   read
  environment                      read

Settings
  service.http_port  7000         config/local.yaml:2:14
                                  over config/config.yaml:3:14
  service.grpc_port  unset        config/config.yaml:4:14
  service.api_key    fp:f7b0d393  config/config.yaml:2:12
  service.jwt_rbac   true         config/config.yaml:5:13

The server will log
  WARN qdrant::settings: Config file not found: config/development
  WARN qdrant::actix::web_ui: Static content folder for Web UI './static' does not exist
`)
})

test('a server without any file is open, and the directory more likely the wrong one', async () => {
  const { stdout, stderr } = await show({})
  expect(stderr).toBe(
    'warning: no configuration is here: this is how a server without any would start\nhint: name the directory that Qdrant is started in, where config/config.yaml is\n',
  )
  expect(stdout).toMatch(/^Authentication is OFF: everybody may do everything\.\n/)
  expect(stdout).toContain('REST     port 6333, plain text, demands nothing\n')
  expect(stdout).toContain('  config       config/config       missing\n')
  expect(stdout).toContain('Settings\n  all have their default\n')
})

test('a variable that stops the server is named without its value', async () => {
  const { code, stdout } = await show({ '.env': `QDRANT__SERVICE__HTTP_PORT=${KEY}\n` }, '--env-file', '.env')
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^The server does not start: invalid type: string, expected an integer for key `service\.http_port` in the environment\n\nREST {5}closed\n/,
  )
  expect(stdout).not.toContain(KEY)
})

test('a port of zero is any, and a variable has a name for a place', async () => {
  const { stdout } = await show({ '.env': 'QDRANT__SERVICE__HTTP_PORT=0\n' }, '-e', '.env', '--all')
  expect(stdout).toContain('REST     a random port, plain text, demands nothing\n')
  expect(stdout).toMatch(/ service\.http_port +0 +QDRANT__SERVICE__HTTP_PORT/)
  expect(stdout).toMatch(/ service\.grpc_port +6334 +default\n/)
})

test('secrets are shown to whoever asks for them', async () => {
  const files = { 'config/config.yaml': `service:\n  api_key: "${KEY}"\n  alt_api_key: "${KEY}2"\n` }
  const { stdout } = await show(files, '--show-secrets')
  expect(stdout).toContain(
    `Authentication is on by api_key ${KEY},\nalt_api_key ${KEY}2. Tokens are not\naccepted.\n`,
  )
  expect(JSON.parse((await show(files, '--show-secrets', '--json')).stdout)).toMatchObject({
    auth: { apiKey: KEY, altApiKey: `${KEY}2`, readOnlyApiKey: null },
    settings: { 'service.api_key': { value: KEY, origin: { line: 2, column: 12 } } },
  })
})

test('--json: what scripts read', async () => {
  const files = {
    'config/config.yaml': `service:\n  api_key: "${KEY}"\n  jwt_rbac: true\n`,
    '.env': 'QDRANT__SERVICE__HTTP_PORT=7000\n',
  }
  const { code, stdout } = await show(files, '-e', '.env', '--json')
  const shown = JSON.parse(stdout)
  expect({ code, starts: shown.starts, startError: shown.startError }).toEqual({
    code: 0,
    starts: true,
    startError: null,
  })
  expect(shown.layers).toEqual([
    { name: 'bundled', file: null, loaded: true, reason: null },
    { name: 'config', file: 'config/config.yaml', loaded: true, reason: null },
    { name: 'run-mode', file: 'config/development', loaded: false, reason: 'missing' },
    { name: 'local', file: 'config/local', loaded: false, reason: 'missing' },
    { name: 'environment', file: null, loaded: true, reason: null },
  ])
  expect(shown.settings).toMatchObject({
    'service.api_key': {
      set: true,
      value: 'fp:f7b0d393',
      origin: { layer: 'config', file: 'config/config.yaml', line: 2, column: 12 },
    },
    'service.http_port': { set: true, value: 7000, origin: { env: 'QDRANT__SERVICE__HTTP_PORT' } },
    'service.alt_api_key': { set: false, value: null, origin: { default: true } },
  })
  expect(shown.auth).toEqual({
    enabled: true,
    apiKey: 'fp:f7b0d393',
    altApiKey: null,
    readOnlyApiKey: null,
    jwt: true,
  })
  // What config validate says about the same.
  expect(shown.findings.map(({ ruleId, level }: Record<string, string>) => [ruleId, level])).toEqual([
    ['config/readable-secret', 'warning'],
    ['config/key-without-tls', 'warning'],
  ])
})

test('--json of a server that does not start', async () => {
  const { stdout } = await show({ 'config/config.yaml': 'service:\n  http_port: many\n' }, '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    starts: false,
    startError: expect.stringContaining('service.http_port'),
    findings: expect.arrayContaining([expect.objectContaining({ ruleId: 'config/wrong-type' })]),
  })
})

test('of a message of several lines, the others are set in', async () => {
  const { code, stdout } = await show({ 'config/config.yaml': 'cluster:\n  enabled: true\n' })
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^The server does not start: Can't initialize consensus: Failed to initialize Consensus for new Raft state\n\n {4}Caused by:\n {8}First peer should specify its uri\.\n\nREST/,
  )
})
