import { describe, expect, test } from 'vitest'
import { accepts, type KeyState, type NodeFacts } from '../../src/rotate/keys.ts'
import { refusalIn, START } from '../../src/rotate/path.ts'
import { planRotation } from '../../src/rotate/plan.ts'
import { recording } from '../conformance/recordings.ts'

interface Story {
  recipe: string
  nodes: number
  enforce_internal_auth: boolean
  phases: { phase: string; answers: Record<string, number | string> }[]
  peerRefusalsInLogs: Record<string, number>
}

const { stories } = recording<{ stories: Story[] }>('rotation')

const nodesOf = (
  count: number,
  enforces: boolean | undefined,
  version: string | undefined = '1.19.0',
): NodeFacts[] => Array.from({ length: count }, (_, index) => ({ name: `n${index + 1}`, version, enforces }))

/** What the phases of the recording set, by their titles. */
const KEYS: Record<string, KeyState> = {
  'control: restart, same key': START,
  'roll 1: alt_api_key = new': { api: 'old', alt: 'new' },
  'roll 2: api_key = new, alternate removed': { api: 'new', alt: undefined },
  'roll 2: api_key = new, alt_api_key = old': { api: 'new', alt: 'old' },
  'roll 3: alternate removed': { api: 'new', alt: undefined },
  'one roll: api_key = new': { api: 'new', alt: undefined },
}
const keysIn = (title: string): KeyState => {
  const keys = KEYS[title]
  if (keys === undefined) throw new Error(`the recording has a phase nobody knows: ${title}`)
  return keys
}

describe.each(
  stories.map((story) => [story.recipe, story.nodes, story.enforce_internal_auth, story] as const),
)(
  'recorded: %s, %i nodes, enforce_internal_auth %s',
  (_, count, enforces, { phases, peerRefusalsInLogs }) => {
    const nodes = nodesOf(count, enforces)
    const [node] = nodes as [NodeFacts]

    test.each(phases.map(({ phase, answers }) => [phase, answers] as const))(
      '%s: who is let in',
      (phase, answers) => {
        for (const key of ['old', 'new'] as const) {
          const lets = accepts(keysIn(phase), key, node)
          expect([key, answers[`${key} key`] === 200, answers[`token of ${key} key`] === 200]).toEqual([
            key,
            lets,
            lets,
          ])
        }
      },
    )

    test('peers refuse each other exactly where the model says so', () => {
      let keys = START
      const refusals = phases.flatMap(({ phase }) => {
        const to = keysIn(phase)
        // Callers have moved as soon as they can.
        const callers = accepts(to, 'old', node) ? 'old' : 'new'
        const refusal = refusalIn({ keys, callers }, to, nodes)
        keys = to
        return refusal === undefined ? [] : [refusal]
      })
      expect(refusals.length > 0).toBe(Object.keys(peerRefusalsInLogs).length > 0)
    })
  },
)

const restarts = (nodes: NodeFacts[]) =>
  planRotation(nodes)
    .phases.filter(({ kind }) => kind === 'restart')
    .map(({ settings }) => settings)

const settingsIn = (title: string) => {
  const { api, alt } = keysIn(title)
  return { 'service.api_key': api, 'service.alt_api_key': alt ?? null }
}

const TWO = ['roll 1: alt_api_key = new', 'roll 2: api_key = new, alternate removed'].map(settingsIn)
const THREE = [
  'roll 1: alt_api_key = new',
  'roll 2: api_key = new, alt_api_key = old',
  'roll 3: alternate removed',
].map(settingsIn)

test.each([
  ['a single node', nodesOf(1, false), TWO],
  ['a single node that would check its peers', nodesOf(1, true), TWO],
  ['a cluster that does not check itself', nodesOf(3, false), TWO],
  ['a cluster that does', nodesOf(3, true), THREE],
  ['a cluster of which nobody knows', nodesOf(3, undefined), THREE],
  [
    'one node of three checks',
    [...nodesOf(2, false), { name: 'n3', version: '1.19.0', enforces: true }],
    THREE,
  ],
  ['before 1.18 the setting does nothing', nodesOf(3, true, '1.17.1'), TWO],
  [
    'a cluster on its way from 1.17 to 1.18',
    [...nodesOf(2, true, '1.17.1'), ...nodesOf(1, true, '1.18.0')],
    TWO,
  ],
])('%s: as few restarts as are safe', (_, nodes, expected) => {
  expect(restarts(nodes)).toEqual(expected)
  expect(planRotation(nodes).gaps).toEqual([])
})

test('callers move once every node takes both keys, and before the old one goes', () => {
  expect(planRotation(nodesOf(3, true)).phases).toEqual([
    {
      kind: 'restart',
      settings: { 'service.api_key': 'old', 'service.alt_api_key': 'new' },
      title: 'api_key is the old key, alt_api_key the new one',
      reason: 'without it n1 would refuse the old key, which is still in use',
    },
    {
      kind: 'restart',
      settings: { 'service.api_key': 'new', 'service.alt_api_key': 'old' },
      title: 'api_key is the new key, alt_api_key the old one',
      reason:
        'without it n2 would show the old key to n1, which checks its peers and does not take it after its restart',
    },
    expect.objectContaining({
      kind: 'callers',
      settings: { 'service.api_key': 'new', 'service.alt_api_key': 'old' },
    }),
    {
      kind: 'restart',
      settings: { 'service.api_key': 'new', 'service.alt_api_key': null },
      title: 'api_key is the new key, and nothing else',
      reason: 'nobody uses the old key any more',
    },
  ])
})

test.each([
  ['1.16.3', /alt_api_key needs 1\.17, and there is none on old-one \(1\.16\.3\)/],
  [undefined, /none on old-one \(version unknown\)/],
])('version %s has no second key: one restart, and the gap is said', (version, words) => {
  const nodes = [...nodesOf(2, false), { name: 'old-one', version, enforces: false }]
  const { phases, gaps } = planRotation(nodes)
  expect(phases.map(({ kind }) => kind)).toEqual(['restart', 'callers'])
  expect(gaps.join('\n')).toMatch(words)
})
