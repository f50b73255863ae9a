import { carryOut, type Pause } from './advance.ts'
import { finishRotation } from './finish.ts'
import { requirePermission } from './guards.ts'
import { currentPhase, type JournalPhase } from './journal.ts'
import type { Work } from './work.ts'

/** How far a rotation is to go in one call: one phase, up to a number, or to the end. */
export type Until = 'next' | 'end' | number

/**
 * Carries out phases until it is far enough, a person has to restart a node, or `agreed` says no to one. Throws where something
 * is in the way; everything up to there is in the journal.
 */
export async function carryOn(
  work: Work,
  until: Until,
  agreed: (phase: JournalPhase) => Promise<boolean>,
): Promise<Pause> {
  const { rotation, hands } = work
  for (let done = 0; ; done++) {
    const phase = currentPhase(rotation)
    // A run that was killed may have come to the end, and not to saying so.
    if (phase === undefined) return rotation.state === 'running' ? finishRotation(work) : undefined
    const number = rotation.phases.indexOf(phase) + 1
    const enough = until === 'next' ? done > 0 : until !== 'end' && number > until
    if (!enough && phase.kind === 'restart') await requirePermission(work, phase)
    if (enough || !(await agreed(phase))) return { at: 'phase', number }
    hands.signal.throwIfAborted()
    const stopped = await carryOut(work, phase)
    if (stopped !== undefined) return stopped
  }
}
