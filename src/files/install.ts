import { renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { fileFailure } from './failure.ts'
import { clearJournal, type Journal, type Move, OpenJournal, readJournal } from './journal.ts'
import { MODE } from './modes.ts'
import type { PlannedFile } from './target.ts'
import {
  MOST_OPEN,
  makeDirectoryUnsynced,
  stagedName,
  syncDirectories,
  unlinkIfPresent,
  writeInBackground,
} from './write.ts'

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
export const installSet = (files: readonly PlannedFile[], options: InstallOptions): Promise<void> =>
  installSets([{ paths: files.map(({ path }) => path), options }], files)

/**
 * Several sets from one source of files. All are staged before the first is decided, and they are decided in the order
 * given. What makes the files runs while the disk is busy with those before.
 */
export async function installSets(
  plans: readonly { paths: readonly string[]; options: InstallOptions }[],
  files: Iterable<PlannedFile> | AsyncIterable<PlannedFile>,
): Promise<void> {
  const sets: OpenSet[] = []
  try {
    for (const { paths, options } of plans) sets.push(new OpenSet(paths, options))
    for await (const file of files) await sets.find((set) => set.has(file.path))?.stage(file)
    for (const set of sets) await set.install()
  } finally {
    for (const set of sets) await set.close()
  }
}

/** A set whose files are known by name, and come one by one. */
class OpenSet {
  private readonly options: InstallOptions
  private readonly moves: readonly Move[]
  private readonly places: ReadonlySet<string>
  private readonly journal: OpenJournal
  private staged = 0
  private committed = false
  /** Directories that the disk is to be waited for. */
  private readonly changed = new Set<string>()
  private readonly made = new Set<string>()
  private writing: Promise<void>[] = []

  /** The journal is begun at once, in the background. */
  constructor(paths: readonly string[], options: InstallOptions) {
    this.options = options
    this.places = new Set(paths)
    this.moves = paths.map((path) => ({ from: stagedName(path, options.tag), to: path }))
    this.makeDirectory(join(options.base, '.qdrant-auth'), MODE.secretDirectory)
    this.journal = new OpenJournal(options.base, this.moves)
  }

  has(path: string): boolean {
    return this.places.has(path)
  }

  /** Writes one of the files beside its place. */
  async stage({ path, content, mode, owner }: PlannedFile): Promise<void> {
    await this.journal.durable
    const directory = dirname(path)
    const { directories, defaultDirectoryMode, tag } = this.options
    this.makeDirectory(directory, directories.get(directory) ?? defaultDirectoryMode, owner)
    this.changed.add(directory)
    if (this.writing.length >= MOST_OPEN) await this.written()
    const written = writeInBackground(stagedName(path, tag), content, mode, owner)
    // `written` tells of it; until then nobody listens.
    written.catch(() => {})
    this.writing.push(written)
    this.staged++
  }

  async install(): Promise<void> {
    if (this.staged !== this.moves.length) throw new Error('not every file of a set was made')
    await Promise.all([this.written(), syncDirectories(this.changed)])
    // A Ctrl-C of the last moments is waiting to be told.
    await new Promise((done) => setImmediate(done))
    if (this.options.signal.aborted)
      throw new QdrantAuthError('interrupted', 'interrupted: nothing was changed')
    // From this write on the new set wins, whatever happens.
    this.journal.commit()
    this.committed = true
    await carryOut(this.options.base, this.moves)
  }

  /** Takes everything back where nothing was decided. */
  async close(): Promise<void> {
    if (!this.committed) {
      await Promise.allSettled(this.writing)
      await takeBack(this.options.base, this.moves)
    }
    await this.journal.close()
  }

  private async written(): Promise<void> {
    const { writing } = this
    this.writing = []
    // None is being written any more when this throws.
    await Promise.allSettled(writing)
    await Promise.all(writing)
  }

  private makeDirectory(path: string, mode: number, owner?: PlannedFile['owner']): void {
    if (this.made.has(path)) return
    this.made.add(path)
    const parent = makeDirectoryUnsynced(path, mode, owner)
    if (parent !== undefined) this.changed.add(parent)
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
