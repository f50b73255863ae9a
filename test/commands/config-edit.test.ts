import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diskFiles } from '../../src/config/server-files.ts'
import { loadEffective } from '../../src/qdrant/config/effective.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { runsOf } from '../support/runs.ts'

const CONFIG = `# ours
service:
  host: 127.0.0.1   # this machine
  "http_port": 6333
storage:
  storage_path: ./storage
`
const read = (cwd: string, file = 'config/config.yaml') => readFileSync(join(cwd, file), 'utf8')
const fresh = (text = CONFIG) => temporaryDirectory({ 'config/config.yaml': text })
const server = (cwd: string) =>
  loadEffective({ files: diskFiles(cwd, undefined), directory: cwd }).outcomes[0].values

test('set changes the value and nothing else', async () => {
  const cwd = fresh()
  expect(await run(['config', 'set', 'service.http_port', '7333'], { cwd })).toMatchObject({ code: 0 })
  expect(read(cwd)).toBe(CONFIG.replace('6333', '7333'))
  await run(['config', 'set', 'service.enable_tls', 'true'], { cwd })
  expect(read(cwd)).toBe(CONFIG.replace('"http_port": 6333\n', '"http_port": 7333\n  enable_tls: true\n'))
  await run(['config', 'unset', 'service.enable_tls'], { cwd })
  await run(['config', 'set', 'service.http_port', '6333'], { cwd })
  expect(read(cwd)).toBe(CONFIG)
})

test('a key goes to config/local.yaml, mode 0600, and is never in argv or on the screen', async () => {
  const cwd = fresh()
  expect(await run(['config', 'set', 'api_key', 'abc'], { cwd })).toMatchObject({ code: 2 })
  const { stdout, stderr, code } = await run(['config', 'set', 'api_key', '--generate'], { cwd })
  expect({ stdout, code }).toEqual({ stdout: '', code: 0 })
  const [, key = ''] = /^service:\n {2}api_key: "([\w-]{43})"\n$/.exec(read(cwd, 'config/local.yaml')) ?? []
  expect(key).not.toBe('')
  expect(stderr).not.toContain(key)
  expect(stderr).toMatch(/^service\.api_key fp:[0-9a-f]{8} is written to /)
  expect(statSync(join(cwd, 'config/local.yaml')).mode & 0o777).toBe(0o600)
  expect(await run(['config', 'get', 'api_key', '--show-secrets'], { cwd })).toMatchObject({
    code: 0,
    stdout: `${key}\n`,
  })
})

// It was written, and the server would have been open.
test('nothing typed is no key', async () => {
  const cwd = fresh()
  const typed = (text: string) => ({ cwd, tty: true, prompter: { password: async () => text } })
  expect(await run(['config', 'set', 'api_key'], typed(''))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('the value is empty\n'),
  })
  expect(readdirSync(join(cwd, 'config'))).toEqual(['config.yaml'])
  expect(await run(['config', 'set', 'api_key'], typed('abc'))).toMatchObject({ code: 0 })
  expect(read(cwd, 'config/local.yaml')).toBe('service:\n  api_key: "abc"\n')
})

test('a key that takes the place of another: who is refused then, and the way without', async () => {
  const cwd = temporaryDirectory()
  const set = (key: string) => run(['config', 'set', 'api_key', '--value-env', 'K'], { cwd, env: { K: key } })
  const [first, second] = ['a'.repeat(43), 'b'.repeat(43)]
  const note =
    /\nnote: from the next start on fp:[0-9a-f]{8} is refused, and whatever it signed\nhint: qdrant-auth rotate replaces a key while both are taken\n$/
  expect((await set(first)).stderr).not.toMatch(note)
  expect((await set(first)).stderr).not.toMatch(note)
  const { code, stderr } = await set(second)
  expect(code).toBe(0)
  expect(stderr).toMatch(note)
  expect(stderr).toContain('from the next start on fp:bc586247 ')
  expect(stderr).not.toContain(first)
})

