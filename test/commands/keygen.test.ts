import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

/** Bytes 0..n-1, then n..2n-1 …: two keys that can be told apart. */
function counter(): (count: number) => Uint8Array {
  let next = 0
  return (count) => Uint8Array.from({ length: count }, () => next++ % 256)
}

const FIRST = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'
const SECOND = 'ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8'

const keygen = (argv: string[], world: Partial<Parameters<typeof run>[1]> = {}) =>
  run(['keygen', ...argv], { cwd: '/nowhere', random: counter(), ...world })

test.each([
  [[], `${FIRST}\n`],
  [['--encoding', 'base64'], `${FIRST}=\n`],
  [['--encoding', 'hex'], '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n'],
  [['--count', '2'], `${FIRST}\n${SECOND}\n`],
  [['--set'], `${FIRST}\n${SECOND}\n`],
  [['--format', 'env'], `QDRANT__SERVICE__API_KEY=${FIRST}\n`],
  [['--name', 'alt_api_key', '--format', 'env'], `QDRANT__SERVICE__ALT_API_KEY=${FIRST}\n`],
  [['--set', '--format', 'yaml'], `service:\n  api_key: "${FIRST}"\n  read_only_api_key: "${SECOND}"\n`],
])('%j', async (argv, stdout) => {
  expect(await keygen(argv)).toMatchObject({ code: 0, stdout })
})

test('the fingerprint goes to stderr, so that stdout is the key alone', async () => {
  // printf 'qdrant-auth:v1:AAEC…' | sha256sum
  expect((await keygen([])).stderr).toBe('api_key fp:d605e265\n')
})

test.each([['--json'], ['--format=json']])('%s is one object', async (flag) => {
  const { stdout } = await keygen([flag])
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'keygen',
    ok: true,
    keys: [{ name: 'api_key', key: FIRST, encoding: 'base64url', bytes: 32, fingerprint: 'fp:d605e265' }],
  })
})

test('a key that could be misread is not given out', async () => {
  const words = [
    Buffer.from('true', 'base64'),
    Buffer.from('1e10', 'base64'),
    Buffer.from('-abc', 'base64'),
    Buffer.from('abcd', 'base64'),
  ]
  const random = () => words.shift() ?? new Uint8Array()
  expect((await keygen(['--bytes', '3', '--allow-weak'], { random })).stdout).toBe('abcd\n')
})

test('a short key needs --allow-weak', async () => {
  const { code, stdout, stderr } = await keygen(['--bytes', '16'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: a key of 16 bytes is too short: 32 is the least\nhint: /)
})

test.each([
  [['--bytes', '0'], 'bytes'],
  [['--bytes', '1e3'], 'bytes'],
  [['--count', '-1'], 'count'],
  [['--encoding', 'rot13'], 'base64url, base64, hex'],
  [['--set', '--count', '2'], 'exclude each other'],
  [['--count', '2', '--format', 'env'], 'no'],
  [['--frmat', 'env'], 'did you mean --format'],
  [['extra'], 'too many arguments'],
])('%j is a usage error', async (argv, words) => {
  const { code, stdout, stderr } = await keygen(argv)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(words)
})

test('-o makes a new file of mode 0600 and keeps the key off stdout', async () => {
  const cwd = temporaryDirectory()
  const { code, stdout, stderr } = await keygen(['-o', 'key', '--json'], { cwd })
  expect({ code, stderr }).toMatchObject({ code: 0 })
  expect(stdout).not.toContain(FIRST)
  expect(readFileSync(join(cwd, 'key'), 'utf8')).toContain(FIRST)
  expect(lstatSync(join(cwd, 'key')).mode & 0o777).toBe(0o600)
  expect(readdirSync(cwd)).toEqual(['key'])
})

test('-o never overwrites', async () => {
  const cwd = temporaryDirectory({ key: 'mine\n' })
  const { code, stderr } = await keygen(['-o', 'key'], { cwd })
  expect(code).toBe(6)
  expect(stderr).toContain('exists already')
  expect(readFileSync(join(cwd, 'key'), 'utf8')).toBe('mine\n')
  expect(readdirSync(cwd)).toEqual(['key'])
})

test('-o into a directory that is missing, or below a file', async () => {
  const cwd = temporaryDirectory()
  put(join(cwd, 'file'), '')
  expect(await keygen(['-o', 'no/key'], { cwd })).toMatchObject({ code: 3, stdout: '' })
  expect(await keygen(['-o', 'file/key'], { cwd })).toMatchObject({ code: 6, stdout: '' })
})

test('warns when stdout is a file that others can read', async () => {
  expect((await keygen([], { stdoutMode: 0o644 })).stderr).toContain(
    'warning: stdout is a file that others can read (0644)',
  )
  expect((await keygen([], { stdoutMode: 0o600 })).stderr).not.toContain('warning')
})
