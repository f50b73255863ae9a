import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { MODE } from './modes.ts'
import { readIfPresent } from './read.ts'
import { makeDirectoryUnsynced, unlinkIfPresent, writeExclusiveUnsynced } from './write.ts'

/** This process, and whether another one still runs. */
export interface Processes {
  pid: number
  isAlive(pid: number): boolean
}

/**
 * Runs `work` while no other qdrant-auth changes the same directory. The lock of a process that is gone is taken over.
 */
export async function withLock<T>(base: string, processes: Processes, work: () => Promise<T>): Promise<T> {
  const path = join(base, '.qdrant-auth', 'lock')
  // A lock says something about running processes only: after a power cut it may be gone, and so may its directory.
  makeDirectoryUnsynced(join(base, '.qdrant-auth'), MODE.secretDirectory)
  await acquire(path, processes)
  try {
    return await work()
  } finally {
    unlinkIfPresent(path)
  }
}

async function acquire(path: string, { pid, isAlive }: Processes): Promise<void> {
  // Two rounds: the second follows the removal of a dead owner's lock.
  for (const last of [false, true]) {
    try {
      writeExclusiveUnsynced(path, `${pid}\n`, MODE.secret)
      return
    } catch (error) {
      if (!(error instanceof QdrantAuthError) || error.code !== 'file-exists') throw error
    }
    const owner = Number((await readIfPresent(path, 64))?.bytes.toString('utf8'))
    if (last || (Number.isInteger(owner) && owner > 0 && owner !== pid && isAlive(owner))) {
      throw new QdrantAuthError(
        'locked',
        `another qdrant-auth (process ${owner}) is changing this directory`,
        {
          hints: [`wait for it, or remove ${path} if it is not running any more`],
        },
      )
    }
    unlinkIfPresent(path)
  }
}
