import { readdirSync, rmSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { MODE } from './modes.ts'
import { readIfPresent } from './read.ts'
import { replaceFile } from './write.ts'

/** The set that is being installed: which staged file goes where. Holds names only, never content. */
export interface Journal {
  state: 'staging' | 'committed'
  moves: readonly { from: string; to: string }[]
}

/** Far above any set: a hundred thousand files have some 10 MiB of names. */
const LIMIT = 1 << 26

const journalPath = (base: string): string => join(base, '.qdrant-auth', 'install.json')

/** Paths are kept relative to `base`, so that a directory may be moved between the crash and the repair. */
export async function writeJournal(base: string, journal: Journal, tag: string): Promise<void> {
  const moves = journal.moves.map(({ from, to }) => ({ from: relative(base, from), to: relative(base, to) }))
  await replaceFile(
    journalPath(base),
    `${JSON.stringify({ state: journal.state, moves })}\n`,
    MODE.secret,
    tag,
  )
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
  rmSync(journalPath(base), { force: true })
}

/** Journals that a killed run had begun to write. Callers hold the lock, so none of them is being written now. */
export async function clearStagedJournals(base: string): Promise<void> {
  const directory = join(base, '.qdrant-auth')
  for (const name of namesIn(directory)) {
    if (/^\.install\.json\.[0-9a-f]+\.tmp$/.test(name)) rmSync(join(directory, name), { force: true })
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** A journal is data from disk: a path that leads out of `base`, or is not one of our temp names, is never followed. */
function parse(text: string, base: string): Journal | undefined {
  try {
    const { state, moves } = JSON.parse(text)
    if ((state !== 'staging' && state !== 'committed') || !Array.isArray(moves)) return undefined
    const sound = moves.every(
      ({ from, to }) => isInside(from) && isInside(to) && /\.[0-9a-f]+\.tmp$/.test(from),
    )
    if (!sound) return undefined
    return { state, moves: moves.map(({ from, to }) => ({ from: join(base, from), to: join(base, to) })) }
  } catch {
    return undefined
  }
}

const isInside = (path: unknown): boolean =>
  typeof path === 'string' && path !== '' && !isAbsolute(path) && !path.split(sep).includes('..')
