import { accepts, type KeyState, knowsAlternate, type NodeFacts } from './keys.ts'
import { END, refusalIn, START, type Step, stepsBetween } from './path.ts'

/** A phase of a rotation as it is told and carried out. */
export interface Phase {
  kind: 'restart' | 'callers'
  /** What every node has in its config from this phase on. */
  keys: KeyState
  title: string
  /** Why it cannot be left out, or what it is for. */
  reason: string
}

export interface RotationPlan {
  phases: Phase[]
  /** What somebody loses on the way; empty where nobody does. */
  gaps: string[]
}

/** The phases from the old `api_key` to the new one, with the fewest restarts that are safe for these nodes. */
export function planRotation(nodes: readonly NodeFacts[]): RotationPlan {
  const steps = stepsBetween(nodes)
  return steps === undefined ? withGap(nodes) : { phases: phasesOf(steps, nodes), gaps: [] }
}

function phasesOf(steps: readonly Step[], nodes: readonly NodeFacts[]): Phase[] {
  let keys = START
  let callers: 'old' | 'new' = 'old'
  return steps.map((step): Phase => {
    if (step.kind === 'callers') {
      callers = 'new'
      return {
        kind: 'callers',
        keys,
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
      keys,
      title: titleOf(step.to),
      reason: without === undefined ? 'nobody uses the old key any more' : `without it ${without}`,
    }
  })
}

const CALLERS = 'clients and whoever signs tokens move to the new key'

const titleOf = ({ api, alt }: KeyState): string =>
  alt === undefined
    ? `api_key is the ${api} key, and nothing else`
    : `api_key is the ${api} key, alt_api_key the ${alt} one`

/**
 * A node that knows one key at a time: one restart, and between the first node and the last nobody has a key that all of
 * them take. With a second key on every node there is always a safe order.
 */
function withGap(nodes: readonly NodeFacts[]): RotationPlan {
  const without = nodes.filter((node) => !knowsAlternate(node))
  const names = without.map(({ name, version }) => `${name} (${version ?? 'version unknown'})`).join(', ')
  const reason = `alt_api_key needs 1.17, and there is none on ${names}`
  return {
    phases: [
      { kind: 'restart', keys: END, title: titleOf(END), reason },
      { kind: 'callers', keys: END, title: CALLERS, reason: 'at the same moment as the restarts' },
    ],
    gaps: [
      `callers are refused between the restart of a node and their own change of key: ${reason}`,
      'every token of the old key is refused from then on',
    ],
  }
}
