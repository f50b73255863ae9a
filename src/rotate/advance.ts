import { QdrantAuthError } from '../errors.ts'
import { compareVersions } from '../qdrant/versions.ts'
import { rfc3339 } from '../rfc3339.ts'
import { unreachableHint } from '../server/rest.ts'
import { shown } from '../shown.ts'
import type { ClusterNode } from './cluster.ts'
import { credentialsOf } from './credentials.ts'
import { type Evidence, evidenceOf, isAnswer } from './evidence.ts'
import { requirePermission } from './guards.ts'
import { currentPhase, type JournalPhase, type NodeState, type Rotation, settingsBefore } from './journal.ts'
import { processOf } from './process.ts'
import { type Depth, waitUntilReady } from './readiness.ts'
import { removeSecret } from './secret-files.ts'
import type { Secrets, Settings } from './settings.ts'
import { together } from './together.ts'
import { type Journaled, save, type Work } from './work.ts'
import { writeConfig } from './write-config.ts'

/** What stopped a rotation before it was at its end. */
export type Pause = { at: 'phase'; number: number } | { at: 'restart'; node: string } | undefined

/** Carries out the phase at hand. Every step looks first whether it was done already, so that it can be called again after any stop. */
export async function carryOut(work: Work, phase: JournalPhase): Promise<Pause> {
  const { rotation, cluster, hands } = work
  await requirePermission(work, phase)
  const number = rotation.phases.indexOf(phase) + 1
  await hands.say(`phase ${number} of ${rotation.phases.length}: ${phase.title}`)
  if (phase.state === 'pending') {
    await requireSameVersions(work)
    // On the way back some nodes are in the middle of what is undone.
    if (rotation.direction === 'forward') await prove(work, cluster.nodes, settingsBefore(rotation, phase))
    phase.state = 'running'
    await save(work)
  }
  if (phase.kind === 'callers')
    rotation.callersMovedAt = rotation.direction === 'back' ? null : rfc3339(hands.now())
  else {
    let isReady = false
    for (const { node, isDown } of await inOrder(work)) {
      if (phase.nodes[node.name]?.step === 'proved') continue
      if (!(await changeNode(work, phase, node, isReady || isDown))) return { at: 'restart', node: node.name }
      isReady = true
    }
  }
  phase.evidence = await prove(work, cluster.nodes, phase.settings, phase)
  phase.state = 'done'
  phase.doneAt = rfc3339(hands.now())
  await hands.say(
    `proved: ${phase.evidence.length} answers of ${cluster.nodes.length} node(s) are as they should be`,
  )
  if (currentPhase(rotation) === undefined) return finishRotation(work)
  await save(work)
  return undefined
}

/** On the way back a node that is down comes first: its restart takes nothing from anybody, and all others wait for it. */
async function inOrder({
  rotation,
  cluster,
  secrets,
  hands,
}: Work): Promise<{ node: ClusterNode; isDown: boolean }[]> {
  const found = await together(cluster.nodes, async (node) => ({
    node,
    isDown:
      rotation.direction === 'back' &&
      (await processOf(node, cluster, keysToAskWith(secrets), hands)).startup === undefined,
  }))
  return [...found.filter(({ isDown }) => isDown), ...found.filter(({ isDown }) => !isDown)]
}

/** The phases were planned for what the nodes knew then: an older server would not look at the second key. */
async function requireSameVersions({ rotation, cluster, secrets, hands }: Work): Promise<void> {
  const keys = keysToAskWith(secrets)
  const found = await together(cluster.nodes, async (node) => {
    const { version } = await processOf(node, cluster, keys, hands)
    return { name: node.name, version, planned: rotation.versions[node.name] ?? undefined }
  })
  const older = found.find(
    ({ version, planned }) =>
      version !== undefined && planned !== undefined && compareVersions(version, planned) < 0,
  )
  if (older === undefined) return
  throw new QdrantAuthError(
    'inventory-differs',
    `${older.name} runs ${older.version}, and ran ${older.planned} when this was planned`,
    { hints: ['bring it back to that version, or go back: qdrant-auth rotate abort'] },
  )
}

