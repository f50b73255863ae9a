import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { BIN, DIST, prepared } from '../support/built.ts'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { filesIn, leftovers, mismatched } from './state.ts'

beforeAll(prepared, 60_000)

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const env = { PATH: process.env.PATH ?? '', KEY }

const tool = (cwd: string, argv: readonly string[], options: object = {}) =>
  spawnSync(process.execPath, [BIN, ...argv], { cwd, env, encoding: 'utf8', ...options })

async function ended(cwd: string, argv: readonly string[]): Promise<{ code: number; stderr: string }> {
  const child = spawn(process.execPath, [BIN, ...argv], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const [code] = await once(child, 'close')
  return { code, stderr }
}

const atOnce = (cwd: string, ...calls: readonly (readonly string[])[]) =>
  Promise.all(calls.map((argv) => ended(cwd, argv)))

const four = (argv: readonly string[]) => [argv, argv, argv, argv]

/** A directory after these calls. */
function after(...calls: readonly (readonly string[])[]): string {
  const cwd = temporaryDirectory()
  for (const argv of calls) expect(tool(cwd, argv).status).toBe(0)
  return cwd
}

const CERTS = ['certs', 'init', '--node', 'a', '--client', 'c']
const DEAD = `${2 ** 22 + 1}\n`

test.each([
  ['init', [], ['init', '--yes']],
  ['certs init', [], CERTS],
  ['certs issue', [CERTS], ['certs', 'issue', 'client', 'b']],
  ['certs renew', [CERTS], ['certs', 'renew']],
  ['certs rotate-ca', [CERTS], ['certs', 'rotate-ca']],
] as const)(
  'four times %s at once: one set, the others come later or are told',
  async (_title, before, argv) => {
    const cwd = after(...before)
    // All find the lock of a process that is gone, and want it.
    put(join(cwd, '.qdrant-auth/lock'), DEAD)
    chmodSync(join(cwd, '.qdrant-auth'), 0o700)
    const outcomes = await atOnce(cwd, ...four(argv))
    expect(outcomes.map(({ code }) => code)).toContain(0)
    for (const { code, stderr } of outcomes)
      if (code !== 0) expect(stderr).toMatch(/another qdrant-auth|--restarted is needed/)
    expect(leftovers(cwd)).toEqual([])
    expect(mismatched(filesIn(cwd))).toEqual([])
    if (argv[0] === 'init') expect(tool(cwd, ['init', '--yes', '--json']).stdout).toContain('"changed":false')
    else expect(tool(cwd, ['certs', 'check', 'tls']).status).toBe(0)
  },
)

test('four settings set at once: whoever says so has written', async () => {
  const cwd = after(['config', 'init'])
  const settings = [
    'service.http_port',
    'service.grpc_port',
    'service.max_request_size_mb',
    'service.max_workers',
  ]
  const outcomes = await atOnce(
    cwd,
    ...settings.map((one, index) => [
      'config',
      'set',
      one,
      String(7001 + index),
      '--file',
      'config/config.yaml',
    ]),
  )
  const text = readFileSync(join(cwd, 'config/config.yaml'), 'utf8')
  for (const [index, { code, stderr }] of outcomes.entries()) {
    if (code === 0) expect(text).toContain(`: ${7001 + index}\n`)
    else expect(stderr).toMatch(/another qdrant-auth|was changed by somebody else/)
  }
  expect(outcomes.map(({ code }) => code)).toContain(0)
  expect(leftovers(cwd)).toEqual([])
})

test('tokens minted at once are all recorded, and a new file is made by one', async () => {
  const cwd = temporaryDirectory()
  const mint = ['jwt', 'mint', '--key-env', 'KEY', '--access', 'read']
  const minted = await atOnce(cwd, ...['a', 'b', 'c', 'd'].map((name) => [...mint, '--name', name]))
  expect(minted.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  const { tokens } = JSON.parse(tool(cwd, ['jwt', 'list', '--json']).stdout)
  expect(tokens.map(({ name }: { name: string }) => name).sort()).toEqual(['a', 'b', 'c', 'd'])
  const made = await atOnce(cwd, ...four(['keygen', '-o', 'key']))
  expect(made.map(({ code }) => code).sort()).toEqual([0, 6, 6, 6])
  expect(readFileSync(join(cwd, 'key'), 'utf8')).toMatch(/^[\w-]{43}\n$/)
})

test.each([['SIGTERM'], ['SIGKILL'], ['SIGINT']] as const)(
  '%s at any time: the next run of init finishes the job',
  async (signal) => {
    for (const delay of [60, 90, 120, 150, 200]) {
      const cwd = temporaryDirectory()
      const child = spawn(process.execPath, [BIN, 'init', '--yes'], { cwd, env, stdio: 'ignore' })
      const end = once(child, 'exit')
      await setTimeout(delay)
      child.kill(signal)
      const [code] = await end
      expect([0, 130, null], `after ${delay} ms`).toContain(code)
      if (code === 130) expect(leftovers(cwd), `after ${delay} ms`).toEqual([])
      expect(tool(cwd, ['init', '--yes']).status, `after ${delay} ms`).toBe(0)
      expect(leftovers(cwd)).toEqual([])
      expect(mismatched(filesIn(cwd))).toEqual([])
    }
  },
  20_000,
)

const NOBODY = 65534
const isRoot = process.getuid?.() === 0

/** The tool where everybody can read it: the checkout may lie in a directory that is its owner's alone. */
function reachableTool(): string {
  const directory = temporaryDirectory()
  chmodSync(directory, 0o755)
  for (const [name, from] of [
    ['bin', dirname(BIN)],
    ['dist', DIST],
  ] as const)
    cpSync(from, join(directory, name), { recursive: true })
  return join(directory, 'bin', basename(BIN))
}

/** What may not be written, for whoever is not root. */
test.each([
  ['init', [], ['init', '--yes']],
  ['certs renew', [CERTS], ['certs', 'renew']],
  ['certs issue', [CERTS], ['certs', 'issue', 'client', 'b']],
  [
    'config set',
    [['config', 'init']],
    ['config', 'set', 'service.enable_tls', 'false', '--file', 'config/config.yaml'],
  ],
  ['config init', [], ['config', 'init']],
  ['keygen -o', [], ['keygen', '-o', 'key']],
] as const)('%s where nothing may be written says so and changes nothing', (_title, before, argv) => {
  const cwd = after(...before)
  const before_ = tree(cwd)
  for (const name of Object.keys(before_)) if (name.endsWith('/')) chmodSync(join(cwd, name), 0o555)
  for (const name of Object.keys(before_)) if (!name.endsWith('/')) chmodSync(join(cwd, name), 0o444)
  chmodSync(cwd, 0o555)
  const locked = tree(cwd)
  const outcome = spawnSync(process.execPath, [reachableTool(), ...argv], {
    cwd,
    env,
    encoding: 'utf8',
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  })
  expect(outcome.status).toBe(3)
  expect(outcome.stderr).toMatch(/^error: cannot write \/.*: permission denied\n$/)
  expect(tree(cwd)).toEqual(locked)
  chmodSync(cwd, 0o755)
  for (const name of Object.keys(locked)) if (name.endsWith('/')) chmodSync(join(cwd, name), 0o755)
})

test.each([
  ['tls', ['init', '--yes']],
  ['config', ['init', '--yes']],
  ['tls', CERTS],
  ['.qdrant-auth', CERTS],
  ['.qdrant-auth', ['init', '--yes']],
  ['.qdrant-auth', ['jwt', 'mint', '--key-env', 'KEY', '--access', 'read']],
])('a link at %s leads nobody elsewhere: %j', (name, argv) => {
  const cwd = temporaryDirectory()
  const elsewhere = temporaryDirectory()
  symlinkSync(elsewhere, join(cwd, name))
  tool(cwd, argv)
  expect(tree(elsewhere)).toEqual({})
})
