import { linkSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { makeDirectoryUnsynced } from './directories.ts'
import { fileFailure } from './failure.ts'
import { MODE } from './modes.ts'
import { readIfPresent, statIfPresent } from './read.ts'
import { clearAbandoned, stagedName, unlinkIfPresent } from './staged.ts'
import { writeExclusiveUnsynced } from './write.ts'

/** This process, and whether another one still runs. */
export interface Processes {
  pid: number
  isAlive(pid: number): boolean
}

/**
 * Runs `work` while no other qdrant-auth changes the same directory. The lock of a process that is gone is taken over.
 */
export async function withLock<T>(base: string, processes: Processes, work: () => Promise<T>): Promise<T> {
  // A lock says something about running processes only: after a power cut it may be gone, and so may its directory.
  makeDirectoryUnsynced(join(base, '.qdrant-auth'), MODE.secretDirectory)
  return holding(join(base, '.qdrant-auth', 'lock'), 'this directory', processes, work)
}

/** Removes the lock of a file that a killed process has left; one that is held stays. */
export async function clearAbandonedLock(path: string, processes: Processes): Promise<void> {
  const lock = lockOf(path)
  if (statIfPresent(lock) !== undefined && !isRunning(await ownerOf(lock), processes))
    await takeAway(lock, processes)
}

const lockOf = (path: string): string => `${path}.lock`

/** The same for one file of a directory that is not ours; the lock lies beside it while `work` runs. */
export const withFileLock = <T>(path: string, processes: Processes, work: () => Promise<T>): Promise<T> =>
  holding(lockOf(path), path, processes, work)

async function holding<T>(
  lock: string,
  what: string,
  processes: Processes,
  work: () => Promise<T>,
): Promise<T> {
  await acquire(lock, what, processes)
  try {
    return await work()
  } finally {
    unlinkIfPresent(lock)
  }
}

/** Two are enough but where several take over the lock of a dead process at once. */
const ROUNDS = 3

async function acquire(path: string, what: string, processes: Processes): Promise<void> {
  for (let round = 1; ; round++) {
    if (made(path, processes.pid)) return clearAbandoned(path)
    const owner = await ownerOf(path)
    if (round === ROUNDS || isRunning(owner, processes)) throw locked(path, what, owner)
    // One that was given back meanwhile may be somebody's next already.
    if (owner !== GONE) await takeAway(path, processes)
  }
}

/** Makes the lock; false where there is one already. After a power cut it may be gone, and with it who held it. */
function made(path: string, pid: number): boolean {
  try {
    writeExclusiveUnsynced(path, `${pid}\n`, MODE.secret)
    return true
  } catch (error) {
    if (error instanceof QdrantAuthError && error.code === 'file-exists') return false
    throw error
  }
}

/**
 * Removes the lock of a dead process. Another one may do the same and make its own lock meanwhile, so it is looked at
 * again once it is out of everybody's reach, and given back where it is somebody's.
 */
async function takeAway(path: string, processes: Processes): Promise<void> {
  const taken = stagedName(path, processes.pid.toString(16))
  try {
    renameSync(path, taken)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw fileFailure(error, path, 'write')
  }
  try {
    if (isRunning(await ownerOf(taken), processes)) linkSync(taken, path)
  } finally {
    unlinkIfPresent(taken)
  }
}

/** Whoever has just made a lock is about to write its number into it. */
const WRITING_MS = 50

/** In place of a number: there is no lock any more. */
const GONE = -1

/** Number of the process that a lock names; 0 or NaN where it names none. */
async function ownerOf(path: string): Promise<number> {
  const read = async () => (await readIfPresent(path, 64))?.bytes.toString('utf8')
  let text = await read()
  if (text === '') {
    // Loaded where somebody else holds the lock: hardly ever.
    const { setTimeout } = await import('node:timers/promises')
    await setTimeout(WRITING_MS)
    text = await read()
  }
  return text === undefined ? GONE : Number(text)
}

const isRunning = (owner: number, { pid, isAlive }: Processes): boolean =>
  Number.isInteger(owner) && owner > 0 && owner !== pid && isAlive(owner)

const locked = (path: string, what: string, owner: number): QdrantAuthError =>
  new QdrantAuthError('locked', `another qdrant-auth (process ${owner}) is changing ${what}`, {
    hints: [`wait for it, or remove ${path} if it is not running any more`],
  })
