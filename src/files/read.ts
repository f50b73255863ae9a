import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  type Stats,
  statSync,
} from 'node:fs'
import { QdrantAuthError } from '../errors.ts'
import { fileFailure } from './failure.ts'

export interface FileContent {
  bytes: Buffer
  /** Permission bits. */
  mode: number
}

/**
 * Reads a regular file of at most `limit` bytes. A FIFO, device or directory is refused at once
 * (opened non-blocking, so that a FIFO without a writer cannot hang the tool).
 */
export async function readRegularFile(path: string, limit: number): Promise<FileContent> {
  let handle: number | undefined
  try {
    // Synchronous: for small files a thread of the pool costs more than the file.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stat = fstatSync(handle)
    if (stat.isDirectory()) throw new QdrantAuthError('not-a-file', `cannot read ${path}: it is a directory`)
    if (!stat.isFile())
      throw new QdrantAuthError('not-a-file', `cannot read ${path}: it is not a regular file`)
    if (stat.size > limit) {
      throw new QdrantAuthError('file-too-large', `cannot read ${path}: it is larger than ${limit} bytes`)
    }
    return { bytes: readFileSync(handle), mode: stat.mode & 0o777 }
  } catch (error) {
    throw fileFailure(error, path, 'read')
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

/** What a path leads to, links followed; undefined where nothing is there or it may not be looked up. */
export function statIfPresent(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** Refuses what is no directory, or may not be entered: every file in it would look as if it were not there. */
export function requireDirectory(path: string, hint: string): void {
  const hints = [hint]
  const stat = statOf(path)
  if (stat === undefined)
    throw new QdrantAuthError('file-missing', `there is no directory ${path}`, { hints })
  if (!stat.isDirectory()) throw new QdrantAuthError('not-a-directory', `${path} is no directory`, { hints })
  try {
    accessSync(path, constants.X_OK)
  } catch (error) {
    throw fileFailure(error, path, 'read')
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw fileFailure(error, path, 'read')
  }
}

/** The file's content, or undefined where there is no such file. Every other trouble is an error. */
export async function readIfPresent(path: string, limit: number): Promise<FileContent | undefined> {
  try {
    return await readRegularFile(path, limit)
  } catch (error) {
    if (error instanceof QdrantAuthError && error.code === 'file-missing') return undefined
    throw error
  }
}
