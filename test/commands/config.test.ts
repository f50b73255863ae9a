import { chmodSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'

/** The rules that speak for a config.yaml. */
async function rules(text: string, mode = 0o600): Promise<string[]> {
  const cwd = temporaryDirectory({ 'config/config.yaml': text })
  chmodSync(join(cwd, 'config/config.yaml'), mode)
  const { stdout } = await run(['config', 'validate', '--format', 'json'], { cwd })
  return JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId)
}

const service = (...lines: string[]) =>
  `service:\n  host: 127.0.0.1\n${lines.map((line) => `  ${line}\n`).join('')}`
const GOOD = `api_key: "${KEY}"`

/** One failing and one passing document a rule. */
test.each([
  ['broken-yaml', 'service: [', service(GOOD)],
  ['unknown-key', service(GOOD, 'apikey: x'), service(GOOD, 'jwt_rbac: true')],
  ['unknown-key', `${service(GOOD)}tsl: {}\n`, `${service(GOOD)}storage: { anything: 1 }\n`],
  ['mangled-key', service('api_key: 1e10'), service('api_key: "1e10"')],
  ['unset-key', service(GOOD, 'read_only_api_key: ""'), service(GOOD)],
  ['wrong-type', service(GOOD, 'http_port: many'), service(GOOD, 'http_port: 6333')],
  ['wrong-type', service(GOOD, 'http_port: null'), service(GOOD, 'grpc_port: null')],
  ['no-authentication', service(), service(GOOD)],
  ['jwt-without-key', service('jwt_rbac: true', 'read_only_api_key: "x"'), service(GOOD, 'jwt_rbac: true')],
  ['short-key', service('api_key: "abc"'), service(GOOD)],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what people write, and Qdrant does not fill in
  ['variable-in-value', service('api_key: "${QDRANT_KEY}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'), service(GOOD)],
  ['unusable-key', service('api_key: "schlüssel-aaaaaaaaaaaaaaaaaaaaaaaaa"'), service(GOOD)],
  ['key-without-tls', `service:\n  ${GOOD}\n`, service(GOOD)],
  ['host-not-address', `service:\n  host: localhost\n  ${GOOD}\n`, service(GOOD)],
  [
    'grpc-without-client-certificate',
    service(GOOD, 'verify_https_client_certificate: true'),
    service(GOOD, 'verify_https_client_certificate: true', 'grpc_port: null'),
  ],
  ['missing-certificate', service(GOOD, 'enable_tls: true'), service(GOOD)],
])('%s', async (rule, failing, passing) => {
  expect(await rules(failing)).toContain(`config/${rule}`)
  expect(await rules(passing)).not.toContain(`config/${rule}`)
})

test('--format json: findings and how many of each level', async () => {
  const cwd = temporaryDirectory({ 'config/config.yaml': 'service:\n  host: 127.0.0.1\n  http_port: many\n' })
  const { code, stdout } = await run(['config', 'validate', '--format', 'json'], { cwd })
  const { findings, summary } = JSON.parse(stdout)
  const levels = findings.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level])
  expect({ code, levels, summary }).toEqual({
    code: 1,
    levels: [['config/wrong-type', 'error']],
    summary: { error: 1, warning: 0, note: 0 },
  })
})

test('readable-secret', async () => {
  expect(await rules(service(GOOD), 0o644)).toEqual(['config/readable-secret'])
  expect(await rules(service(GOOD), 0o600)).toEqual([])
})

const MISSPELT = temporaryText(`service:\n  host: 127.0.0.1\n  ${GOOD}\n  enable_tsl: true\n`)

function temporaryText(text: string) {
  return () => {
    const cwd = temporaryDirectory({ 'config/config.yaml': text })
    chmodSync(join(cwd, 'config/config.yaml'), 0o600)
    return cwd
  }
}

test('text: place, source line, caret, hint; exit 1', async () => {
  expect(await run(['config', 'validate'], { cwd: MISSPELT() })).toEqual({
    code: 1,
    stdout: `config/config.yaml:4:3: error: Qdrant does not know service.enable_tsl and ignores it [config/unknown-key]
4 |   enable_tsl: true
  |   ^^^^^^^^^^
hint: did you mean enable_tls?
`,
    stderr: '1 file(s): 1 error(s), 0 warning(s), 0 note(s)\n',
  })
})

test('github', async () => {
  const { stdout } = await run(['config', 'validate', '--format', 'github'], { cwd: MISSPELT() })
  expect(stdout).toBe(
    '::error title=config/unknown-key,file=config/config.yaml,line=4,col=3,endLine=4,endColumn=13::' +
      'Qdrant does not know service.enable_tsl and ignores it%0Adid you mean enable_tls?\n',
  )
})

test('junit and sarif name the rule and the place', async () => {
  const junit = await run(['config', 'validate', '--format', 'junit'], { cwd: MISSPELT() })
  expect(junit.stdout).toContain('<testsuite name="config/config.yaml" tests="1" failures="1" errors="0">')
  const sarif = await run(['config', 'validate', '--format', 'sarif'], { cwd: MISSPELT() })
  expect(JSON.parse(sarif.stdout).runs[0].results[0]).toEqual({
    ruleId: 'config/unknown-key',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'Qdrant does not know service.enable_tsl and ignores it\ndid you mean enable_tls?' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'config/config.yaml' },
          region: { startLine: 4, startColumn: 3, endLine: 4, endColumn: 13 },
        },
      },
    ],
  })
})

test('a key is never shown, not even in a snippet', async () => {
  const cwd = temporaryDirectory({ 'config/config.yaml': 'service:\n  api_key: 12345678901234567890\n' })
  for (const format of ['text', 'json', 'sarif', 'junit', 'github']) {
    const { stdout, stderr } = await run(['config', 'validate', '--format', format], { cwd })
    expect(stdout + stderr).toContain('mangled-key')
    expect(stdout + stderr).not.toContain('12345678901234567890')
  }
})

