import { QdrantAuthError } from '../errors.ts'
import type { JournalPhase, Rotation } from './journal.ts'
import { BEFORE } from './plan.ts'
import type { Settings } from './settings.ts'

/**
 * Turns a rotation round: what was begun is undone, then one phase after the other, each as safe as it was on the way there,
 * until the configs say again what they said before. Callers that have moved to the new key go back between: not before every
 * node takes the old key again, and before any of them lets go of the new one. Throws where that is at once, and nobody has
 * said that they did.
 */
export function turnBack(rotation: Rotation, callersBack: boolean): void {
  if (rotation.direction === 'back') return
  const way = wayBack(rotation)
  if (way[0]?.kind === 'callers') {
    if (!callersBack)
      throw new QdrantAuthError('not-accepted', 'callers have moved to the new key, and would be refused', {
        hints: [
          'when all of them use the old key again: qdrant-auth rotate abort --callers-back',
          'or finish it: qdrant-auth rotate next',
        ],
      })
    rotation.callersMovedAt = null
    way.shift()
  }
  for (const phase of rotation.phases) if (phase.state !== 'done') phase.state = 'undone'
  rotation.phases.push(...way)
  rotation.direction = 'back'
}

/** Where each phase came from, the last one first. */
function wayBack({ kind, phases }: Rotation): JournalPhase[] {
  const way: JournalPhase[] = []
  let before = BEFORE[kind]
  for (const phase of phases) {
    if (isTouched(phase)) {
      way.push(phaseBack(phase, before))
      before = phase.settings
    } else if (phase.kind === 'callers' && phase.state === 'done' && takesOld(phase.settings))
      way.push(callersBack(phase))
  }
  return way.reverse()
}

/** A node without a key takes whatever callers send, so they need not go back. */
const takesOld = (settings: Settings): boolean => Object.values(settings).includes('old')

/** A phase that has changed a config, or may have. */
const isTouched = ({ kind, state, nodes }: JournalPhase): boolean =>
  kind === 'restart' && (state === 'done' || Object.keys(nodes).length > 0)

const phaseBack = ({ title }: JournalPhase, settings: Settings): JournalPhase => ({
  kind: 'restart',
  settings,
  title: `back to what was before “${title}”`,
  reason: 'the rotation was given up; every step back is as safe as the step there was',
  state: 'pending',
  doneAt: null,
  nodes: {},
  evidence: [],
})

const callersBack = ({ settings }: JournalPhase): JournalPhase => ({
  kind: 'callers',
  settings,
  title: 'clients and whoever signs tokens move back to the old key',
  reason: 'every node takes both keys again; those that stay with the new key are refused after it',
  state: 'pending',
  doneAt: null,
  nodes: {},
  evidence: [],
})
