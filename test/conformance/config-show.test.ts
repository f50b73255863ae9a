import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { decide } from '../../src/qdrant/token/decide.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { recording } from './recordings.ts'

/*
 * The recorded starts once more, this time as a user sees them: files on a real disk, `config show` on the command line.
 * Compared: whether the server starts, whether it asks for a key, and which of the candidate keys it takes as which.
 * Left to `config.test.ts`: cases with other users and modes, and variables that are no text.
 */

interface Recorded {
  starts: boolean
  keys?: { key: string; rest: string; jwt?: string }[]
}

type RecordedFile = string | { base64?: string; fixture?: string; symlink?: string; dir?: true }

interface Case {
  name: string
  group: string
  files: Record<string, RecordedFile>
  modes?: object
  runAs?: string
  env: Record<string, string | object>
  envOrder?: string[]
  args: string[]
  result?: Recorded
  outcomes?: Recorded[]
}

const { fixtures, cases } = recording<{ fixtures: Record<string, string>; cases: Case[] }>('config')

/** Lone surrogates stand for bytes that are no UTF-8. */
const bytes = (text: string): Buffer =>
  Buffer.concat(
    [...text].map((one) =>
      /^[\udc80-\udcff]$/.test(one) ? Buffer.from([one.charCodeAt(0) - 0xdc00]) : Buffer.from(one),
    ),
  )

function place(directory: string, name: string, file: RecordedFile): void {
  const path = join(directory, name)
  mkdirSync(dirname(path), { recursive: true })
  if (typeof file === 'string') writeFileSync(path, bytes(file))
  else if (file.symlink !== undefined) symlinkSync(file.symlink, path)
  else if (file.dir) mkdirSync(path, { recursive: true })
  else
    writeFileSync(
      path,
      file.base64 === undefined ? (fixtures[file.fixture ?? ''] ?? '') : Buffer.from(file.base64, 'base64'),
    )
}

const judged = cases.filter(
  ({ modes, runAs, env, args }) =>
    modes === undefined &&
    runAs === undefined &&
    Object.values(env).every((value) => typeof value === 'string') &&
    !args.some((text) => text === '--config'),
)

test('nearly all are judged', () => {
  expect(cases.length - judged.length).toBeLessThan(25)
})

test.each(judged.map((one) => [`${one.group}: ${one.name}`, one] as const))('%s', async (_name, one) => {
  const cwd = temporaryDirectory()
  for (const [name, file] of Object.entries(one.files)) place(cwd, name, file)
  const text = (value: string) => value.replaceAll('$DIR', cwd)
  const env = Object.fromEntries(
    (one.envOrder ?? Object.keys(one.env)).map((name) => [name, text(String(one.env[name]))]),
  )
  const argv = [
    'config',
    'show',
    '.',
    '--environment',
    '--show-secrets',
    '--json',
    '--',
    ...one.args.map(text),
  ]
  const { stdout } = await run(argv, { cwd, env })
  const shown = JSON.parse(stdout)
  const { result = one.outcomes?.[0], outcomes = [] } = one
  // Where the order of variables was not recorded there is one outcome, and the order given here decides.
  if (outcomes.length > 1) {
    expect(shown.undecided).toBe(true)
    return
  }
  expect(shown.starts, shown.startError).toBe(result?.starts)
  const { apiKey, altApiKey, readOnlyApiKey, jwt: jwtRbac } = shown.auth
  const settings = {
    apiKey: apiKey ?? undefined,
    altApiKey: altApiKey ?? undefined,
    readOnlyApiKey: readOnlyApiKey ?? undefined,
    jwtRbac,
  }
  for (const { key, rest } of result?.keys ?? []) {
    const request = { headers: [['api-key', key]], transport: 'rest', now: 0, version: '1.19.0' } as const
    const { access, accepted } = decide(settings, request)
    const kind = shown.auth.enabled
      ? accepted
        ? access === 'manage'
          ? 'full'
          : 'read'
        : 'refused'
      : 'open'
    if (rest !== 'unsendable') expect(kind, key).toBe(rest.split(' ')[0])
  }
})
