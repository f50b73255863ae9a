import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { type Report, sayNotes } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { withLock } from '../../files/lock.ts'
import { readRotation } from '../../rotate/journal.ts'
import { type BeginFlags, begin, beginCommand, withSoak } from './begin.ts'
import { goOn } from './go-on.ts'
import { handsFrom } from './hands.ts'

/** `rotate` alone: the same steps as start and next, one question before each phase. */
export function create(context: Context): Command {
  return withSoak(beginCommand('rotate', true))
    .description(
      'Replace api_key phase by phase: what will change, do it, prove it on every node, go on. Stop at any time: it goes on where it was.',
    )
    .option('--with-gap', 'go on where nodes are too old for a second key')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth rotate
  $ qdrant-auth rotate --inventory qdrant-auth.yaml --soak 24h`,
    )
    .action((flags: BeginFlags) => finish(context, () => walk(flags, context)))
}

async function walk(flags: BeginFlags, context: Context): Promise<Report> {
  const { io, cwd } = context
  if (!context.canPrompt)
    throw new QdrantAuthError('usage', 'rotate alone is a walk through its phases, on a terminal', {
      hints: ['in a script: qdrant-auth rotate start --yes --until 2, then rotate next'],
    })
  const there = await readRotation(cwd)
  if (there?.state !== 'running') {
    const { yes: _yes, until: _until, ...only } = flags
    const report = await begin('api-key', only, context)
    await context.writeErr(
      `\n${typeof report.text === 'string' ? report.text : report.text(await context.errStyle())}`,
    )
    if (flags.dryRun === true) return report
    await sayNotes(
      (report.notes ?? []).filter(({ level }) => level !== 'plain'),
      context,
    )
  } else if ((flags.keyFile ?? flags.keyEnv) !== undefined)
    throw new QdrantAuthError('file-exists', `rotation ${there.id} is under way, and has its new key`, {
      hints: ['qdrant-auth rotate without a key goes on with it, qdrant-auth rotate abort goes back'],
    })
  const hands = handsFrom(context, [])
  return withLock(cwd, io.processes, async () => {
    const rotation = await readRotation(cwd)
    if (rotation === undefined) throw new TypeError('a rotation that was begun is there')
    const report = await goOn(rotation, 'end', flags, hands, context)
    // A person who stops at a question has not failed.
    return report.exitCode === EXIT.findings ? { ...report, exitCode: EXIT.done } : report
  })
}
