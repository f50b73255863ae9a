import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { BIN, prepared } from '../support/built.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

beforeAll(prepared, 60_000)

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const env = { PATH: process.env.PATH ?? '', KEY }

function withPipe(): string {
  const cwd = temporaryDirectory()
  spawnSync('mkfifo', [join(cwd, 'pipe')])
  return cwd
}

/** Ends with the exit code, and how it ended where that was a signal. */
async function started(args: string[], cwd: string) {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let stdout = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk
  })
  const exit = once(child, 'exit').then(([code, signal]) => ({ code: code ?? signal, stdout }))
  await opened(child.pid, join(cwd, 'pipe'))
  return { child, exit }
}

/** Once the process has the pipe open, where the system shows that; some time later elsewhere. */
async function opened(pid: number | undefined, pipe: string): Promise<void> {
  const folder = `/proc/${pid}/fd`
  const isOpen = () => {
    try {
      return readdirSync(folder).some((fd) => readlinkSync(join(folder, fd)) === pipe)
    } catch {
      return false
    }
  }
  for (let tries = 0; tries < 40 && !isOpen(); tries++) await new Promise((done) => setTimeout(done, 50))
}

// The open() of a pipe without a writer held a thread, and the process with it: only SIGKILL ended it.
test.skipIf(process.platform === 'win32').each([
  [['doctor', 'pipe'], 'SIGTERM'],
  [['doctor', '--key-file', 'pipe'], 'SIGINT'],
  [['rotate', 'plan', '--inventory', 'pipe'], 'SIGTERM'],
  [['jwt', 'mint', '--access', 'read', '--key-file', 'pipe'], 'SIGTERM'],
  [['jwt', 'mint', '--from', 'pipe', '--from-format', 'ndjson', '--key-env', 'KEY'], 'SIGTERM'],
  [['jwt', 'inspect', 'a.b.c', '--key-file', 'pipe'], 'SIGINT'],
  [['config', 'set', 'service.api_key', '--value-file', 'pipe'], 'SIGTERM'],
  [['config', 'validate', '--manifest', 'pipe'], 'SIGTERM'],
  [['certs', 'init', '--encrypt-ca-key', '--ca-passphrase-file', 'pipe'], 'SIGTERM'],
  [['certs', 'show', 'pipe'], 'SIGTERM'],
  [['doctor', 'https://127.0.0.1:1', '--ca', 'pipe'], 'SIGINT'],
  [['audit', 'report', 'pipe'], 'SIGINT'],
  [['audit', 'suggest', 'pipe', '--subject', 'a'], 'SIGTERM'],
] as const)(
  'a pipe that nobody writes to is waited for, and %j ends with %s',
  async (args, signal) => {
    const cwd = withPipe()
    const { child, exit } = await started([...args], cwd)
    expect(child.exitCode).toBe(null)
    child.kill(signal)
    expect(await exit).toEqual({ code: 130, stdout: '' })
    const { '.qdrant-auth/': _, ...left } = tree(cwd, false)
    expect(left).toEqual({ pipe: '0644' })
  },
  10_000,
)

test.skipIf(process.platform === 'win32')(
  'a pipe whose writer comes late, and writes in pieces',
  async () => {
    const cwd = withPipe()
    const { exit } = await started(
      ['jwt', 'mint', '--access', 'read', '--no-record', '--key-file', 'pipe'],
      cwd,
    )
    spawn('bash', ['-c', `(printf %s ${KEY.slice(0, 20)}; sleep 0.3; echo ${KEY.slice(20)}) > pipe`], { cwd })
    expect(await exit).toEqual({ code: 0, stdout: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]{43}\n$/) })
  },
)

test.skipIf(process.platform === 'win32')('a log that comes through a pipe is read to its end', async () => {
  const cwd = withPipe()
  const { exit } = await started(['audit', 'report', 'pipe', '--json'], cwd)
  const line = `{"timestamp":"2026-11-23T10:00:00Z","method":"upsert_points","auth_type":"ApiKey","remote":"10.0.0.1","result":"ok"}`
  spawn('bash', ['-c', `for i in $(seq 3000); do echo '${line}'; done > pipe`], { cwd })
  const { code, stdout } = await exit
  expect({ code, events: JSON.parse(stdout).events }).toEqual({ code: 0, events: 3000 })
})

test.each([
  ['<(true)', 2, /is empty\n/],
  [`<(echo ${KEY})`, 0, /^$/],
])('--key-file %s', (file, status, said) => {
  const command = `"${process.execPath}" "${BIN}" jwt mint --access read --no-record -q --key-file ${file}`
  const done = spawnSync('bash', ['-c', command], {
    encoding: 'utf8',
    env,
    cwd: temporaryDirectory(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 5000,
  })
  expect(done.status).toBe(status)
  expect(done.stderr).toMatch(said)
})

test('what is neither file nor pipe is no log', () => {
  const tool = (verb: string, path: string) =>
    spawnSync(process.execPath, [BIN, 'audit', verb, path], {
      encoding: 'utf8',
      env,
      cwd: withPipe(),
      timeout: 5000,
    })
  expect(tool('report', '/dev/zero')).toMatchObject({
    status: 6,
    stderr: 'error: cannot read /dev/zero: it is neither a file nor a directory\n',
  })
  expect(tool('tail', 'pipe')).toMatchObject({
    status: 6,
    stderr:
      'error: cannot follow pipe: it is neither a file nor a directory\nhint: audit report reads pipes too\n',
  })
})
