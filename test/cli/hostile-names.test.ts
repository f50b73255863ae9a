import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

// Sets the title of the terminal, and turns it red.
const NAME = 'q\u001b]0;pwn\u0007\u001b[31m'
const SHOWN = 'q\\u001b]0;pwn\\u0007\\u001b[31m'
const ACTING = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/

const setUp = async () => {
  const cwd = temporaryDirectory()
  expect((await run(['init', NAME, '--yes'], { cwd })).code).toBe(0)
  return cwd
}

test.each([
  [['init', NAME, '--yes'], 0],
  [['init', NAME, '--yes', '--mtls'], 6],
  [['config', 'validate', NAME], 0],
  [['config', 'show', NAME], 0],
  [['certs', 'show', `${NAME}/tls`], 0],
  [['certs', 'check', `${NAME}/tls`], 0],
  [['-C', NAME, 'config', 'set', 'service.host', '127.0.0.1'], 0],
  [['-C', NAME, 'config', 'unset', 'service.host', '--dry-run'], 0],
  [['config', 'init', `${NAME}/new`], 0],
  [['certs', 'issue', 'client', 'b', '-o', `${NAME}/b`, '--ca-dir', `${NAME}/ca`], 0],
  [['certs', 'renew', `${NAME}/tls`, '--ca-dir', `${NAME}/ca`], 0],
  [['certs', 'rotate-ca', `${NAME}/tls`, '--ca-dir', `${NAME}/ca`], 0],
  [['-C', NAME, 'certs', 'csr', 'client', 'b'], 0],
  [['emit', 'compose', '--config', NAME], 1],
])('a directory named by a stranger does not act on the terminal: %j', async (argv, wanted) => {
  const { code, stdout, stderr } = await run(argv, { cwd: await setUp() })
  expect([code, ACTING.exec(stdout + stderr)]).toEqual([wanted, null])
})

test('what init made is named in words that do not act', async () => {
  const { stdout } = await run(['init', NAME, '--yes'], { cwd: temporaryDirectory() })
  expect(stdout).toContain(`Made 11 files in ${SHOWN}\n`)
  expect(ACTING.exec(stdout)).toBe(null)
})

test('names and values of a config do not act on the terminal, in findings, hints and tables', async () => {
  const cwd = temporaryDirectory()
  mkdirSync(join(cwd, NAME, 'config'), { recursive: true })
  const file = join(cwd, NAME, 'config/config.yaml')
  writeFileSync(file, 'service:\n  "\\e[31mbad": 1\n  host: "\\e[31mhost"\n  api_key: "\\e]0;pwn\\a"\n')
  chmodSync(file, 0o644)
  const validated = await run(['config', 'validate', NAME], { cwd })
  expect(validated.stdout).toContain('Qdrant does not know service.\\u001b[31mbad and ignores it')
  expect(validated.stdout).toContain(`hint: chmod 600 ${SHOWN}/config/config.yaml\n`)
  const showed = await run(['config', 'show', NAME], { cwd })
  expect(showed.stdout).toMatch(/^ {2}service\.host +\\u001b\[31mhost /m)
  for (const { code, stdout, stderr } of [validated, showed])
    expect([code, ACTING.exec(stdout + stderr)]).toEqual([1, null])
})

test('what --fix would change does not act on the terminal', async () => {
  const cwd = temporaryDirectory({
    [`${NAME}/config/config.yaml`]: 'service:\n  enable_tsl: false\n  host: "\x1b[31mred\u202e"\t# c\n',
  })
  const { code, stderr } = await run(['config', 'validate', NAME, '--fix', '--dry-run'], { cwd })
  expect(code).toBe(1)
  expect(stderr).toContain(
    `${SHOWN}/config/config.yaml: write enable_tls\n  service:\n-   enable_tsl: false\n+   enable_tls: false\n`,
  )
  expect(stderr).toContain('    host: "\uFFFD[31mred\uFFFD"\t# *\n')
  expect(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.exec(stderr)).toBe(null)
})

test('why a port does not take a file is told in words that do not act', async () => {
  const cwd = await setUp()
  writeFileSync(join(cwd, NAME, 'tls/key.pem'), 'no key')
  const { stdout } = await run(['certs', 'check', `${NAME}/tls`], { cwd })
  expect(stdout).toContain(`rest does not take ${SHOWN}/tls/cert.pem: `)
  expect(ACTING.exec(stdout)).toBe(null)
})

test('one value is given to a program as it is, and to a terminal so that it does not act', async () => {
  const cwd = temporaryDirectory({ 'config/config.yaml': 'service:\n  host: "\\e[31mred"\n' })
  const get = (tty: boolean) => run(['config', 'get', 'service.host'], { cwd, tty })
  expect((await get(false)).stdout).toBe('\u001b[31mred\n')
  expect((await get(true)).stdout).toBe('\\u001b[31mred\n')
  const token = ['{"alg":"HS256"}', '{"access":"r","exp":1795438800,"subject":"\\u001b[31mred"}', '']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
  const claim = (tty: boolean) => run(['jwt', 'inspect', token, '--claim', 'subject'], { cwd, tty })
  expect((await claim(false)).stdout).toBe('\u001b[31mred\n')
  expect((await claim(true)).stdout).toBe('\\u001b[31mred\n')
})

test('rows of a stranger do not act on the terminal', async () => {
  const rows = '{"\\u001b[31m":1}\n{"collections":{"\\u001b[31m":"all"}}\n'
  const argv = ['jwt', 'mint', '--no-record', '--key-env', 'KEY', '--from', '-']
  const { code, stdout, stderr } = await run(argv, { cwd: '/', stdin: rows, env: { KEY: 'k'.repeat(43) } })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^-:1: error: \\u001b\[31m: no such field/)
  expect(stderr).toContain('-:2: error: collections.\\u001b[31m: "all" is none of read, read-write, points\n')
})
