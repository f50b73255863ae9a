import { Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { finish } from '../../cli/verb.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { withLock } from '../../files/lock.ts'
import { generateKey } from '../../keys/generate.ts'
import { openCluster } from '../../rotate/cluster.ts'
import { readRotation, writeRotation } from '../../rotate/journal.ts'
import { clearLeftovers } from '../../rotate/leftovers.ts'
import type { Kind } from '../../rotate/plan.ts'
import { writeSecrets } from '../../rotate/secret-files.ts'
import { type Begun, prepareRotation } from '../../rotate/start.ts'
import { surveyOf } from '../../rotate/survey.ts'
import { type ConsentFlags, untilFrom, withConsent } from './consent.ts'
import { goOn } from './go-on.ts'
import { handsFrom, type PatienceFlags, upToDays, withPatience } from './hands.ts'
import { type NodesFlags, nodesFrom, withNodes } from './nodes-flags.ts'
import { rotationReport } from './report.ts'

export interface BeginFlags extends NodesFlags, PatienceFlags, ConsentFlags {
  keyFile?: string
  keyEnv?: string
  soak: number
  emergency?: true
  withGap?: true
}

/** Time in which a client that still uses the old key shows up before it is refused. */
const SOAK_SECONDS = 3600

/** The flags of every verb that begins a rotation of some kind. */
export function beginCommand(name: string, takesKey: boolean): Command {
  const command = withPatience(withConsent(withNodes(new Command(name))))
  command.option('--allow-plaintext', 'let keys cross a network without TLS')
  if (!takesKey) return command
  return command
    .option('--key-file <file>', 'file with the new key (a random one is made)')
    .option('--key-env <name>', 'environment variable with it')
}

/** Seconds between the moving of callers and the end of the old key. */
export const withSoak = (command: Command): Command =>
  command.addOption(
    new Option('--soak <duration>', 'keep the old key for so long after callers moved')
      // Beyond what is sensible, and far from the end of what a date can hold.
      .argParser(upToDays(3650))
      .default(SOAK_SECONDS, '1h'),
  )

export const beginAction =
  (kind: Kind, context: Context) =>
  (flags: BeginFlags): Promise<void> =>
    finish(context, () => begin(flags.emergency === true ? 'emergency' : kind, flags, context))

/** Looks at everything, makes the journal, and goes as far as it is told. */
export async function begin(kind: Kind, flags: BeginFlags, context: Context): Promise<Report> {
  const { io, cwd } = context
  const hands = handsFrom(context, flags.keyEnv === undefined ? [] : [flags.keyEnv])
  const until = untilFrom(flags.until)
  const notes: Note[] = []
  const given = await readSecret(context, 'key', { file: flags.keyFile, env: flags.keyEnv }, false)
  notes.push(...(given?.notes ?? []))
  const newKey = kind === 'enable-internal-auth' ? undefined : (given?.value ?? generateKey(io.entropy.bytes))
  const prepare = async (): Promise<Begun> => {
    const { inventory, base } = await nodesFrom(flags, context, hands.secretVariables)
    const cluster = await openCluster(
      inventory,
      { base, allowPlaintext: flags.allowPlaintext === true },
      hands,
    )
    const facts = cluster.nodes.map(({ name, config }) => surveyOf({ name, root: undefined, config }))
    return prepareRotation({ kind, inventory, cluster, facts, newKey, soak: flags.soak ?? 0 }, hands)
  }
  if (flags.dryRun === true) return planned(await prepare(), given?.value, notes)
  return withLock(cwd, io.processes, async () => {
    clearLeftovers(cwd, [])
    const there = await readRotation(cwd)
    if (there?.state === 'running')
      throw new QdrantAuthError('file-exists', `rotation ${there.id} is under way since ${there.startedAt}`, {
        hints: ['qdrant-auth rotate next goes on with it, qdrant-auth rotate abort goes back'],
      })
    const { rotation, secrets, plan } = await prepare()
    if (plan.gaps.length > 0 && kind === 'api-key' && flags.withGap !== true)
      throw new QdrantAuthError('not-accepted', `this cannot be done without a gap: ${plan.gaps[0]}`, {
        hints: ['upgrade the nodes first, or accept it: --with-gap; nothing was changed'],
      })
    notes.push(...plan.gaps.map((message): Note => ({ level: 'warning', message })))
    // The keys first: a journal without them could not be gone on with.
    await writeSecrets(cwd, secrets, hands.tag())
    await writeRotation(cwd, rotation, hands.tag())
    await hands.say(`rotation ${rotation.id} begun: every node is as its config says; nothing changed yet`)
    if (until === undefined) return rotationReport(rotation, { notes })
    return goOn(rotation, until, flags, hands, context, notes)
  })
}

/** A key that was made is thrown away with the plan, and is not told of. */
function planned({ rotation, plan }: Begun, givenKey: string | undefined, notes: Note[]): Report {
  if (givenKey === undefined) rotation.keys.new = null
  const gaps = plan.gaps.map((message): Note => ({ level: 'warning', message }))
  const dry: Note = { level: 'plain', message: 'nothing was changed (--dry-run)' }
  const exitCode = plan.gaps.length > 0 ? EXIT.findings : EXIT.done
  return { ...rotationReport(rotation, { exitCode, isPlan: true }), notes: [...notes, ...gaps, dry] }
}