test.skipIf(process.getuid?.() !== 0)(
  "as root, a file stays its owner's: the server could not read it",
  async () => {
    const cwd = fresh()
    const path = join(cwd, 'config/config.yaml')
    chownSync(path, 2000, 3000)
    chmodSync(path, 0o640)
    expect(await run(['config', 'set', 'service.http_port', '7333'], { cwd })).toMatchObject({ code: 0 })
    const { uid, gid, mode } = statSync(path)
    expect([uid, gid, mode & 0o777]).toEqual([2000, 3000, 0o640])
  },
)

test('get: the value, its origin, and exit 1 where it is not set', async () => {
  const cwd = fresh()
  expect(await run(['config', 'get', 'service.host'], { cwd })).toEqual({
    code: 0,
    stdout: '127.0.0.1\n',
    stderr: 'service.host: config/config.yaml:3:9\n',
  })
  expect(await run(['config', 'get', 'api_key'], { cwd })).toMatchObject({ code: 1, stdout: '' })
  const { stdout } = await run(['config', 'get', 'service.grpc_port', '--json'], { cwd })
  expect(JSON.parse(stdout)).toMatchObject({
    key: 'service.grpc_port',
    set: true,
    value: 6334,
    origin: { default: true },
  })
})

test.each([
  [['service.http_port', '99999'], 2],
  [['service.enable_tls', 'yes'], 2],
  [['audit.rotation', 'Daily'], 2],
  [['service.hots', 'x'], 2],
  [['service.http_port', '--null'], 2],
  [['service.enable_tls', '--generate'], 2],
  [['storage.optimizers', 'x'], 2],
])('set refuses %j', async (args, code) => {
  const cwd = fresh()
  expect((await run(['config', 'set', ...args], { cwd })).code).toBe(code)
  expect(read(cwd)).toBe(CONFIG)
})

test('a file that the server does not read is not touched', async () => {
  for (const text of ['service: [', 'a: 1\n---\nb: 2\n', 'service:\n\thost: x\n', 'service: *x\n']) {
    const cwd = fresh(text)
    expect(
      (await run(['config', 'set', 'service.host', '::1', '--file', 'config/config.yaml'], { cwd })).code,
    ).toBe(3)
    expect(read(cwd)).toBe(text)
  }
})

test('a file that changes between reading and writing is left as it is', async () => {
  const cwd = fresh()
  // The tag of the temp file is drawn after the file was read.
  const { openForEdit, writeEdited } = await import('../../src/config/file-edit.ts')
  const opened = await openForEdit(join(cwd, 'config/config.yaml'))
  writeFileSync(join(cwd, 'config/config.yaml'), `${CONFIG}# mine\n`)
  await expect(
    writeEdited(opened, 'x: 1\n', { tag: 'ab12', processes: { pid: 1, isAlive: () => true } }),
  ).rejects.toMatchObject({ code: 'file-changed' })
  expect(read(cwd)).toBe(`${CONFIG}# mine\n`)
})

test('any text comes back from the server’s reader as it was given', async () => {
  const texts = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .filter((text) => !/[\r\n]/.test(text) && text.isWellFormed())
  const cwd = temporaryDirectory({ 'config/config.yaml': CONFIG })
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const { code } = await run(['config', 'set', 'alt_api_key', '--value-file', '-'], { cwd, stdin: text })
      expect(code).toBe(0)
      expect(server(cwd).text('service.alt_api_key')).toBe(text)
    }),
    runsOf(150),
  )
})

const WRONG = `service:
  host: 127.0.0.1
  # from the vault
  api_key: 12345678901234567890123456789012345678 # old
  read_only_api_key: #tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx
  enable_tsl: false
  Jwt_Rbac: true
cluster:
  enforce_internal_auth: false
  enabled: false
audit: {enabled:false, dir: ./audit}
`
const MENDED = `service:
  host: 127.0.0.1
  # from the vault
  api_key: "12345678901234567890123456789012345678" # old
  read_only_api_key: "#tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx"
  enable_tls: false
  jwt_rbac: true
  enforce_internal_auth: false
cluster:
  enabled: false
audit: {enabled: false, dir: ./audit}
`

