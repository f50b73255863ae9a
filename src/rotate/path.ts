import { accepts, checksPeers, type KeyState, type NodeFacts, shownToPeers } from './keys.ts'
import type { SecretName } from './settings.ts'

/** One step: every node gets these keys and is restarted, one after the other; or whoever calls moves to the new key. */
export type Step = { kind: 'restart'; to: KeyState } | { kind: 'callers' }

/** How things stand between two steps. */
interface Situation {
  keys: KeyState
  callers: SecretName
}

export const START: KeyState = { api: 'old', alt: undefined }
export const END: KeyState = { api: 'new', alt: undefined }

/** Everything a config may say, in the order in which it is tried: the old key stays in its place as long as it can. */
const STATES: readonly KeyState[] = [{ api: 'old', alt: 'new' }, { api: 'new', alt: 'old' }, END]

/**
 * The steps with the fewest restarts from the old key alone to the new key alone in which nobody is ever refused, however
 * slowly the nodes restart; undefined where there are none.
 */
export function stepsBetween(nodes: readonly NodeFacts[]): Step[] | undefined {
  const seen = new Set<string>()
  let round: { at: Situation; steps: Step[] }[] = [{ at: { keys: START, callers: 'old' }, steps: [] }]
  // There are six situations, so no way is longer.
  for (let restarts = 0; restarts < 6; restarts++) {
    const reached = round.flatMap((one) => [one, ...withCallersMoved(one, nodes)])
    const found = reached.find(({ at }) => sameKeys(at.keys, END) && at.callers === 'new')
    if (found !== undefined) return found.steps
    round = reached.flatMap(({ at, steps }) =>
      STATES.filter((to) => refusalIn(at, to, nodes) === undefined).flatMap((to) => {
        const id = `${to.api} ${to.alt} ${at.callers}`
        if (seen.has(id)) return []
        seen.add(id)
        return [
          { at: { keys: to, callers: at.callers }, steps: [...steps, { kind: 'restart' as const, to }] },
        ]
      }),
    )
  }
  return undefined
}

/** They move one by one, so for a while both keys are in use. */
function withCallersMoved(
  { at, steps }: { at: Situation; steps: Step[] },
  nodes: readonly NodeFacts[],
): { at: Situation; steps: Step[] }[] {
  const both = nodes.every((node) => accepts(at.keys, 'old', node) && accepts(at.keys, 'new', node))
  if (at.callers === 'new' || !both) return []
  return [{ at: { ...at, callers: 'new' }, steps: [...steps, { kind: 'callers' }] }]
}

/** Who would refuse whom while the nodes go over to other keys one by one, in a sentence; undefined where nobody would. */
export function refusalIn(
  { keys, callers }: Situation,
  to: KeyState,
  nodes: readonly NodeFacts[],
): string | undefined {
  const deaf = nodes.find((node) => !accepts(to, callers, node))
  if (deaf !== undefined) return `${deaf.name} would refuse the ${callers} key, which is still in use`
  for (const receiver of nodes.filter(checksPeers))
    for (const sender of nodes)
      for (const [sends, receives] of [
        [keys, to],
        [to, keys],
      ] as const) {
        const key = shownToPeers(sends, sender)
        if (sender === receiver || key === undefined || accepts(receives, key, receiver)) continue
        const when = receives === keys ? 'before its restart' : 'after its restart'
        return `${sender.name} would show the ${key} key to ${receiver.name}, which checks its peers and does not take it ${when}`
      }
  return undefined
}

const sameKeys = (a: KeyState, b: KeyState): boolean => a.api === b.api && a.alt === b.alt
