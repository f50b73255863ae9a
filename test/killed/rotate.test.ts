import type * as Fs from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Mortal, mortalFs } from '../support/crashing-fs.ts'
import { put, temporaryDirectory, tree } from '../support/directory.ts'

let mortal: Mortal | undefined

vi.mock('node:fs', async (original) => {
  const real = await original<typeof Fs>()
  // Waiting for the disk is all of the time and changes nothing here.
  const fsyncSync = () => {}
  const fsync = (_file: number, done: Fs.NoParamCallback) => done(null)
  return mortalFs({ ...real, fsyncSync, fsync } as unknown as typeof Fs, () => mortal)
})

// Loaded after the mock, whatever another test file has loaded before.
vi.resetModules()
const { cpSync, readFileSync } = await import('node:fs')
const { run } = await import('../support/io.ts')
const { StandIn } = await import('../support/stand-in.ts')

const OLD = 'Qx7vT0e9bK3mWZ1sYp5dRfLh8uNcJ2aGoVi6EtB4kXw'
const NEW = 'a2NfR8hVw5YjD0qLx7ZpGt3sCeUoMb1iKr6TnPvB9yE'
const CONFIG = `service:\n  api_key: "${OLD}"\n  enforce_internal_auth: true\ncluster:\n  enabled: true\n`

async function setUp(config = CONFIG) {
  const cwd = temporaryDirectory()
  const cluster = await StandIn.start(cwd, { names: ['n1', 'n2'], config })
  put(join(cwd, 'qdrant-auth.yaml'), cluster.inventory())
  put(join(cwd, 'new.key'), NEW, 0o600)
  const execute: typeof cluster.execute = async (argv) => {
    // A kill may come before the restart, or right after it.
    mortal?.step()
    const killer = mortal
    // The node that starts is another process: what it reads is not counted.
    mortal = undefined
    const code = await cluster.execute(argv)
    mortal = killer
    mortal?.step()
    return code
  }
  const rotate = (...argv: string[]) => run(['rotate', ...argv], { cwd, execute })
  return { cwd, cluster, rotate }
}

type Setup = Awaited<ReturnType<typeof setUp>>

const ALL = ['--yes', '--callers-moved', '--skip-soak', '--until', 'end']

/** The whole of it, as a script would have it; callers move when they are told to. */
async function rotation({ cluster, rotate }: Setup): Promise<void> {
  await rotate('start', '--key-file', 'new.key', '--yes', '--until', '2')
  if (mortal?.dead) return
  cluster.caller = NEW
  await rotate('next', ...ALL)
}

/** Numbers that are the same in every run: a failure can be looked at again. */
function* instants(most: number, count: number): Generator<number> {
  let state = 7
  for (let drawn = 0; drawn < count; drawn++) {
    state = (state * 48_271) % 2_147_483_647
    yield 1 + (state % most)
  }
}

async function operations(): Promise<number> {
  const setup = await setUp()
  setup.cluster.caller = OLD
  let count = 0
  mortal = Object.assign(new Mortal(Number.POSITIVE_INFINITY), { step: () => void count++ })
  onTestFinished(() => {
    mortal = undefined
  })
  await rotation(setup)
  mortal = undefined
  expect(setup.cluster.refusals).toEqual([])
  return count
}

const configs = (cwd: string) =>
  ['n1', 'n2'].map((name) => readFileSync(join(cwd, name, 'config/local.yaml'), 'utf8'))
const leftovers = (cwd: string) =>
  Object.keys(tree(cwd)).filter((name) => /\.tmp$|lock$|old\.key$/.test(name))

test('killed at 100 random instants and gone on with, it always ends right', async () => {
  const count = await operations()
  expect(count).toBeGreaterThan(300)
  for (const instant of instants(count, 100)) {
    const setup = await setUp()
    const { cwd, cluster, rotate } = setup
    cluster.caller = OLD
    mortal = new Mortal(instant)
    await rotation(setup)
    expect(mortal.dead, `${instant} of ${count}`).toBe(true)
    mortal = undefined
    // Who starts it again knows no more than that it stopped.
    const { code, stderr } = await rotate('start', '--key-file', 'new.key', '--yes', '--until', '2')
    if (code !== 0)
      expect(stderr, `${instant}`).toMatch(
        /is under way since|refuses the current key|different keys|has an alt_api_key already|the new key is the old one/,
      )
    await rotate('next', '--yes', '--until', '2')
    cluster.caller = NEW
    const done = await rotate('next', ...ALL)
    expect([done.code, done.stdout.split('\n')[0]], `${instant}: ${done.stderr}`).toEqual([
      0,
      expect.stringMatching(/, done$/),
    ])
    expect(cluster.refusals, `${instant}`).toEqual([])
    expect(configs(cwd), `${instant}`).toEqual([CONFIG.replace(OLD, NEW), CONFIG.replace(OLD, NEW)])
    expect(leftovers(cwd), `${instant}`).toEqual([])
  }
}, 240_000)

