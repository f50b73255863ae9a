import { lstatSync, type Stats } from 'node:fs'
import { dirname, sep } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { nameIn } from './below.ts'
import { fileFailure } from './failure.ts'
import { statIfPresent } from './read.ts'

/** A file that is to be there afterwards. */
export interface PlannedFile {
  /** Absolute path. */
  path: string
  content: string | Uint8Array
  mode: number
  /** Whose it is to be, and every directory made for it; of whoever runs this where it is not given. */
  owner?: Owner | undefined
}

/** Numeric ids, as `chown` takes them. */
export interface Owner {
  uid: number
  gid: number
}

/** Whose a file is: what is put in its place is to be theirs too. Undefined where there is none. */
export function ownerOf(path: string): Owner | undefined {
  const stat = statIfPresent(path)
  return stat && { uid: stat.uid, gid: stat.gid }
}

/**
 * Refuses a target that is a symlink, a directory or a special file, and a way to it that leads through a file or
 * a symlink below `base`: writing there would land somewhere the user did not name.
 * Answers whether a regular file is there now.
 */
export async function checkTarget(path: string, base: string): Promise<boolean> {
  for (const directory of directoriesBetween(base, dirname(path))) {
    const stat = lstatIfPresent(directory)
    if (stat === undefined) return false
    if (stat.isSymbolicLink()) throw refuse('symlink', directory, 'is a symbolic link')
    if (!stat.isDirectory())
      throw refuse('not-a-directory', directory, 'is a file where a directory should be')
  }
  const stat = lstatIfPresent(path)
  if (stat === undefined) return false
  if (stat.isSymbolicLink()) throw refuse('symlink', path, 'is a symbolic link')
  if (stat.isDirectory()) throw refuse('not-a-file', path, 'is a directory where a file should be')
  if (!stat.isFile()) throw refuse('not-a-file', path, 'is not a regular file')
  return true
}

/** `base` is checked through a symlink (the user named it); everything below it is not. */
function directoriesBetween(base: string, directory: string): string[] {
  const parts = nameIn(base, directory).split(sep).filter(Boolean)
  return parts.map((_, index) => [base, ...parts.slice(0, index + 1)].join(sep))
}

/** Synchronous: a thread of the pool costs more than the look. */
function lstatIfPresent(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw fileFailure(error, path, 'read')
  }
}

const refuse = (
  code: 'symlink' | 'not-a-directory' | 'not-a-file',
  path: string,
  reason: string,
): QdrantAuthError =>
  new QdrantAuthError(code, `${path} ${reason}`, {
    hints: ['move it away or choose another directory; nothing was changed'],
  })
