import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileFailure } from './failure.ts'
import type { Owner } from './target.ts'

/*
 * Synchronous calls but for waiting on the disk for many files: they are small, and handing each of a dozen steps to a
 * thread of the pool costs more than the steps. The functions are async all the same, so that callers need not know.
 */

/** Files that are open at a time: many systems allow a process 256. */
export const MOST_OPEN = 128

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

/** Not `rmSync`, for which Node loads code that walks directories. */
export function unlinkIfPresent(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** Name of the temp file beside `path`; `.…tmp` is what recovery and `.gitignore` look for. */
export const stagedName = (path: string, tag: string): string =>
  join(dirname(path), `.${basename(path)}.${tag}.tmp`)

/** Text that makes temp names unique, from the injected randomness. */
export const newTag = (random: (count: number) => Uint8Array): string =>
  Buffer.from(random(8)).toString('hex')

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

const STAGED = /^\..+\.[0-9a-f]+\.tmp$/
const TAG_AND_END = /^[0-9a-f]+\.tmp$/

/** Nobody writes one small file for longer. */
const ABANDONED_MS = 60_000

/** Removes temp files of `path` that a killed run left. Ages are told by the file system alone, which may be elsewhere. */
export function clearAbandoned(path: string): void {
  const start = `.${basename(path)}.`
  try {
    const { ino, ctimeMs } = statSync(path)
    for (const name of readdirSync(dirname(path))) {
      if (!name.startsWith(start) || !TAG_AND_END.test(name.slice(start.length))) continue
      const left = join(dirname(path), name)
      const stat = lstatSync(left)
      // The same file is in its place already, under both names.
      if (stat.ino === ino || ctimeMs - stat.mtimeMs > ABANDONED_MS) unlinkIfPresent(left)
    }
  } catch {
    // What was asked for is done; the next run tries again.
  }
}

/** The same for every file of a directory that was just written into. */
export function clearAllAbandoned(directory: string): void {
  try {
    const { ctimeMs } = statSync(directory)
    for (const name of readdirSync(directory)) {
      if (!STAGED.test(name)) continue
      const left = join(directory, name)
      if (ctimeMs - lstatSync(left).mtimeMs > ABANDONED_MS) unlinkIfPresent(left)
    }
  } catch {
    // What was asked for is done; the next run tries again.
  }
}

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
