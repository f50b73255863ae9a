import { QdrantAuthError } from '../errors.ts'
import { unreachableHint } from '../server/rest.ts'
import type { ClusterNode } from './cluster.ts'
import { credentialsOf } from './credentials.ts'
import { type Evidence, evidenceOf, isAnswer } from './evidence.ts'
import type { JournalPhase } from './journal.ts'
import type { Settings } from './settings.ts'
import { together } from './together.ts'
import { save, type Work } from './work.ts'

/**
 * Asks nodes until all of them answer as the settings call for, at the longest for a few looks. One that does not runs with
 * another config than the one that `phase` wrote: the next run looks at its file again.
 */
export async function prove(
  work: Work,
  nodes: readonly ClusterNode[],
  settings: Settings,
  phase?: JournalPhase,
): Promise<Evidence[]> {
  const { rotation, secrets, cluster, hands, patience } = work
  const credentials = credentialsOf(rotation, secrets, hands)
  for (let look = 1; ; look++) {
    const answers = await together(nodes, (node) =>
      evidenceOf(node, credentials, settings, rotation.checksPeers.includes(node.name), cluster, hands),
    )
    const evidence = answers.flat()
    const wrong = evidence.find(({ asWanted }) => !asWanted)
    if (wrong === undefined) return evidence
    if (look < LOOKS) {
      await hands.sleep(patience.look)
      continue
    }
    for (const { node, asWanted } of evidence) {
      const state = phase?.nodes[node]
      if (!asWanted && state !== undefined) state.step = 'pending'
    }
    if (phase !== undefined) await save(work)
    throw unproved(wrong, evidence)
  }
}

/** A node that has just come up may still answer 503. */
const LOOKS = 4

function unproved(wrong: Evidence, evidence: readonly Evidence[]): QdrantAuthError {
  const others = evidence.filter(({ asWanted }) => !asWanted).length - 1
  const more = others > 0 ? `, and ${others} more` : ''
  const { node, probe, status } = wrong
  if (!isAnswer(status))
    return new QdrantAuthError('server-unreachable', `${node} cannot be asked: ${probe} → ${status}${more}`, {
      hints: [
        unreachableHint(status),
        'nothing more is changed until it answers; then: qdrant-auth rotate next, or qdrant-auth rotate abort',
      ],
    })
  return new QdrantAuthError(
    'not-proved',
    `${node} does not answer as it should: ${probe} → ${status}${more}`,
    {
      hints: [
        'does it run with another config than the one that was written? qdrant-auth config show says what it would read',
        'mend it and go on with qdrant-auth rotate next, or go back with qdrant-auth rotate abort',
      ],
    },
  )
}
