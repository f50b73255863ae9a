import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { statIfPresent } from '../files/read.ts'
import type { Errno, Kind, ServerFiles } from '../qdrant/config/server-files.ts'

/** Far above any configuration or certificate. */
const LARGEST = 64 << 20

const KNOWN: readonly string[] = [
  'ENOENT',
  'EACCES',
  'EEXIST',
  'ENOTDIR',
  'EISDIR',
  'EROFS',
  'ELOOP',
  'ENAMETOOLONG',
] satisfies Errno[]

/**
 * The disk as the server's user sees it. `uid` is that user where it is not ours: permissions are then read off the modes
 * (owner and others; groups of another user are not known).
 */
export function diskFiles(directory: string, uid: number | undefined): ServerFiles {
  // A slash at the end stays: behind a file it leads nowhere.
  const full = (path: string): string => resolve(directory, path) + (/[^/]\/\.?$/.test(path) ? '/' : '')
  const refused = (path: string, bit: number): boolean =>
    uid !== undefined && uid !== 0 && !mayReach(full(path), uid, bit)
  const isHidden = (path: string): boolean => refused(dirname(full(path)), constants.X_OK)
  const files: ServerFiles = {
    kindOf: (path) => (path === '' || isHidden(path) ? undefined : kindOf(full(path))),
    read(path) {
      if (path === '') return 'ENOENT'
      if (path.includes('\0')) return 'NUL'
      if (refused(path, constants.R_OK)) return 'EACCES'
      return readWhole(full(path))
    },
    makeFailure(path) {
      if (path === '') return undefined
      if (path.includes('\0')) return 'NUL'
      const kind = kindOf(full(path))
      if (kind !== undefined) return kind === 'directory' ? undefined : 'EEXIST'
      const looked = failureOf(() => lstatSync(full(path)))
      // A link that leads nowhere.
      if (looked === undefined) return 'EEXIST'
      if (looked === 'ENAMETOOLONG') return looked
      const parent = dirname(full(path))
      const above = kindOf(parent)
      if (above === undefined) return parent === full(path) ? 'ENOENT' : files.makeFailure(parent)
      return above === 'directory' ? files.writeFailure(parent) : 'ENOTDIR'
    },
    writeFailure(path) {
      const kind = kindOf(full(path))
      if (kind === undefined) return files.makeFailure(path)
      const bits = kind === 'directory' ? constants.W_OK | constants.X_OK : constants.W_OK
      if (refused(path, bits)) return 'EACCES'
      const failure = failureOf(() => accessSync(full(path), bits))
      // What is closed to us need not be closed to a server whose user nobody has named.
      return failure === 'EACCES' && uid === undefined ? undefined : failure
    },
  }
  return files
}

function kindOf(path: string): Kind | undefined {
  const stats = statIfPresent(path)
  if (stats === undefined) return undefined
  if (stats.isFile()) return 'file'
  return stats.isDirectory() ? 'directory' : 'other'
}

function readWhole(path: string): Uint8Array | Errno | 'not-read' {
  let content: Uint8Array | 'not-read' = 'not-read'
  const failure = failureOf(() => {
    // Non-blocking, so that a pipe without a writer is empty instead of a wait.
    const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stat = fstatSync(handle)
      if (!stat.isFile()) content = readUpToLargest(handle)
      else if (stat.size <= LARGEST) content = readFileSync(handle)
    } finally {
      closeSync(handle)
    }
  })
  return failure ?? content
}

/** A device may have no end. */
function readUpToLargest(handle: number): Uint8Array | 'not-read' {
  const pieces: Uint8Array[] = []
  for (let size = 0; size <= LARGEST; ) {
    const piece = Buffer.alloc(1 << 16)
    const count = readSync(handle, piece)
    if (count === 0) return Buffer.concat(pieces)
    pieces.push(piece.subarray(0, count))
    size += count
  }
  return 'not-read'
}

function failureOf(work: () => void): Errno | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return KNOWN.includes(code) ? (code as Errno) : 'EACCES'
  }
}

/** Whether the user may search every directory on the way, and has the bit (4 read, 2 write, 1 search) at the end of it. */
function mayReach(path: string, uid: number, bit: number): boolean {
  const parent = dirname(path)
  if (parent !== path && !mayReach(parent, uid, constants.X_OK)) return false
  const stats = statIfPresent(path)
  if (stats === undefined) return true
  const bits = stats.uid === uid ? stats.mode >> 6 : stats.mode
  return (bits & bit) === bit
}
