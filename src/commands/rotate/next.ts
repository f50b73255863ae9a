import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { withLock } from '../../files/lock.ts'
import { tidy } from '../../rotate/finish.ts'
import { requireRotation } from '../../rotate/journal.ts'
import { untilFrom, withConsent } from './consent.ts'
import { type GoOnFlags, goOn } from './go-on.ts'
import { handsFrom, withPatience } from './hands.ts'
import { rotationReport } from './report.ts'

export function create(context: Context): Command {
  return withPatience(withConsent(new Command('next')))
    .description('Carry out the next phase of the rotation, or go on with one that was interrupted.')
    .addHelpText(
      'after',
      `
Every step looks first whether it was done already: after a crash, a lost
connection or a failed restart just run it again.

Examples:
  $ qdrant-auth rotate next
  $ qdrant-auth rotate next --yes --callers-moved --reissue
  $ qdrant-auth rotate next --yes --until end`,
    )
    .action((flags: GoOnFlags) => finish(context, () => runNext(flags, context)))
}

async function runNext(flags: GoOnFlags, context: Context): Promise<Report> {
  const hands = handsFrom(context, [])
  // Before a lock makes a first mark in a directory without a rotation.
  await requireRotation(context.cwd)
  return withLock(context.cwd, context.io.processes, async () => {
    const rotation = await requireRotation(context.cwd)
    if (rotation.state !== 'running') {
      tidy(context.cwd, rotation)
      return rotationReport(rotation)
    }
    return goOn(rotation, untilFrom(flags.until) ?? 'next', flags, hands, context)
  })
}
