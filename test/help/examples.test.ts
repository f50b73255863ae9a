import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeAll } from '../reference/tree.ts'
import { Prepared } from './prepared.ts'

let world: Prepared
beforeAll(() => {
  world = new Prepared()
}, 120_000)

/** Commands that make what is prepared for the others. */
const FROM_NOTHING = ['init', 'config init', 'certs init', 'keygen']

/** Nothing listens at port 1: a command that asks a server gets as far as the connection, and says that nobody answered. */
const NOBODY = 1
const UNREACHABLE = 4
const asksServer = (text: string) => /\b(?:https?|grpcs?):\/\/|--url\b/.test(text)
const atNobody = (text: string) => text.replace(/:633[0-9]\b/g, `:${NOBODY}`)

/** Examples whose answer is "no", and why. */
const NO: Record<string, string> = {
  'qdrant-auth rotate plan --inventory qdrant-auth.yaml --json': 'the versions of the nodes are not known',
}

/** What has to be done before. */
const BEFORE: Record<string, string> = {
  'qdrant-auth certs rotate-ca --restarted': 'qdrant-auth certs rotate-ca',
}

const missingIn = (text: string) =>
  ['jq', 'sed', 'curl'].filter(
    (program) =>
      new RegExp(`\\b${program} `).test(text) &&
      spawnSync('which', [program], { stdio: 'ignore' }).status !== 0,
  )

const verbs = (await describeAll()).filter(({ examples }) => examples.length > 0)

describe.each(verbs)('$path', ({ path, examples }) => {
  for (const example of examples) {
    const missing = missingIn(example)
    const without = missing.length === 0 ? '' : ` (${missing.join(', ')} is missing)`
    const server = asksServer(example) ? ' (a server is asked: nobody answers here)' : ''
    test.skipIf(missing.length > 0)(
      `${example.replace(/\\\n */g, '')}${server}${without}`,
      () => {
        const directory = world.directory(FROM_NOTHING.includes(path))
        const before = BEFORE[example]
        if (before !== undefined) expect(world.shell(before, directory)).toMatchObject({ code: 0 })
        const { code, stderr } = world.shell(atNobody(example), directory)
        const expected = server !== '' ? [UNREACHABLE] : NO[example] === undefined ? [0] : [1]
        expect(expected, stderr).toContain(code)
      },
      60_000,
    )
  }
})

test('only examples that there are have an answer or a step before of their own', () => {
  const all = verbs.flatMap(({ examples }) => examples)
  expect([...Object.keys(NO), ...Object.keys(BEFORE)].filter((text) => !all.includes(text))).toEqual([])
})
