import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeAll } from '../reference/tree.ts'
import { Prepared } from './prepared.ts'

let world: Prepared
beforeAll(() => {
  world = new Prepared()
}, 120_000)

const all = await describeAll()
const verbs = all.filter(({ examples }) => examples.length > 0)

/** Commands that make what is prepared for the others. */
const FROM_NOTHING = ['init', 'config init', 'certs init', 'keygen']

/** Nothing listens at port 1: a command that asks a server gets as far as the connection, and says that nobody answered. */
const UNREACHABLE = 4
const atNobody = (text: string) => text.replace(/\/\/[\w.-]+:633[0-9]\b/g, '//localhost:1')

interface Otherwise {
  codes: readonly number[]
  why: string
}

/** Examples, or all of a command, that do not end with 0 here. */
const OTHERWISE: Record<string, Otherwise> = {
  'qdrant-auth rotate plan --inventory qdrant-auth.yaml --json': {
    codes: [1, UNREACHABLE],
    why: 'the nodes are not there, so their versions are not known',
  },
  'qdrant-auth snippet curl --jwt --secret-file tokens/read.jwt | sh': {
    codes: [7, 60],
    why: 'curl reaches nobody',
  },
  doctor: { codes: [UNREACHABLE, 1], why: 'a server is asked: nobody answers here' },
  'audit tail': { codes: [124, 130], why: 'it follows the log until it is stopped' },
  ...Object.fromEntries(
    ['', ' start', ' next', ' status', ' abort', ' read-only', ' enable-auth', ' enable-internal-auth'].map(
      (verb) => [
        `rotate${verb}`,
        { codes: [1, 2, 3, UNREACHABLE], why: 'a rotation needs a cluster: test/rotate has a stand-in' },
      ],
    ),
  ),
}

/** What has to be done before. */
const BEFORE: Record<string, string> = {
  'qdrant-auth certs rotate-ca --restarted': 'qdrant-auth certs rotate-ca',
}

function otherwise(path: string, example: string): Otherwise | undefined {
  const own = OTHERWISE[example] ?? OTHERWISE[path]
  if (own !== undefined) return own
  const asks = /\b(?:https?|grpcs?):\/\/[\w.-]+:\d|--url\b/.test(example)
  return asks && path !== 'snippet'
    ? { codes: [UNREACHABLE], why: 'a server is asked: nobody answers here' }
    : undefined
}

const missingIn = (text: string) =>
  ['jq', 'curl', 'zcat'].filter(
    (program) =>
      new RegExp(`\\b${program} `).test(text) &&
      spawnSync('which', [program], { stdio: 'ignore' }).status !== 0,
  )

/** What follows a log is interrupted, as with Ctrl-C. */
const stopped = (text: string) => `timeout -s INT 3 ${text}`

describe.each(verbs)('$path', ({ path, examples }) => {
  for (const example of examples) {
    const missing = missingIn(example)
    const other = otherwise(path, example)
    const told = [
      example.replace(/\\\n */g, ''),
      ...(other === undefined ? [] : [`(${other.why})`]),
      ...(missing.length === 0 ? [] : [`(${missing.join(', ')} is missing)`]),
    ]
    test.skipIf(missing.length > 0)(
      told.join(' '),
      () => {
        const directory = world.directory(FROM_NOTHING.includes(path))
        const before = BEFORE[example]
        if (before !== undefined) expect(world.shell(before, directory)).toMatchObject({ code: 0 })
        const { code, stderr } = world.shell(
          path === 'audit tail' ? stopped(example) : atNobody(example),
          directory,
        )
        expect(other?.codes ?? [0], stderr).toContain(code)
        // Whatever else was missing here, the command line itself is right.
        expect(stderr).not.toMatch(
          /unknown (?:option|command)|is invalid|missing required|too many arguments/,
        )
      },
      60_000,
    )
  }
})

test('only examples and commands that there are have an answer or a step before of their own', () => {
  const known = [...verbs.flatMap(({ examples }) => examples), ...all.map(({ path }) => path)]
  // Those of commands that are built elsewhere at this time are known when they are there.
  const isAwaited = (text: string) => {
    const [first = ''] = text.replace('qdrant-auth ', '').split(' ')
    return !all.some(({ path }) => path === first) || first === 'rotate'
  }
  const named = [...Object.keys(OTHERWISE), ...Object.keys(BEFORE)]
  expect(named.filter((text) => !known.includes(text) && !isAwaited(text))).toEqual([])
})