test('what cannot be read', async () => {
  const cwd = temporaryDirectory({ 'empty/x': '' })
  expect(await run(['config', 'validate', 'gone'], { cwd })).toMatchObject({ code: 3 })
  expect(await run(['config', 'validate', 'empty'], { cwd })).toMatchObject({ code: 3 })
  symlinkSync('loop', join(cwd, 'loop'))
  expect((await run(['config', 'validate', 'loop'], { cwd })).stderr).toContain('no such file or directory')
})

const COMPOSE = `services:
  qdrant:
    image: qdrant/qdrant:v1.19.0
    environment:
      QDRANT__SERVICE__API_KEY: \${QDRANT_API_KEY:-}
`

test('a compose file alone is all there is of many servers', async () => {
  const cwd = temporaryDirectory({ 'docker-compose.yml': COMPOSE })
  const { code, stdout, stderr } = await run(
    ['config', 'validate', '--manifest', 'docker-compose.yml', '--fail-on', 'warning'],
    { cwd },
  )
  expect(code).toBe(1)
  expect(stdout).toMatch(/^warning: no key is set: .* \[config\/no-authentication\]$/m)
  expect(stderr).toContain('QDRANT__SERVICE__API_KEY is left out: its value is not in docker-compose.yml')
})

test.each([
  ['compose.yaml', COMPOSE],
  ['the map.yaml', 'apiVersion: v1\nkind: ConfigMap\ndata: {}\n'],
])('%s is no configuration', async (name, text) => {
  const cwd = temporaryDirectory({ [name]: text })
  expect(await run(['config', 'validate', name], { cwd })).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: ${name} is a file of compose or Kubernetes, and no configuration of Qdrant
hint: check the variables in it: qdrant-auth config validate --manifest ${name.includes(' ') ? `'${name}'` : name}
`,
  })
})

test('a slip that looks like compose is a finding', async () => {
  const cwd = temporaryDirectory({ 'c.yaml': 'services:\n  api_key: x\n' })
  const { code, stdout } = await run(['config', 'validate', 'c.yaml'], { cwd })
  expect(code).toBe(1)
  expect(stdout).toContain('hint: did you mean service?\n')
})

test('a configuration from stdin', async () => {
  const cwd = temporaryDirectory({ 'config/config.yaml': 'service:\n  host: 127.0.0.1\n' })
  const validate = (stdin: string, ...argv: string[]) =>
    run(['config', 'validate', '-', ...argv], { cwd, stdin })
  expect(await validate('servce: 1\n')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^-:1:1: error: Qdrant does not know servce .*\n1 \| servce: 1\n/),
  })
  expect((await validate('service:\n  host: 127.0.0.1\n')).code).toBe(0)
  expect((await validate(COMPOSE)).code).toBe(2)
  expect(await validate('servce: 1\n', '--fix', '--yes')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: --fix changes files, and - is none\n',
  })
})

test('of several paths those that can be read are looked at', async () => {
  const cwd = temporaryDirectory({ 'a.yaml': 'servce: 1\n', 'b.yaml': 'service:\n  api_key:x\n  host: y\n' })
  const { code, stdout, stderr } = await run(['config', 'validate', 'gone', 'a.yaml', 'b.yaml', 'none'], {
    cwd,
  })
  expect(code).toBe(3)
  expect(stdout).toContain('a.yaml:1:1: error')
  expect(stdout).toContain('hint: line 2 has no blank behind its colon\n')
  expect(stderr).toMatch(/cannot read \S+gone: no such file or directory\n.*cannot read \S+none: no such/s)
  const { stdout: json } = await run(['config', 'validate', 'gone', 'a.yaml', '--json'], { cwd })
  expect(JSON.parse(json).unread).toEqual([
    { path: 'gone', message: `cannot read ${join(cwd, 'gone')}: no such file or directory` },
  ])
  expect((await run(['config', 'validate', 'gone', 'a.yaml', '--format', 'json'], { cwd })).stdout).toBe(json)
})

test.each(['single', 'cluster', 'proxy'])(
  'config init --profile %s writes what validate takes, once keys and certificates are there',
  async (profile) => {
    const cwd = temporaryDirectory()
    expect(await run(['config', 'init', '--profile', profile], { cwd })).toMatchObject({ code: 0 })
    await run(['keygen', '--set', '--format', 'yaml', '-o', 'config/local.yaml'], { cwd })
    await run(['certs', 'init'], { cwd })
    expect((await run(['config', 'validate', '--fail-on', 'note'], { cwd })).stdout).toBe('')
    // The same again is nothing to do, something else is in the way.
    const again = await run(['config', 'init', '--profile', profile, '--json'], { cwd })
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, changed: false })
    const other = profile === 'single' ? 'cluster' : 'single'
    expect((await run(['config', 'init', '--profile', other], { cwd })).code).toBe(6)
    expect(readFileSync(join(cwd, 'config/config.yaml'), 'utf8')).toMatch(
      /^# Qdrant configuration, written by qdrant-auth config init\.\n/,
    )
  },
)

test('config init does not write through a link', async () => {
  const cwd = temporaryDirectory({ 'elsewhere/x': '' })
  symlinkSync('elsewhere', join(cwd, 'config'))
  expect(await run(['config', 'init'], { cwd })).toMatchObject({
    code: 6,
    stderr: expect.stringContaining('config is a symbolic link'),
  })
  expect(readdirSync(join(cwd, 'elsewhere'))).toEqual(['x'])
})
