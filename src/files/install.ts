import { renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { MOST_OPEN, makeDirectoryUnsynced, syncDirectories } from './directories.ts'
import { fileFailure } from './failure.ts'
import { clearJournal, type Journal, type Move, OpenJournal, readJournal } from './journal.ts'
import { MODE } from './modes.ts'
import { stagedName, unlinkIfPresent } from './staged.ts'
import type { PlannedFile } from './target.ts'
import { type OpenFile, syncAndClose, writeOpen } from './write.ts'

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
  await installSets([{ paths: files.map(({ path }) => path), options }], async () => files)
}

/**
 * Several sets, decided in the order given. `make` answers their files, and runs while the disk is busy with the journals.
 */
export async function installSets(
  plans: readonly { paths: readonly string[]; options: InstallOptions }[],
  make: () => Promise<readonly PlannedFile[]>,
): Promise<readonly PlannedFile[]> {
  const sets: OpenSet[] = []
  try {
    for (const { paths, options } of plans) sets.push(new OpenSet(paths, options))
    const files = await make()
    for (const set of sets) await set.install(files)
    return files
  } finally {
    for (const set of sets) await set.close()
  }
}

/** A set whose files are known by name and not made yet. */
class OpenSet {
  private readonly options: InstallOptions
  private readonly places: ReadonlySet<string>
  private readonly moves: readonly Move[]
  private readonly journal: OpenJournal
  private committed = false
  /** Directories that the disk is to be waited for. */
  private readonly changed = new Set<string>()

  /** The journal is begun at once, in the background. */
  constructor(paths: readonly string[], options: InstallOptions) {
    this.options = options
    this.places = new Set(paths)
    this.moves = paths.map((path) => ({ from: stagedName(path, options.tag), to: path }))
    this.makeDirectory(join(options.base, '.qdrant-auth'), MODE.secretDirectory)
    this.journal = new OpenJournal(options.base, this.moves)
  }

  /** Those of the files that are of this set. */
  async install(all: readonly PlannedFile[]): Promise<void> {
    const { base, directories, defaultDirectoryMode, tag, signal } = this.options
    const files = all.filter(({ path }) => this.places.has(path))
    if (files.length !== this.moves.length) throw new Error('not every file of a set was made')
    await this.journal.durable
    const owners = new Map(files.map(({ path, owner }) => [dirname(path), owner]))
    for (const [directory, owner] of owners)
      this.makeDirectory(directory, directories.get(directory) ?? defaultDirectoryMode, owner)
    await Promise.all([syncDirectories(this.changed), stage(files, tag)])
    // A Ctrl-C of the last moments is waiting to be told.
    await new Promise((done) => setImmediate(done))
    if (signal.aborted) throw new QdrantAuthError('interrupted', 'interrupted: nothing was changed')
    // From this write on the new set wins, whatever happens.
    this.journal.commit()
    this.committed = true
    await carryOut(base, this.moves)
  }

  /** Takes everything back where nothing was decided. */
  async close(): Promise<void> {
    if (!this.committed) await takeBack(this.options.base, this.moves)
    await this.journal.close()
  }

  private makeDirectory(path: string, mode: number, owner?: PlannedFile['owner']): void {
    const parent = makeDirectoryUnsynced(path, mode, owner)
    if (parent !== undefined) this.changed.add(parent)
  }
}

/**
 * Writes all files beside their places, and ends when all are on disk. Many are made before any is waited for: a disk that
 * is told to keep one makes nothing new meanwhile.
 */
async function stage(files: readonly PlannedFile[], tag: string): Promise<void> {
  for (let start = 0; start < files.length; start += MOST_OPEN) {
    const written: OpenFile[] = []
    try {
      for (const { path, content, mode, owner } of files.slice(start, start + MOST_OPEN)) {
        const staged = stagedName(path, tag)
        written.push({ path: staged, file: writeOpen(staged, content, mode, owner) })
      }
    } finally {
      await syncAndClose(written)
    }
  }
}

/** What an interrupted earlier run left: finished if it was decided, taken back if not. Answers what was done. */
export async function recover(base: string): Promise<'nothing' | 'finished' | 'taken back'> {
  const journal = await readJournal(base)
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
  for (const { from } of moves) unlinkIfPresent(from)
  await clearJournal(base)
}