/** One node: config, restart, ready, proved. False where a person has to restart it. `isReady`: nothing is to be waited for before. */
async function changeNode(
  work: Work,
  phase: JournalPhase,
  node: ClusterNode,
  isReady: boolean,
): Promise<boolean> {
  const { rotation, secrets, cluster, consent, patience, hands } = work
  const state = phase.nodes[node.name] ?? { step: 'pending' }
  phase.nodes[node.name] = state
  const keys = keysToAskWith(secrets)
  const ready = () => waitUntilReady(cluster, keys, depthOf(rotation), patience, hands)
  if (state.step === 'pending') {
    if (!isReady) await ready()
    await writeConfig(node, phase.settings, secrets, rotation, () => save(work), consent.acceptChanges)
    state.startup = (await processOf(node, cluster, keys, hands)).startup ?? null
    state.step = 'written'
    await save(work)
  }
  if (state.step === 'written') {
    // The run that was interrupted here may have come to the restart, and a person may have done it.
    if (!(await wasRestarted(work, node, state.startup))) {
      if (node.restart === undefined) return false
      await restart(work, node)
    }
    state.step = 'restarted'
    await save(work)
  }
  await waitForRestart(work, state, node, ready)
  const evidence = await prove(work, [node], phase.settings, phase)
  phase.evidence = [...phase.evidence.filter((one) => one.node !== node.name), ...evidence]
  state.step = 'proved'
  await save(work)
  return true
}

async function restart(
  { cluster, patience, hands }: Work,
  { name, restart = [] }: ClusterNode,
): Promise<void> {
  await hands.say(`restarting ${name}`)
  const options = { cwd: cluster.base, without: hands.secretVariables, timeout: patience.restart }
  const hints = ['its config is written already; when it runs again: qdrant-auth rotate next']
  const code = await hands.execute(restart, options).catch((error) => {
    if (!(error instanceof QdrantAuthError) || error.code !== 'command-failed') throw error
    const message = `the restart of ${name} failed: ${error.message}`
    throw new QdrantAuthError(error.code, message, { hints, cause: error })
  })
  if (code === 0) return
  const message = `the restart of ${name} ended with ${code}: ${shown(restart[0] ?? '')}`
  throw new QdrantAuthError('command-failed', message, { hints })
}

async function wasRestarted(
  work: Work,
  node: ClusterNode,
  before: string | null | undefined,
): Promise<boolean> {
  const { startup } = await processOf(node, work.cluster, keysToAskWith(work.secrets), work.hands)
  // Where it was down before, only a person's restart is taken for one: a command can be run once more.
  const known = typeof before === 'string' || node.restart === undefined
  return startup !== undefined && known && startup !== before
}

/** Until another process answers and all is ready: a restart command that succeeds and restarts nothing is seen here. */
async function waitForRestart(
  work: Work,
  state: NodeState,
  node: ClusterNode,
  ready: () => Promise<void>,
): Promise<void> {
  const { patience, hands } = work
  const start = performance.now()
  for (;;) {
    // Asked first: it is the new process that has to be ready.
    const restarted = typeof state.startup !== 'string' || (await wasRestarted(work, node, state.startup))
    await ready()
    if (restarted) return
    if (performance.now() - start > Math.min(patience.ready, LAG_MS)) break
    await hands.sleep(patience.look)
  }
  state.step = 'written'
  await save(work)
  throw new QdrantAuthError(
    'not-proved',
    `${node.name} still runs since ${shown(state.startup ?? '')}: it was not restarted`,
    { hints: ['see to its restart command, or restart it by hand; then: qdrant-auth rotate next'] },
  )
}

/** Between the end of a restart command and the end of the old process. */
const LAG_MS = 10_000

/**
 * Asks nodes until all of them answer as the settings call for, at the longest for a few looks. One that does not runs with
 * another config than the one that `phase` wrote: the next run looks at its file again.
 */
async function prove(
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

/**
 * In an emergency nobody waits for replicas: the leaked key is still good until the last node has let it go. Nor on the way
 * back: nodes that check each other do not take each other's keys until the last one has the same.
 */
const depthOf = ({ kind }: Rotation): Depth => (kind === 'emergency' ? 'node' : 'cluster')

/** The new key first: from the middle on it is the one that stays. */
export const keysToAskWith = ({ new: next, old }: Secrets): string[] =>
  [next, old].filter((key) => key !== undefined)

/** Removes the keys that are of no use any more once the journal says that it is over; a run that was killed before is made good. */
export function tidy(directory: string, { state }: Rotation): void {
  if (state !== 'running') removeSecret(directory, 'old')
  if (state === 'aborted') removeSecret(directory, 'new')
}

/** The last thing: the journal says that it is over, and the key that is of no use any more is removed. */
export async function finishRotation(work: Journaled): Promise<undefined> {
  const { rotation, directory } = work
  rotation.state = rotation.direction === 'back' ? 'aborted' : 'done'
  await save(work)
  tidy(directory, rotation)
  return undefined
}
