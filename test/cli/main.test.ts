import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

const cwd = '/nowhere'

test('no arguments: help, and exit 2', async () => {
  const { code, stdout, stderr } = await run([], { cwd })
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
  expect(stdout).toContain('Usage: qdrant-auth')
})

test.each([[['--help']], [['-h']], [['help']], [['keygen', '--help']], [['help', 'keygen']]])(
  '%j is help on stdout, exit 0',
  async (argv) => {
    const { code, stdout, stderr } = await run(argv, { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: /)
  },
)

test('help fits 80 columns', async () => {
  for (const argv of [['--help'], ['keygen', '--help'], ['init', '--help']]) {
    const { stdout } = await run(argv, { cwd })
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  }
})

test('--version is the version of the package', async () => {
  expect(await run(['--version'], { cwd })).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' })
})

test.each([
  [
    ['keygn'],
    "error: unknown command 'keygn'\nhint: did you mean keygen?\nhint: run 'qdrant-auth --help' for the options\n",
  ],
  [
    ['keygen', '--encodin', 'hex'],
    "error: unknown option '--encodin'\nhint: did you mean --encoding?\nhint: run 'qdrant-auth keygen --help' for the options\n",
  ],
])('%j: a suggestion, exit 2', async (argv, stderr) => {
  expect(await run(argv, { cwd })).toEqual({ code: 2, stdout: '', stderr })
})

test('after --json a failure is an object on stdout as well', async () => {
  const { code, stdout } = await run(['keygen', '--bytes', '1', '--json'], { cwd })
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'keygen',
    ok: false,
    error: {
      code: 'weak-key',
      message: 'a key of 1 bytes is too short: 32 is the least',
      hints: [
        'a shorter key can be found offline from any token it signed',
        'use --allow-weak if it is only for a test',
      ],
    },
  })
})

test.each([
  [{ tty: true }, [], true],
  [{ tty: false }, [], false],
  [{ tty: true, env: { NO_COLOR: '1' } }, [], false],
  [{ tty: true, env: { NO_COLOR: '' } }, [], true],
  [{ tty: true, env: { TERM: 'dumb' } }, [], false],
  [{ tty: true }, ['--no-color'], false],
  [{ tty: false, env: { FORCE_COLOR: '1' } }, [], true],
  [{ tty: true, env: { FORCE_COLOR: '0' } }, [], false],
  [{ tty: true, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, [], false],
])('colour: %j %j → %s', async (world, flags, coloured) => {
  const { stderr } = await run(['keygen', '--name', 'api_key', '--set', ...flags], { cwd, ...world })
  expect(stderr).toContain('exclude each other')
  expect(stderr.includes('\u001b[')).toBe(coloured)
})

test('-C gives the directory, also before the command', async () => {
  const { code, stderr } = await run(['-C', '/nowhere/else', 'keygen', '-o', 'key'], { cwd })
  expect(code).toBe(3)
  expect(stderr).toContain('/nowhere/else')
})

// The directory was taken for the command.
test.each([
  [['-qC', 'rotate', 'keygen', '--bytes', '1'], /^error: a key of 1 bytes is too short/],
  [['-C', 'rotate', 'rotate'], /^error: rotate alone is a walk/],
  [['rotate', '-C', 'rotate'], /^error: rotate alone is a walk/],
])(
  '%j: a directory behind other short options, and one that has the name of a command',
  async (argv, words) => {
    const { code, stderr } = await run(argv, { cwd: temporaryDirectory({ 'rotate/x': '' }) })
    expect([code, stderr]).toEqual([2, expect.stringMatching(words)])
  },
)

test('--quiet keeps warnings and data', async () => {
  const { stdout, stderr } = await run(['keygen', '-q'], { cwd, stdoutMode: 0o644 })
  expect(stdout).toMatch(/^[\w-]{43}\n$/)
  expect(stderr).toMatch(/^warning: .*\nhint: .*\n$/)
})

test('an option alone says which commands there are', async () => {
  const { code, stderr } = await run(['--json'], { cwd: '/' })
  expect([code, stderr]).toEqual([
    2,
    "error: qdrant-auth needs a command: init, keygen, config, jwt, certs, rotate, doctor, audit, emit, snippet, explain, completion\nhint: run 'qdrant-auth --help' for what they do\n",
  ])
})
