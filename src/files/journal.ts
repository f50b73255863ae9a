import { closeSync, fsyncSync, ftruncateSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, sep } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { nameIn } from './below.ts'
import { syncDirectories } from './directories.ts'
import { fileFailure } from './failure.ts'
import { MODE } from './modes.ts'
import { readIfPresent } from './read.ts'
import { unlinkIfPresent } from './staged.ts'
import { syncInBackground, writeOpen } from './write.ts'

/** The set that is being installed: which staged file goes where. Holds names only, never content. */
export interface Journal {
  state: 'staging' | 'committed'
  moves: readonly Move[]
}

export interface Move {
  from: string
  to: string
}

/** Far above any set: a hundred thousand files have some 10 MiB of names. */
const LIMIT = 1 << 26

const journalPath = (base: string): string => join(base, '.qdrant-auth', 'install.json')

/** What every journal begins with: by it, what a power cut has left of one is known as ours. */
const BEGINNING = '{"moves":'

/** The second line. It is there as a whole or the set is not decided. */
const COMMITTED = '"committed"\n'

/**
 * A journal on its way: one line with the moves, and once the set is decided a second line. Adding a line is one wait for
 * the disk, where replacing the file would be two.
 */
export class OpenJournal {
  /** The moves are on disk: from then on files may be staged. */
  readonly durable: Promise<unknown>
  private readonly path: string
  private readonly file: number
  private readonly length: number

  /** Begins at once and in the background. `.qdrant-auth/` in `base` is there. */
  constructor(base: string, moves: readonly Move[]) {
    this.path = journalPath(base)
    // Relative to `base`, so that the directory may be moved between the crash and the repair.
    const line = `${JSON.stringify({
      moves: moves.map(({ from, to }) => ({ from: nameIn(base, from), to: nameIn(base, to) })),
    })}\n`
    this.length = Buffer.byteLength(line)
    this.file = writeOpen(this.path, line, MODE.secret)
    this.durable = Promise.all([
      syncInBackground(this.file, this.path),
      // Whoever made `.qdrant-auth/` may not have waited for it.
      syncDirectories([base, dirname(this.path)]),
    ])
    // Whoever awaits it is told; where nobody comes to that, it is no matter.
    this.durable.catch(() => {})
  }

  /** Decides: when this returns, the set will be in place, whatever happens. */
  commit(): void {
    try {
      writeFileSync(this.file, COMMITTED)
      fsyncSync(this.file)
    } catch (error) {
      this.withdraw()
      throw fileFailure(error, this.path, 'write')
    }
  }

  /** A line that may or may not be on disk must not decide once the staged files are gone. */
  private withdraw(): void {
    try {
      ftruncateSync(this.file, this.length)
      fsyncSync(this.file)
    } catch {}
  }

  async close(): Promise<void> {
    await this.durable.catch(() => {})
    closeSync(this.file)
  }
}

/** Whether an earlier run was interrupted in the middle of an install. */
export const hasJournal = async (base: string): Promise<boolean> => (await readJournal(base)) !== undefined

export async function readJournal(base: string): Promise<Journal | undefined> {
  const file = await readIfPresent(journalPath(base), LIMIT)
  if (file === undefined) return undefined
  const journal = parse(file.bytes.toString('utf8'), base)
  if (journal === undefined) {
    throw new QdrantAuthError(
      'file-malformed',
      `cannot read ${journalPath(base)}: it is not a journal of this tool`,
      {
        hints: ['look at it, and remove it if no other qdrant-auth is running'],
      },
    )
  }
  return journal
}

export async function clearJournal(base: string): Promise<void> {
  // Not waited for: should it be back after a power cut, all its moves are done, and doing them again does nothing.
  unlinkIfPresent(journalPath(base))
}

/** A journal is data from disk: a path that leads out of `base`, or is not one of our temp names, is never followed. */
function parse(text: string, base: string): Journal | undefined {
  const end = text.indexOf('\n')
  // Nothing is staged before the first line is on disk as a whole.
  if (end === -1)
    return BEGINNING.startsWith(text.slice(0, BEGINNING.length)) ? { state: 'staging', moves: [] } : undefined
  const decision = text.slice(end + 1)
  try {
    const { moves } = JSON.parse(text.slice(0, end))
    if (!COMMITTED.startsWith(decision) || !Array.isArray(moves)) return undefined
    const sound = moves.every(
      ({ from, to }) => isInside(from) && isInside(to) && /\.[0-9a-f]+\.tmp$/.test(from),
    )
    if (!sound) return undefined
    return {
      state: decision === COMMITTED ? 'committed' : 'staging',
      moves: moves.map(({ from, to }) => ({ from: join(base, from), to: join(base, to) })),
    }
  } catch {
    return undefined
  }
}

const isInside = (path: unknown): boolean =>
  typeof path === 'string' && path !== '' && !isAbsolute(path) && !path.split(sep).includes('..')
