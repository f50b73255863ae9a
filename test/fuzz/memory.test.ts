import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { BIN, prepared } from '../support/built.ts'
import { put, temporaryDirectory } from '../support/directory.ts'

beforeAll(prepared, 60_000)

/** Says at the end how much memory the process had at most, in KiB, and how long it computed, in ms. */
const MEASURED = `process.on('exit', () => {
  const { maxRSS, userCPUTime } = process.resourceUsage()
  process.stderr.write('\\nmost ' + maxRSS + ' ' + Math.round(userCPUTime / 1000) + '\\n')
})
process.argv.splice(1, 0, ${JSON.stringify(BIN)}); require(${JSON.stringify(BIN)})`

const MOST_KIB = 300 << 10
const MOST_CPU_MS = 6000

const VALIDATE = ['config', 'validate', 'file.yaml']
const INSPECT = ['jwt', 'inspect', 'file.yaml']
const CHECK = ['certs', 'check', 'file.yaml']

const aliases = Array.from({ length: 30 }, (_, at) => {
  const before = at === 0 ? 'x' : `*a${at - 1}`
  return `b${at}: &a${at} [${new Array(9).fill(before).join(', ')}]\n`
}).join('')

/** What is meant to take all memory or all time of what reads it. */
test.each<[title: string, argv: string[], content: () => string]>([
  ['a million brackets', VALIDATE, () => '['.repeat(1 << 20)],
  [
    'a million brackets',
    ['config', 'set', 'service.host', 'x', '--file', 'file.yaml'],
    () => '['.repeat(1 << 20),
  ],
  ['aliases of aliases', VALIDATE, () => aliases],
  ['aliases of aliases', ['rotate', 'plan', '--inventory', 'file.yaml'], () => aliases],
  ['aliases of aliases', ['config', 'show', '--manifest', 'file.yaml'], () => aliases],
  ['200,000 keys of one name', VALIDATE, () => 'a: 1\n'.repeat(200_000)],
  ['a line of 8 MiB', VALIDATE, () => `a: ${'x'.repeat(8 << 20)}`],
  ['a text without end', VALIDATE, () => `"${'\\u0041'.repeat(1 << 18)}`],
  ['a token of a million dots', INSPECT, () => '.'.repeat((1 << 20) - 1)],
  ['a token of deep JSON', INSPECT, () => Buffer.from('['.repeat(300_000)).toString('base64url')],
  ['PEM without end', CHECK, () => '-----BEGIN CERTIFICATE-----\n'.repeat(35_000)],
  ['PEM of nothing', CHECK, () => '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n'.repeat(18_000)],
  [
    'rows nested without end',
    ['jwt', 'mint', '--from', 'file.yaml', '--key-env', 'KEY'],
    () => '- '.repeat(1 << 20),
  ],
  [
    'an inventory nested without end',
    ['rotate', 'plan', '--inventory', 'file.yaml'],
    () => '? '.repeat(5000),
  ],
  [
    'a manifest nested without end',
    ['config', 'show', '--manifest', 'file.yaml'],
    () => '{a: '.repeat(50_000),
  ],
  [
    'nodes nested line by line',
    ['certs', 'init', '--from', 'file.yaml'],
    () => Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''),
  ],
  [
    'a setting below 400 levels',
    ['config', 'set', 'service.host', 'x', '--file', 'file.yaml'],
    () => '? '.repeat(400),
  ],
  ['rows in one line', ['jwt', 'mint', '--from', 'file.yaml', '--key-env', 'KEY'], () => '['.repeat(8 << 20)],
  ['a registry in one line', ['jwt', 'list'], () => '{'.repeat(8 << 20)],
  ['a variable without end', ['config', 'show', '-e', 'file.yaml'], () => `A="${'b\n'.repeat(1 << 18)}`],
])('%s takes little memory and time: %j', (_title, argv, content) => {
  const cwd = temporaryDirectory({ 'file.yaml': content() })
  if (argv[1] === 'list') put(join(cwd, '.qdrant-auth/tokens.jsonl'), content(), 0o600)
  const { status, stderr, signal } = spawnSync(process.execPath, ['-e', MEASURED, '--', ...argv], {
    cwd,
    env: { PATH: process.env.PATH ?? '', KEY: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx' },
    encoding: 'utf8',
    timeout: 15_000,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 26,
  })
  expect({ signal, internal: stderr.includes('internal error') }).toEqual({ signal: null, internal: false })
  expect([0, 1, 2, 3]).toContain(status)
  const [, most, cpu] = /most (\d+) (\d+)/.exec(stderr) ?? []
  expect(Number(most)).toBeLessThan(MOST_KIB)
  expect(Number(cpu)).toBeLessThan(MOST_CPU_MS)
  // The longest thing that is said about a file is not the file.
  expect(stderr.length).toBeLessThan(100_000)
})
