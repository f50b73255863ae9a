import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { syncDirectory } from './directories.ts'
import { fileFailure } from './failure.ts'
import { clearAbandoned, stagedName, unlinkIfPresent } from './staged.ts'
import type { Owner } from './target.ts'

/*
 * Synchronous calls but for waiting on the disk for many files: they are small, and handing each of a dozen steps to a
 * thread of the pool costs more than the steps. The functions are async all the same, so that callers need not know.
 */

/**
 * Writes a new file under a name that must not exist, whole and on disk before this returns.
 * The mode is given at open, so that a secret is never readable for an instant, and set again because
 * the umask may have taken bits away.
 */
async function writeExclusive(
  path: string,
  content: string | Uint8Array,
  mode: number,
  owner: Owner | undefined,
): Promise<void> {
  const file = writeOpen(path, content, mode, owner)
  try {
    fsyncSync(file)
  } catch (error) {
    unlinkIfPresent(path)
    throw fileFailure(error, path, 'write')
  } finally {
    closeSync(file)
  }
}

/** The same without waiting for the disk. */
export const writeExclusiveUnsynced = (path: string, content: string | Uint8Array, mode: number): void =>
  closeSync(writeOpen(path, content, mode))

/** A file that is written and not closed. */
export interface OpenFile {
  path: string
  /** Its descriptor. */
  file: number
}

/** Until all of them are on disk, which takes many at once in the time of a few. They are closed whatever happens. */
export async function syncAndClose(files: readonly OpenFile[]): Promise<void> {
  const synced = await Promise.allSettled(
    files.map(({ file, path }) => syncInBackground(file, path).finally(() => closeSync(file))),
  )
  const failed = synced.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/** Until everything that was written to the open file is on disk. */
export const syncInBackground = (file: number, path: string): Promise<void> =>
  new Promise((done, failed) => {
    fsync(file, (error) => {
      if (error === null) done()
      else failed(fileFailure(error, path, 'write'))
    })
  })

/** Descriptor of a new file with this content and mode; nothing is on disk yet. */
export function writeOpen(path: string, content: string | Uint8Array, mode: number, owner?: Owner): number {
  let file: number | undefined
  try {
    file = openSync(path, 'wx', mode)
    writeFileSync(file, content)
    if (owner !== undefined) fchownSync(file, owner.uid, owner.gid)
    fchmodSync(file, mode)
    return file
  } catch (error) {
    const failure = fileFailure(error, path, 'write')
    if (file !== undefined) {
      unlinkIfPresent(path)
      closeSync(file)
    }
    throw failure
  }
}

/**
 * Makes a new file appear at `path` whole or not at all, and never over another file (EEXIST wins a race).
 * `tag` is of `newTag`.
 */
export async function createFile(
  path: string,
  content: string | Uint8Array,
  mode: number,
  tag: string,
): Promise<void> {
  try {
    await createOneOfMany(path, content, mode, tag)
  } finally {
    clearAbandoned(path)
  }
}

/** The same in a directory of so many files that nobody looks through it for each. */
export async function createOneOfMany(
  path: string,
  content: string | Uint8Array,
  mode: number,
  tag: string,
): Promise<void> {
  const staged = stagedName(path, tag)
  await writeExclusive(staged, content, mode, undefined)
  try {
    // link, unlike rename, fails where the name is taken.
    linkSync(staged, path)
  } catch (error) {
    throw fileFailure(error, path, 'write')
  } finally {
    unlinkIfPresent(staged)
  }
  syncDirectory(dirname(path))
}

/** Throws what `createFile` would where something is there already, for callers with something to do before. */
export function requireFree(path: string): void {
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return
  } catch (error) {
    throw fileFailure(error, path, 'write')
  }
  clearAbandoned(path)
  throw fileFailure(Object.assign(new Error('something is there'), { code: 'EEXIST' }), path, 'write')
}

/**
 * Replaces (or makes) the file at `path` in one step; it is the caller's own unless `owner` says whose it is to be. Where this
 * throws, the old file is there.
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  mode: number,
  tag: string,
  owner?: Owner,
): Promise<void> {
  const staged = stagedName(path, tag)
  await writeExclusive(staged, content, mode, owner)
  try {
    renameSync(staged, path)
  } catch (error) {
    unlinkIfPresent(staged)
    throw fileFailure(error, path, 'write')
  }
  syncDirectory(dirname(path))
  clearAbandoned(path)
}
