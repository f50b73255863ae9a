import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { BIN, prepared } from '../support/built.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

beforeAll(prepared, 60_000)

const env = { PATH: process.env.PATH ?? '' }
const tool = (args: string[], options: object = {}) =>
  spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', env, ...options })

test('exit codes reach the shell', () => {
  expect(tool(['--version']).status).toBe(0)
  expect(tool(['nope']).status).toBe(2)
  expect(tool(['keygen', '-o', '/proc/nope/key']).status).toBe(3)
  expect(tool(['jwt', 'inspect'], { input: 'no token' }).status).toBe(1)
})

test('a reader that goes away is no error', () => {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', `set -o pipefail; "${process.execPath}" "${BIN}" keygen --count 10000 | head -1 >/dev/null`],
    {
      encoding: 'utf8',
      env,
      // A shell whose stdin is a socket reads its start-up files.
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  expect({ status, stderr: stderr.replace(/^key_\d+ fp:\w+\n/gm, '') }).toEqual({ status: 0, stderr: '' })
})

test('all of a large output reaches a pipe', () => {
  const { stdout } = tool(['keygen', '--count', '10000', '-q'], { maxBuffer: 1 << 24 })
  expect(stdout.trim().split('\n')).toHaveLength(10_000)
})

test('closed standard streams do not stop the work', () => {
  const cwd = temporaryDirectory()
  const { status } = spawnSync('bash', ['-c', `"${process.execPath}" "${BIN}" keygen -o key <&- >&- 2>&-`], {
    cwd,
    env,
  })
  expect(status).toBe(0)
  expect(readFileSync(join(cwd, 'key'), 'utf8')).toMatch(/^[\w-]{43}\n$/)
})

test('stdout into a file that others can read is warned about', () => {
  const cwd = temporaryDirectory()
  const fd = openSync(join(cwd, 'key'), 'w', 0o644)
  const { stderr } = tool(['keygen'], { stdio: ['ignore', fd, 'pipe'] })
  closeSync(fd)
  expect(stderr).toContain('warning: stdout is a file that others can read (0644)')
})

test.skipIf(process.platform === 'win32')('other programs get the environment that was here', () => {
  const cwd = temporaryDirectory()
  tool(['certs', 'init', '--node', 'n1'], { cwd })
  const renew = [
    'certs',
    'renew',
    'tls',
    '--exec',
    'sh',
    '-c',
    'echo "threads: $(printenv UV_THREADPOOL_SIZE || echo none)" >&2',
  ]
  expect(tool(renew, { cwd }).stderr).toContain('threads: none\n')
  expect(tool(renew, { cwd, env: { ...env, UV_THREADPOOL_SIZE: '3' } }).stderr).toContain('threads: 3\n')
})

test('secrets are asked for on the terminal only, never from a pipe', () => {
  const { status, stdout, stderr } = tool(['jwt', 'mint', '--access', 'read'], { input: 'some-key\n' })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('--key-file is needed when nobody can be asked')
})

test('SIGTERM while it waits for input ends it with nothing written', async () => {
  const cwd = temporaryDirectory()
  const child = spawn(process.execPath, [BIN, 'jwt', 'inspect', '-'], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  await new Promise((done) => setTimeout(done, 400))
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(130)
  expect(tree(cwd)).toEqual({})
})

test('a secret may come from a pipe that the shell names', () => {
  const command = `"${process.execPath}" "${BIN}" jwt mint --access read --key-file <(printf %s tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx)`
  const { status, stdout } = spawnSync('bash', ['-c', command], {
    encoding: 'utf8',
    env,
    // The token is recorded where it is minted.
    cwd: temporaryDirectory(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  expect(status).toBe(0)
  expect(stdout).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]{43}\n$/)
})

// Both ended with a stack trace and exit 1 once, which is the code for "no".
test
  .skipIf(!existsSync('/dev/full'))
  .each([
    [['keygen', '-q']],
    [['keygen', '--json', '-q']],
    [['--help']],
    [['jwt', 'can', '--list', '--as', 'manage']],
  ])('a full disk behind stdout is said, and is exit 3: %j (needs /dev/full)', (args) => {
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = tool(args, { stdio: ['ignore', full, 'pipe'] })
  closeSync(full)
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr: 'error: cannot write to stdout: no space left on the disk\n',
  })
})

test.skipIf(!existsSync('/dev/full'))('a full disk behind stderr changes nothing (needs /dev/full)', () => {
  const full = openSync('/dev/full', 'w')
  const made = tool(['keygen'], { stdio: ['ignore', 'pipe', full] })
  const wrong = tool(['nope'], { stdio: ['ignore', 'pipe', full] })
  closeSync(full)
  expect(made.status).toBe(0)
  expect(made.stdout).toMatch(/^[\w-]{43}\n$/)
  expect(wrong.status).toBe(2)
})

test('a directory that is gone is said, and only where it is needed', () => {
  const cwd = temporaryDirectory()
  const newDirectory = () => mkdirSync(join(cwd, 'gone'), { recursive: true }) ?? cwd
  const inGone = (command: string) =>
    spawnSync('bash', ['-c', `rm -r ../gone; "${process.execPath}" "${BIN}" ${command}`], {
      cwd: newDirectory(),
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  expect(inGone('keygen -q').status).toBe(0)
  const { status, stderr } = inGone('init')
  expect(status).toBe(3)
  expect(stderr).toContain('error: the directory that this was started in is gone\n')
})

test('nothing but the path of node is needed of the environment', () => {
  const cwd = temporaryDirectory()
  expect(tool(['init', '--yes'], { cwd, env: {} }).status).toBe(0)
  expect(tool(['config', 'validate', '--environment'], { cwd, env: { HOME: '/nowhere' } }).status).toBe(0)
})

test('init with all standard streams closed makes the same files', () => {
  const [seen, unseen] = [temporaryDirectory(), temporaryDirectory()]
  expect(tool(['init', '--yes'], { cwd: seen }).status).toBe(0)
  const closed = spawnSync('bash', ['-c', `"${process.execPath}" "${BIN}" init --yes <&- >&- 2>&-`], {
    cwd: unseen,
    env,
  })
  expect(closed.status).toBe(0)
  expect(tree(unseen, false)).toEqual(tree(seen, false))
})

// Node 20 reads --env-file itself: the pipe was empty then, and the answer was that of a server without variables.
test('variables come from a pipe, and where Node has read it first that is said', () => {
  const show = (flag: string) =>
    spawnSync(
      'bash',
      [
        '-c',
        `"${process.execPath}" "${BIN}" config get service.http_port ${flag} <(echo QDRANT__SERVICE__HTTP_PORT=7001)`,
      ],
      { encoding: 'utf8', env, cwd: temporaryDirectory(), stdio: ['ignore', 'pipe', 'pipe'] },
    )
  expect(show('-e')).toMatchObject({ status: 0, stdout: '7001\n' })
  const long = show('--env-file')
  if (long.status !== 0) expect(long.stderr).toContain('hint: Node may have read it first: write -e /dev/fd/')
  else expect(long.stdout).toBe('7001\n')
})
