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
export async function installSet(files: readonly PlannedFile[], options: InstallOptions): Promise<void> {
  await installSets([{ paths: files.map(({ path }) => path), options }], files)
}

/**
 * Several sets, decided in the order given. `made` may still be making the later files while the disk is busy with the
 * earlier ones. Answers them all.
 */
export async function installSets(
  plans: readonly { paths: readonly string[]; options: InstallOptions }[],
  made: Iterable<PlannedFile> | AsyncIterable<PlannedFile>,
): Promise<PlannedFile[]> {
  const sets: OpenSet[] = []
  const files: PlannedFile[] = []
  try {
    for (const { paths, options } of plans) sets.push(new OpenSet(paths, options))
    for await (const file of made) {
      files.push(file)
      await sets.find((set) => set.places.has(file.path))?.add(file)
    }
    for (const set of sets) await set.decide()
    return files
  } finally {
    for (const set of sets) await set.close()
  }
}

/** A set whose files are known by name and not all made yet. */
class OpenSet {
  readonly places: ReadonlySet<string>
  private readonly options: InstallOptions
  private readonly moves: readonly Move[]
  private readonly journal: OpenJournal
  private committed = false
  /** Made, and not to be written before the journal names them. */
  private readonly waiting: PlannedFile[] = []
  /** Oldest first: what the disk is being waited for. */
  private readonly writing: Promise<void>[] = []
  private added = 0
  private readonly madeDirectories = new Set<string>()
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

  /** Writes the file beside its place, now or when the journal is on disk. */
  async add(file: PlannedFile): Promise<void> {
    this.added++
    this.waiting.push(file)
    // What the disk has done meanwhile is waiting to be told.
    await turn()
    if (this.journal.isDurable) await this.stage()
  }

  /** Puts all files in place. */
  async decide(): Promise<void> {
    const { base, signal } = this.options
    if (this.added !== this.places.size) throw new Error('not every file of a set was made')
    await this.journal.durable
    await this.stage()
    await Promise.all([syncDirectories(this.changed), ...this.writing])
    // A Ctrl-C of the last moments is waiting to be told.
    await turn()
    if (signal.aborted) throw new QdrantAuthError('interrupted', 'interrupted: nothing was changed')
    // From this write on the new set wins, whatever happens.
    this.journal.commit()
    this.committed = true
    await carryOut(base, this.moves)
  }

  /** Takes everything back where nothing was decided. */
  async close(): Promise<void> {
    await Promise.allSettled(this.writing)
    if (!this.committed) await takeBack(this.options.base, this.moves)
    await this.journal.close()
  }

  private async stage(): Promise<void> {
    const { directories, defaultDirectoryMode, tag } = this.options
    for (const { path, content, mode, owner } of this.waiting.splice(0)) {
      const directory = dirname(path)
      if (!this.madeDirectories.has(directory))
        this.makeDirectory(directory, directories.get(directory) ?? defaultDirectoryMode, owner)
      this.madeDirectories.add(directory)
      if (this.writing.length >= MOST_OPEN) await this.writing.shift()
      const written = writeInBackground(stagedName(path, tag), content, mode, owner)
      // Whoever awaits it is told.
      written.catch(() => {})
      this.writing.push(written)
    }
  }

  private makeDirectory(path: string, mode: number, owner?: PlannedFile['owner']): void {
    const parent = makeDirectoryUnsynced(path, mode, owner)
    if (parent !== undefined) this.changed.add(parent)
  }
}

const turn = () => new Promise<void>((done) => setImmediate(done))

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
