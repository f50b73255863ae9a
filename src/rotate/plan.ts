import { accepts, type KeyState, knowsAlternate, type NodeFacts } from './keys.ts'
import { END, refusalIn, START, type Step, stepsBetween } from './path.ts'
import { ALTERNATE, API, INTERNAL, READ_ONLY, type SecretName, type Settings } from './settings.ts'

/** What is done to the keys of a cluster. Each is a plan of the same form. */
export type Kind = 'api-key' | 'emergency' | 'read-only' | 'enable-auth' | 'enable-internal-auth'

/** A phase of a rotation as it is told and carried out. */
export interface Phase {
  /** `restart`: every node gets the settings and is restarted. `callers`: people move clients to the new key. */
  kind: 'restart' | 'callers'
  /** What every node has in its config from this phase on. */
  settings: Settings
  title: string
  /** Why it cannot be left out, or what it is for. */
  reason: string
}

export interface RotationPlan {
  phases: Phase[]
  /** What somebody loses on the way; empty where nobody does. */
  gaps: string[]
}

/** What the configs say before the first phase. */
export const BEFORE: Record<Kind, Settings> = {
  'api-key': { [API]: 'old', [ALTERNATE]: null },
  emergency: { [API]: 'old', [ALTERNATE]: null },
  'read-only': { [READ_ONLY]: 'old' },
  'enable-auth': { [API]: null },
  'enable-internal-auth': { [INTERNAL]: null },
}

/** The phases of a kind for these nodes, with the fewest restarts that are safe. */
export function planOf(kind: Kind, nodes: readonly NodeFacts[]): RotationPlan {
  switch (kind) {
    case 'api-key':
      return planRotation(nodes)
    case 'emergency':
      return withGap('whoever has the old key is to lose it now')
    case 'read-only':
      return READ_ONLY_PLAN
    case 'enable-auth':
      return ENABLE_PLAN
    case 'enable-internal-auth':
      return INTERNAL_PLAN
  }
}

/** The phases from the old `api_key` to the new one, with the fewest restarts that are safe for these nodes. */
export function planRotation(nodes: readonly NodeFacts[]): RotationPlan {
  const steps = stepsBetween(nodes)
  if (steps !== undefined) return { phases: phasesOf(steps, nodes), gaps: [] }
  const without = nodes.filter((node) => !knowsAlternate(node))
  const names = without.map(({ name, version }) => `${name} (${version ?? 'version unknown'})`).join(', ')
  return withGap(`alt_api_key needs 1.17, and there is none on ${names}`)
}

function phasesOf(steps: readonly Step[], nodes: readonly NodeFacts[]): Phase[] {
  let keys = START
  let callers: SecretName = 'old'
  return steps.map((step): Phase => {
    if (step.kind === 'callers') {
      callers = 'new'
      return {
        kind: 'callers',
        settings: settingsOf(keys),
        title: CALLERS,
        reason: 'every node takes both keys now; tokens of the old key work until the last phase',
      }
    }
    // What goes wrong where this phase is left out says why it is here; callers would have moved before, if they could.
    const both = nodes.every((node) => accepts(keys, 'new', node))
    const without = refusalIn({ keys, callers: both ? 'new' : callers }, END, nodes)
    keys = step.to
    return {
      kind: 'restart',
      settings: settingsOf(keys),
      title: titleOf(step.to),
      reason: without === undefined ? 'nobody uses the old key any more' : `without it ${without}`,
    }
  })
}

const settingsOf = ({ api, alt }: KeyState): Settings => ({ [API]: api, [ALTERNATE]: alt ?? null })

const CALLERS = 'clients and whoever signs tokens move to the new key'

const titleOf = ({ api, alt }: KeyState): string =>
  alt === undefined
    ? `api_key is the ${api} key, and nothing else`
    : `api_key is the ${api} key, alt_api_key the ${alt} one`

/** One restart from one key to the other: between the first node and the last nobody has a key that all of them take. */
function withGap(reason: string): RotationPlan {
  return {
    phases: [
      { kind: 'restart', settings: settingsOf(END), title: titleOf(END), reason },
      {
        kind: 'callers',
        settings: settingsOf(END),
        title: CALLERS,
        reason: 'at the same moment as the restarts',
      },
    ],
    gaps: [
      `callers are refused between the restart of a node and their own change of key: ${reason}`,
      'every token of the old key is refused from then on',
    ],
  }
}

/** There is no second read-only key. */
const READ_ONLY_PLAN: RotationPlan = {
  phases: [
    {
      kind: 'restart',
      settings: { [READ_ONLY]: 'new' },
      title: 'read_only_api_key is the new key',
      reason: 'a node knows one read-only key at a time',
    },
    {
      kind: 'callers',
      settings: { [READ_ONLY]: 'new' },
      title: 'readers move to the new key',
      reason: 'at the same moment as the restarts',
    },
  ],
  gaps: [
    'readers with the old read-only key are refused by each node from its restart on; without a gap: give them a token that may read everything (jwt mint --access read) before',
  ],
}

/** A server without a key looks at none, so callers may send theirs before it is asked for. */
const ENABLE_PLAN: RotationPlan = {
  phases: [
    {
      kind: 'callers',
      settings: { [API]: null },
      title: 'every client sends the new key already',
      reason: 'a node without a key ignores what is sent; from its restart on it refuses who sends none',
    },
    {
      kind: 'restart',
      settings: { [API]: 'new' },
      title: 'api_key is the new key',
      reason: 'from here on nobody gets in without it',
    },
  ],
  gaps: [],
}

/** Since 1.18 every node shows its api_key to its peers, whether they ask for it or not. */
const INTERNAL_PLAN: RotationPlan = {
  phases: [
    {
      kind: 'restart',
      settings: { [INTERNAL]: true },
      title: 'nodes ask each other for the api_key',
      reason: 'every node shows it already, so nobody is refused on the way',
    },
  ],
  gaps: [],
}
