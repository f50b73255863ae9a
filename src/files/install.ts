import { renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { fileFailure } from './failure.ts'
import { clearJournal, clearStagedJournals, type Journal, readJournal, writeJournal } from './journal.ts'
import type { PlannedFile } from './target.ts'
import { MOST_OPEN, makeDirectoryUnsynced, stagedName, syncDirectories, writeInBackground } from './write.ts'

export interface InstallOptions {
  /** Directory that all files are below; its `.qdrant-auth/` holds the journal. */
  base: string
  /** Modes of directories that may have to be made, absolute path → mode. Others get `defaultDirectoryMode`. */
  directories: ReadonlyMap<string, number>
  defaultDirectoryMode: number
  /** Unique text for temp names, from the injected randomness. */
  tag: string
  signal: AbortSignal
}

/**
 * Puts several files in place as one set: a crash at any instant leaves the old set or the new set, once the next
 * run has called `recover`. All files are written beside their places first; then one journal entry decides.
 */
export async function installSet(files: readonly PlannedFile[], options: InstallOptions): Promise<void> {
  const { base, tag, signal } = options
  const moves = files.map(({ path }) => ({ from: stagedName(path, tag), to: path }))
  const changed = new Set<string>()
  const owners = new Map(files.map(({ path, owner }) => [dirname(path), owner]))
  for (const directory of new Set([join(base, '.qdrant-auth'), ...owners.keys()])) {
    const parent = makeDirectoryUnsynced(
      directory,
      options.directories.get(directory) ?? options.defaultDirectoryMode,
      owners.get(directory),
    )
    if (parent !== undefined) changed.add(parent)
  }
  await syncDirectories(changed)
  await writeJournal(base, { state: 'staging', moves }, tag)
  try {
    await stage(files, tag)
    // A Ctrl-C of the last moments is waiting to be told.
    await new Promise((done) => setImmediate(done))
    if (signal.aborted) throw new QdrantAuthError('interrupted', 'interrupted: nothing was changed')
    // From this write on the new set wins, whatever happens.
    await writeJournal(base, { state: 'committed', moves }, tag)
  } catch (error) {
    await takeBack(base, moves)
    throw error
  }
  await carryOut(base, moves)
}

/** Writes all files beside their places, and ends when all are on disk or none is being written any more. */
async function stage(files: readonly PlannedFile[], tag: string): Promise<void> {
  for (let start = 0; start < files.length; start += MOST_OPEN) {
    const written: Promise<void>[] = []
    try {
      for (const { path, content, mode, owner } of files.slice(start, start + MOST_OPEN))
        written.push(writeInBackground(stagedName(path, tag), content, mode, owner))
    } finally {
      await Promise.allSettled(written)
    }
    await Promise.all(written)
  }
}

/** What an interrupted earlier run left: finished if it was decided, taken back if not. Answers what was done. */
export async function recover(base: string): Promise<'nothing' | 'finished' | 'taken back'> {
  const journal = await readJournal(base)
  await clearStagedJournals(base)
  if (journal === undefined) return 'nothing'
  if (journal.state === 'committed') {
    await carryOut(base, journal.moves)
    return 'finished'
  }
  await takeBack(base, journal.moves)
  return 'taken back'
}

async function carryOut(base: string, moves: Journal['moves']): Promise<void> {
  for (const { from, to } of moves) {
    try {
      renameSync(from, to)
    } catch (error) {
      // Moved already by the run that was interrupted.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileFailure(error, to, 'write')
    }
  }
  await syncDirectories(new Set(moves.map(({ to }) => dirname(to))))
  await clearJournal(base)
}

async function takeBack(base: string, moves: Journal['moves']): Promise<void> {
  for (const { from } of moves) rmSync(from, { force: true })
  await clearJournal(base)
}