test('validate --fix mends what is certain, shows it, and writes with --yes only', async () => {
  for (const mark of ['', '\uFEFF']) {
    const cwd = fresh(mark + WRONG)
    chmodSync(join(cwd, 'config/config.yaml'), 0o600)
    const dry = await run(['config', 'validate', '--fix', '--dry-run'], { cwd })
    expect(dry.code).toBe(1)
    expect(dry.stderr).toContain('-   enable_tsl: false\n')
    expect(dry.stderr).toContain('+   enable_tls: false\n')
    expect(dry.stderr + dry.stdout).not.toContain('12345678901234567890')
    expect((await run(['config', 'validate', '--fix'], { cwd })).code).toBe(2)
    expect(read(cwd)).toBe(mark + WRONG)
    const { code, stdout } = await run(['config', 'validate', '--fix', '--yes'], { cwd })
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(read(cwd)).toBe(mark + MENDED)
  }
})

test('rules: the list, a page, and a suggestion', async () => {
  const cwd = fresh()
  const { stdout } = await run(['config', 'rules'], { cwd })
  expect(stdout.split('\n').length).toBeGreaterThan(45)
  expect(stdout.split('\n').filter((text) => text.length > 80)).toEqual([])
  // Rules are compared word by word with a wider terminal.
  const wide = await run(['config', 'rules'], { cwd, columns: 200 })
  expect(stdout.split(/\s+/)).toEqual(wide.stdout.split(/\s+/))
  expect((await run(['config', 'rules', 'short-key'], { cwd })).stdout).toMatch(
    /^config\/short-key \(warning\)\n/,
  )
  expect((await run(['config', 'rules', 'shortkey'], { cwd })).stderr).toContain(
    'did you mean config/short-key?',
  )
})

test('validate sees the run mode, an env file and the release', async () => {
  const cwd = temporaryDirectory({
    'config/config.yaml': `service:\n  host: 127.0.0.1\n  api_key: "${'k'.repeat(43)}"\n`,
    'config/production.yaml': 'service:\n  api_key:\n',
    '.env': 'QDRANT__SERVICE__ALT_API_KEY=short\n',
  })
  const ids = async (...args: string[]) => {
    const { stdout } = await run(['config', 'validate', '--json', '--disable', 'readable-secret', ...args], {
      cwd,
    })
    return JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId)
  }
  expect(await ids()).toEqual(['config/unread-file'])
  expect(await ids('--run-mode', 'production')).toEqual([
    'config/unset-by-layer',
    'config/unset-key',
    'config/no-authentication',
  ])
  expect(await ids('--env-file', '.env')).toEqual(['config/short-key', 'config/unread-file'])
  expect(await ids('--env-file', '.env', '--server-version', '1.16')).toContain('config/newer-setting')
})

test('null, a float and a secret, told as they are', async () => {
  const cwd = temporaryDirectory({ 'c.yaml': 'service:\n  grpc_port: 6334\n' })
  const set = (...argv: string[]) =>
    run(['config', 'set', ...argv, '--file', 'c.yaml'], { cwd, env: { K: 'hunter2' } })
  expect(await set('service.grpc_port', '--null')).toEqual({
    code: 0,
    stdout: '',
    stderr: `service.grpc_port null is written to ${cwd}/c.yaml\n`,
  })
  expect((await set('service.grpc_port', '--null')).stderr).toContain(' null is so already in ')
  expect((await set('storage.optimizers.deleted_threshold', '0.5')).code).toBe(0)
  const secret = await set('api_key', '--value-env', 'K', '--json')
  expect(secret.stderr).toBe(
    `warning: others can read ${cwd}/c.yaml (0644)\nhint: chmod 600 ${cwd}/c.yaml\nservice.api_key fp:33032d4c is written to ${cwd}/c.yaml\n`,
  )
  expect(JSON.parse(secret.stdout)).toMatchObject({ value: 'fp:33032d4c', changed: true, written: true })
  const dry = await set('service.enable_cors', 'false', '--dry-run')
  expect(dry.stdout).toContain('+   enable_cors: false\n')
  expect(dry.stdout).not.toContain('hunter2')
  expect(readFileSync(join(cwd, 'c.yaml'), 'utf8')).toBe(
    'service:\n  grpc_port: null\n  api_key: "hunter2"\nstorage:\n  optimizers:\n    deleted_threshold: 0.5\n',
  )
  expect(await set('api_key', 'x', '--generate')).toMatchObject({ code: 2 })
})
