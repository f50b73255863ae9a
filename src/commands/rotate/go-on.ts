import type { Context } from '../../cli/context.ts'
import { type Note, type Report, sayNotes } from '../../cli/report.ts'
import { columns } from '../../cli/table.ts'
import { PAGE_WIDTH, wrap } from '../../cli/wrap.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { nameFrom } from '../../files/below.ts'
import { rfc3339 } from '../../rfc3339.ts'
import type { Pause } from '../../rotate/advance.ts'
import { carryOn, type Until } from '../../rotate/carry-on.ts'
import { openCluster } from '../../rotate/cluster.ts'
import { isWaitedFor, keyToMoveTo } from '../../rotate/guards.ts'
import type { Hands } from '../../rotate/hands.ts'
import { parseInventory } from '../../rotate/inventory.ts'
import { currentPhase, type JournalPhase, type Rotation } from '../../rotate/journal.ts'
import { clearLeftovers } from '../../rotate/leftovers.ts'
import { readSecrets, secretFile } from '../../rotate/secret-files.ts'
import { together } from '../../rotate/together.ts'
import { liveTokens, reissuedIn, reissueTokens } from '../../rotate/tokens.ts'
import { save, type Work } from '../../rotate/work.ts'
import { changesIn } from '../../rotate/write-config.ts'
import { shown } from '../../shown.ts'
import { type ConsentFlags, consentFrom } from './consent.ts'
import { type PatienceFlags, patienceFrom } from './hands.ts'
import { rotationReport } from './report.ts'

export type GoOnFlags = PatienceFlags & ConsentFlags

/** Carries a rotation on as far as `until`, asking before each phase unless `--yes` was said. Callers hold the lock. */
export async function goOn(
  rotation: Rotation,
  until: Until,
  flags: GoOnFlags,
  hands: Hands,
  context: Context,
  notes: Note[] = [],
): Promise<Report> {
  const work = await openWork(rotation, flags, hands, context)
  if (flags.dryRun === true) return dryRun(work, notes)
  const files = work.cluster.nodes.map(({ holder }) => holder.name).filter((name) => name.startsWith('/'))
  clearLeftovers(work.directory, files)
  // Said at once: what comes after it may fail.
  if (flags.reissue === true) await sayNotes(await reissue(work, context), context)
  const stopped = await carryOn(work, until, (phase) => agreed(phase, work, flags, context)).catch(
    (error: unknown) => {
      throw isInterruption(error, hands.signal) ? interrupted(error) : error
    },
  )
  return rotationReport(rotation, {
    notes: [...notes, ...(await after(stopped, work, context))],
    ...exitOf(stopped, until),
  })
}

/** The nodes and keys of a rotation, from its journal. */
async function openWork(rotation: Rotation, flags: GoOnFlags, hands: Hands, { cwd }: Context): Promise<Work> {
  const secrets = await readSecrets(cwd, rotation)
  const cluster = await openCluster(parseInventory(rotation.inventory), rotation, hands)
  return {
    directory: cwd,
    rotation,
    secrets,
    cluster,
    consent: consentFrom(flags),
    patience: patienceFrom(flags),
    hands,
  }
}

/** At a prompt, in a wait or in a call. */
const isInterruption = (error: unknown, { aborted }: AbortSignal): boolean =>
  aborted || (error instanceof QdrantAuthError && error.code === 'interrupted')

/** Ctrl-C reaches a restart command as well, which may have ended half-way. */
const interrupted = (cause: unknown): QdrantAuthError =>
  new QdrantAuthError('interrupted', 'interrupted: what was done until now is kept', {
    cause,
    hints: [
      'qdrant-auth rotate status says where it is',
      'qdrant-auth rotate next goes on from there, qdrant-auth rotate abort goes back',
    ],
  })

/** A script that wanted more than could be done is told so. */
const exitOf = (stopped: Pause, until: Until) =>
  stopped !== undefined && (stopped.at === 'restart' || until === 'end') ? { exitCode: EXIT.findings } : {}

async function agreed(
  phase: JournalPhase,
  work: Work,
  { yes }: GoOnFlags,
  context: Context,
): Promise<boolean> {
  if (yes === true || (phase.kind === 'callers' && !isWaitedFor(work.rotation, phase))) return true
  const changes = await phaseChanges(phase, work)
  await context.writeErr(`\n${changes}`)
  const question =
    phase.kind === 'callers'
      ? `Do all of them use the ${keyToMoveTo(work.rotation)} key now?`
      : 'Change these configs and restart the nodes one by one?'
  const answer = await context.answer('--yes', () =>
    context.io.prompter.confirm({ message: question, default: false }),
  )
  // Who says yes to the question whether callers have moved has said it.
  if (answer && phase.kind === 'callers') work.consent.callersMoved = true
  return answer
}

