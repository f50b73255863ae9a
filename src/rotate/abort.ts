import { QdrantAuthError } from '../errors.ts'
import type { JournalPhase, Rotation } from './journal.ts'
import { BEFORE } from './plan.ts'
import type { Settings } from './settings.ts'

/**
 * Turns a rotation round: what was begun is undone, then one phase after the other, each as safe as it was on the way there,
 * until the configs say again what they said before. Throws where callers have moved to the new key, which would be refused.
 */
export function turnBack(rotation: Rotation, callersBack: boolean): void {
  if (rotation.direction === 'back') return
  if (rotation.callersMovedAt !== null && !callersBack)
    throw new QdrantAuthError('not-accepted', 'callers have moved to the new key, and would be refused', {
      hints: [
        'when all of them use the old key again: qdrant-auth rotate abort --callers-back',
        'or finish it: qdrant-auth rotate next',
      ],
    })
  const touched = rotation.phases.filter(isTouched)
  // Where each of them came from, the last one first.
  const ways = touched.map((phase, index) => ({
    from: phase,
    to: index === 0 ? BEFORE[rotation.kind] : (touched[index - 1] as JournalPhase).settings,
  }))
  for (const phase of rotation.phases) if (phase.state !== 'done') phase.state = 'undone'
  rotation.phases.push(...ways.reverse().map(({ from, to }) => phaseBack(from, to)))
  rotation.direction = 'back'
}

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