test('killed at 30 random instants and given up, everything is as it was', async () => {
  const count = await operations()
  for (const instant of instants(Math.floor(count * 0.4), 30)) {
    const setup = await setUp()
    const { cwd, cluster, rotate } = setup
    cluster.caller = OLD
    mortal = new Mortal(instant)
    await rotate('start', '--key-file', 'new.key', '--yes', '--until', '2')
    mortal = undefined
    const { code, stderr, stdout } = await rotate('abort', '--yes')
    // Before the journal there is nothing to give up.
    if (code !== 0) expect(stderr, `${instant} ${stdout}`).toContain('no rotation was begun')
    expect(cluster.refusals, `${instant}`).toEqual([])
    expect(configs(cwd), `${instant}`).toEqual([CONFIG, CONFIG])
  }
}, 120_000)

const OPEN = 'service:\n  host: 127.0.0.1\n'

/** A rotation of another kind in one go, from which configs to which. */
const KINDS = [
  {
    kind: 'read-only',
    before: `${CONFIG}`.replace('  enforce', `  read_only_api_key: "${OLD}x"\n  enforce`),
    after: `${CONFIG}`.replace('  enforce', `  read_only_api_key: "${NEW}"\n  enforce`),
    argv: ['--key-file', 'new.key'],
    caller: OLD,
  },
  {
    kind: 'enable-auth',
    before: OPEN,
    after: `${OPEN}  api_key: "${NEW}"\n`,
    argv: ['--key-file', 'new.key'],
    caller: NEW,
  },
  {
    kind: 'enable-internal-auth',
    before: CONFIG.replace('  enforce_internal_auth: true\n', ''),
    after: CONFIG,
    argv: [],
    caller: OLD,
  },
] as const

test.each(KINDS)(
  '$kind killed at 15 random instants and gone on with, it always ends right',
  async ({ kind, before, after, argv, caller }) => {
    const whole = async ({ rotate }: Setup) => {
      await rotate(kind, ...argv, '--yes')
      if (!mortal?.dead) await rotate('next', ...ALL)
    }
    const counted = await setUp(before)
    counted.cluster.caller = caller
    let count = 0
    mortal = Object.assign(new Mortal(Number.POSITIVE_INFINITY), { step: () => void count++ })
    await whole(counted)
    mortal = undefined
    expect(configs(counted.cwd)).toEqual([after, after])
    expect(count).toBeGreaterThan(100)
    for (const instant of instants(count, 15)) {
      const setup = await setUp(before)
      const { cwd, cluster, rotate } = setup
      cluster.caller = caller
      mortal = new Mortal(instant)
      await whole(setup)
      expect(mortal.dead, `${instant} of ${count}`).toBe(true)
      mortal = undefined
      // Where it was begun already, that is said, or it is as it should be.
      await rotate(kind, ...argv, '--yes')
      await rotate('next', ...ALL)
      const { stdout } = await rotate('status')
      expect(stdout.split('\n')[0], `${instant}`).toMatch(/, done$/)
      expect(cluster.refusals, `${instant}`).toEqual([])
      expect(configs(cwd), `${instant}`).toEqual([after, after])
      expect(leftovers(cwd), `${instant}`).toEqual([])
    }
  },
  120_000,
)

test('two at once: the second is told so and changes nothing', async () => {
  const { cwd, cluster, rotate } = await setUp()
  await rotate('start', '--key-file', 'new.key')
  put(join(cwd, '.qdrant-auth/lock'), '4711\n')
  const second = await run(['rotate', 'next', '--yes'], { cwd, execute: cluster.execute, alive: true })
  expect([second.code, cluster.restarts]).toEqual([6, []])
})

test('a journal that somebody else went on with is not overwritten', async () => {
  const { cwd, cluster, rotate } = await setUp()
  await rotate('start', '--key-file', 'new.key')
  const other = temporaryDirectory()
  cpSync(join(cwd, '.qdrant-auth'), other, { recursive: true })
  const restarted = cluster.execute
  const execute: typeof restarted = async (argv) => {
    // Another operator, on another machine that shares the directory, has gone on meanwhile.
    const journal = JSON.parse(readFileSync(join(cwd, '.qdrant-auth/rotation.json'), 'utf8'))
    put(
      join(cwd, '.qdrant-auth/rotation.json'),
      JSON.stringify({ ...journal, revision: journal.revision + 5 }),
    )
    return restarted(argv)
  }
  const outcome = await run(['rotate', 'next', '--yes'], { cwd, execute })
  expect([outcome.code, outcome.stderr]).toEqual([6, expect.stringContaining('somebody else has gone on')])
})
