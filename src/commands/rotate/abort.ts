import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { withLock } from '../../files/lock.ts'
import { turnBack } from '../../rotate/abort.ts'
import { finishRotation } from '../../rotate/finish.ts'
import { requireNoNewTokens } from '../../rotate/guards.ts'
import { currentPhase, requireRotation, writeRotation } from '../../rotate/journal.ts'
import { untilFrom, withConsentBack } from './consent.ts'
import { type GoOnFlags, goOn } from './go-on.ts'
import { handsFrom, withPatience } from './hands.ts'
import { rotationReport } from './report.ts'

interface Flags extends GoOnFlags {
  callersBack?: true
}

export function create(context: Context): Command {
  return withPatience(withConsentBack(new Command('abort')))
    .description('Undo the rotation phase by phase, until every config says what it said before.')
    .option('--callers-back', 'clients that moved to the new key use the old one again')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth rotate abort --dry-run
  $ qdrant-auth rotate abort --yes`,
    )
    .action((flags: Flags) => finish(context, () => runAbort(flags, context)))
}

async function runAbort(flags: Flags, context: Context): Promise<Report> {
  const hands = handsFrom(context, [])
  const until = untilFrom(flags.until) ?? 'end'
  // Before a lock makes a first mark in a directory without a rotation.
  await requireRotation(context.cwd)
  return withLock(context.cwd, context.io.processes, async () => {
    const rotation = await requireRotation(context.cwd)
    if (rotation.state !== 'running')
      throw new QdrantAuthError('not-accepted', `the rotation is over: ${rotation.state}`, {
        hints: ['to have another key again begin another one: qdrant-auth rotate start --key-file FILE'],
      })
    if (flags.callersBack !== true) await requireNoNewTokens(context.cwd, rotation, hands.now())
    turnBack(rotation, flags.callersBack === true)
    const back = { ...flags, callersMoved: flags.callersBack }
    if (flags.dryRun === true) return goOn(rotation, until, back, hands, context)
    // Nothing was changed yet, so neither its keys nor its nodes are needed: they may be what it is given up for.
    if (currentPhase(rotation) === undefined) {
      await finishRotation({ directory: context.cwd, rotation, hands })
      return rotationReport(rotation)
    }
    await writeRotation(context.cwd, rotation, hands.tag())
    return goOn(rotation, until, back, hands, context)
  })
}
