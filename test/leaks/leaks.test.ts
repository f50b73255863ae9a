import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tree } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { runsOf, timeoutOf } from '../support/runs.ts'
import { commandLines, VERBS } from './command-lines.ts'
import { leakIn, secretOf } from './secret.ts'
import { type LeakWorld, leakWorld } from './world.ts'

const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

const random = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(38)), (byte) => LETTERS[byte % LETTERS.length]).join('')

/** Keys of the shapes that people have, and that readers of YAML, JSON, URLs and env files trip over. */
const SHAPES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => Buffer.from(text).toString('hex').slice(0, 64),
  (text) => [...text].map((one) => one.charCodeAt(0) % 10).join(''),
  (text) => `${text.slice(0, 7)}: #${text.slice(7)}`,
  (text) => `${text.slice(0, 18)}"'{%41 $HOME \\${text.slice(18)}`,
  (text) => `*${text}`,
  (text) => `- ${text}`,
  (text) => `${text.slice(0, 20)}é✓${text.slice(20)}`,
]

/** What is given where no file and no choice is asked for. */
const WORDS = [
  ...['read', 'manage', 'docs', 'docs=read', 'docs=write', '*=read', 'docs:id=1', 'ci', 'a', 'localhost'],
  ...['30d', '0s', 'never', '2027-01-01T00:00:00Z', '1.19.0', '9.9.9', '3', '-1', '1e3', '', '10.0.0.1'],
  ...['service.api_key', 'api_key', 'service.apikey', 'service.http_port', 'true', 'config/unknown-key'],
  ...['GET /collections', 'PUT /collections/docs/points', 'qdrant.Points/Upsert', 'upsert_points', 'exp'],
]

const base = mkdtempSync(join(tmpdir(), 'qdrant-auth-leaks-'))
const worlds: { directory: string; world: LeakWorld }[] = []
/** A server that says back whatever it was sent. */
let echo: Server
let url = ''

beforeAll(async () => {
  for (const [index, shape] of SHAPES.entries()) {
    const directory = join(base, `world-${index}`)
    const keys = { api: shape(random()), alt: shape(random()), passphrase: random() }
    worlds.push({ directory, world: await leakWorld(directory, keys) })
  }
  let asked = 0
  echo = createServer((request, response) => {
    const headers = JSON.stringify(request.headers)
    const printable = headers.replace(/[^\x20-\x7e]/g, '?')
    response.writeHead([401, 500, 200, 403, 404][asked++ % 5] ?? 200, printable, { 'x-said': printable })
    response.end(JSON.stringify({ status: { error: headers }, result: { collections: [{ name: headers }] } }))
  })
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`
})

afterAll(() => {
  echo.close()
  rmSync(base, { recursive: true, force: true })
})

/** Flags that ask for a secret to be shown. */
const ASKED_FOR = ['--show-secrets']

/** Private files are where secrets live; what the tool keeps for itself holds none. */
const mayHold = (name: string, mode: string): boolean =>
  /^0[46]00 /.test(mode) && !/(^|\/)\.qdrant-auth\/|\.tmp$/.test(name)

/** Where one call gives a secret away. */
async function leakOf(
  argv: readonly string[],
  { directory, world }: (typeof worlds)[number],
  { stdin, tty }: { stdin: string; tty: boolean },
): Promise<string | undefined> {
  const { secrets, env } = world
  const cwd = mkdtempSync(join(base, 'run-'))
  cpSync(directory, cwd, { recursive: true })
  const before = tree(cwd)
  const made: string[] = []
  const children: string[] = []
  // What a library says goes to stderr past our streams.
  const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const outcome = await run(argv, {
    cwd,
    env,
    tty,
    stdin: readFileSync(join(directory, stdin)),
    random: (count) => {
      const bytes = crypto.getRandomValues(new Uint8Array(count))
      if (count >= 24) made.push(Buffer.from(bytes).toString('base64url'))
      return bytes
    },
    prompter: {
      input: async () => 'manage',
      confirm: async () => true,
      select: async ({ choices }) => choices[0]?.value ?? never(),
      password: async () => readFileSync(join(directory, 'api.key'), 'utf8').trimEnd(),
    },
    execute: async (child, { without }) => {
      const left = Object.entries(env).filter(([name]) => !without.includes(name))
      children.push(JSON.stringify([child, argv.includes('PASSPHRASE') ? left : []]))
      return 0
    },
  })
  const warned = warnings.mock.calls.map(([warning]) => String(warning)).join('\n')
  warnings.mockRestore()
  const after = tree(cwd)
  rmSync(cwd, { recursive: true })
  const isKeygen = argv[0] === 'keygen'
  const all = isKeygen ? secrets : [...secrets, ...made.map((text) => secretOf('new key', text))]
  const changed = Object.entries(after).filter(
    ([name, text]) => before[name] !== text && !mayHold(name, text),
  )
  const places = [
    ['stderr', outcome.stderr],
    ['a warning of a library', warned],
    ...(argv.some((one) => ASKED_FOR.includes(one)) ? [] : [['stdout', outcome.stdout]]),
    ...changed,
    ...children.map((text) => ['a child', text]),
  ] as const
  for (const [place = '', text = ''] of places) {
    const leak = leakIn(text, all)
    if (leak !== undefined) return `${leak} on ${place}:\n${text}`
  }
  return undefined
}

const never = (): never => {
  throw new TypeError('nothing to choose from')
}

test.each(VERBS.map((verb) => [verb.words.join(' '), verb] as const))(
  '%s gives no secret away, whatever it is given',
  async (_words, verb) => {
    const [{ world } = never()] = worlds
    const lines = await commandLines(verb, {
      paths: world.paths,
      variables: [...Object.keys(world.env), 'NONE'],
      urls: [url, 'http://127.0.0.1:1', 'https://127.0.0.1:1', 'nonsense'],
      words: WORDS,
    })
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.constantFrom(...worlds.keys()),
        fc.constantFrom('api.key', 'token', 'two-lines.key', 'torn/config/config.yaml'),
        fc.boolean(),
        async (argv, index, stdin, tty) => {
          expect(await leakOf(argv, worlds[index] ?? never(), { stdin, tty })).toBeUndefined()
        },
      ),
      runsOf(20),
    )
  },
  timeoutOf(60_000),
)