/** A phase in words: its title, its reason, and what it changes on each node. */
async function phaseChanges(phase: JournalPhase, work: Work): Promise<string> {
  const { rotation, cluster, secrets, directory } = work
  const number = rotation.phases.indexOf(phase) + 1
  const key = keyToMoveTo(rotation)
  const head = `Phase ${number} of ${rotation.phases.length}: ${phase.title}\n${wrap(phase.reason, PAGE_WIDTH, '  ')}`
  if (phase.kind === 'callers')
    return `${head}  the ${key} key: ${nameFrom(directory, secretFile(directory, key))}\n`
  const lines = await together(cluster.nodes, async (node) => {
    const changes = await changesIn(node, phase.settings, secrets, rotation.keys)
    const what = changes.length === 0 ? ['is so already'] : changes
    const how = node.restart === undefined ? 'restart it yourself' : shown(node.restart.join(' '))
    return `  ${node.name}  ${shown(node.holder.name)}\n${what.map((line) => `      ${line}\n`).join('')}      then: ${how}\n`
  })
  return head + lines.join('')
}

async function dryRun(work: Work, notes: Note[]): Promise<Report> {
  const phase = currentPhase(work.rotation)
  const changes = phase === undefined ? '' : await phaseChanges(phase, work)
  const said: Note = { level: 'plain', message: 'nothing was changed (--dry-run)' }
  // What is next is next only once this is done.
  return { ...rotationReport(work.rotation), text: changes, notes: [...notes, said] }
}

async function reissue(work: Work, context: Context): Promise<Note[]> {
  const { directory, rotation, secrets, hands } = work
  if (secrets.new === undefined || (rotation.kind !== 'api-key' && rotation.kind !== 'emergency'))
    throw new QdrantAuthError('usage', '--reissue is for a new api_key: nothing else signs tokens')
  if (rotation.direction === 'back')
    throw new QdrantAuthError('usage', '--reissue signs with the new key, and this rotation goes back')
  // Whoever holds one of them has yet to be given the new one: the old key is kept as long as for all other callers.
  const tokens = await liveTokens(directory, rotation.keys.old, hands.now())
  if (tokens.live.length > 0 && rotation.callersMovedAt !== null) {
    rotation.callersMovedAt = rfc3339(hands.now())
    await save(work)
  }
  const { files, left } = await reissueTokens(directory, tokens, secrets.new, hands)
  const folder = nameFrom(context.cwd, reissuedIn(directory))
  return [
    {
      level: 'plain',
      message:
        files.length === 0
          ? 'signed again: 0 token(s)'
          : `signed again: ${files.length} token(s), in ${folder}\n${columns(
              files.map(({ name, file }) => [`  ${shown(name)}`, nameFrom(context.cwd, file)]),
            ).trimEnd()}`,
    },
    ...left.map(
      ({ name, reason }): Note => ({
        level: 'warning',
        message: `${shown(name)} is not signed again: ${reason}`,
      }),
    ),
  ]
}

async function after(
  stopped: Pause,
  { rotation, directory, hands }: Work,
  { cwd }: Context,
): Promise<Note[]> {
  const key = keyToMoveTo(rotation)
  const file = nameFrom(cwd, secretFile(directory, key))
  const plain = (message: string): Note => ({ level: 'plain', message })
  if (stopped?.at === 'restart')
    return [plain(`${stopped.node} has its new config: restart it now, then go on`)]
  if (rotation.state === 'done' && rotation.keys.new !== null)
    return [
      plain(`done: every node takes the new key and nothing else of this rotation;\nit is kept in ${file}`),
    ]
  if (rotation.state === 'aborted') return [plain('undone: every node has the config it had before')]
  const phase = currentPhase(rotation)
  if (phase?.kind !== 'callers') return []
  const given = plain(`give clients and token issuers the ${key} key: ${file}`)
  if (rotation.kind !== 'api-key' || rotation.direction === 'back') return [given]
  // Told here, and not when the old key is to go: tokens that are signed again have a soak time of their own.
  const { live } = await liveTokens(directory, rotation.keys.old, hands.now())
  return live.length === 0
    ? [given]
    : [given, plain(`sign the ${live.length} live token(s) of the old key again: --reissue`)]
}
