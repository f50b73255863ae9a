import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { fileFailure } from './failure.ts'
import type { Owner } from './target.ts'

/** Makes a directory and its missing parents. Only directories made here get the mode; others keep theirs. */
export async function makeDirectory(path: string, mode: number): Promise<void> {
  const changed = makeDirectoryUnsynced(path, mode)
  if (changed !== undefined) syncDirectory(changed)
}

/** The same without waiting for the disk: the directory that is to be synced for it, undefined where nothing was made. */
export function makeDirectoryUnsynced(path: string, mode: number, owner?: Owner): string | undefined {
  try {
    const first = makeDirectories(path, mode)
    if (first === undefined) return undefined
    for (let made = path; made !== dirname(first); made = dirname(made)) {
      const directory = openSync(made, 'r')
      try {
        if (owner !== undefined) fchownSync(directory, owner.uid, owner.gid)
        // The umask may have taken bits away.
        fchmodSync(directory, mode)
      } finally {
        closeSync(directory)
      }
    }
    return dirname(first)
  } catch (error) {
    throw fileFailure(error, path, 'write')
  }
}

/**
 * The outermost directory that was made, or undefined where all were there. Not by mkdir's own `recursive`,
 * which never returns on a file system that refuses new directories with ENOENT (/proc).
 */
function makeDirectories(path: string, mode: number): string | undefined {
  try {
    mkdirSync(path, { mode })
    return path
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(path).isDirectory()) return undefined
    if (code !== 'ENOENT' || dirname(path) === path || existsSync(dirname(path))) throw error
  }
  const first = makeDirectories(dirname(path), mode)
  mkdirSync(path, { mode })
  return first
}

/** A rename is on disk only when its directory is. Some file systems cannot sync a directory; they are left alone. */
export function syncDirectory(path: string): void {
  const opened = openIfPossible(path)
  if (opened === undefined) return
  try {
    fsyncSync(opened)
  } catch {
  } finally {
    closeSync(opened)
  }
}

/** Files that are open at a time: many systems allow a process 256. */
export const MOST_OPEN = 128

/** The same for many directories, which the disk takes at once. */
export async function syncDirectories(paths: Iterable<string>): Promise<void> {
  const all = [...paths]
  for (let start = 0; start < all.length; start += MOST_OPEN)
    await Promise.all(all.slice(start, start + MOST_OPEN).map(syncDirectoryInBackground))
}

const syncDirectoryInBackground = (path: string): Promise<void> =>
  new Promise((done) => {
    const opened = openIfPossible(path)
    if (opened === undefined) return done()
    fsync(opened, () => {
      closeSync(opened)
      done()
    })
  })

function openIfPossible(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch {
    return undefined
  }
}
