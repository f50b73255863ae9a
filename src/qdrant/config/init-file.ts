import { dirname } from 'node:path'
import { type LogLine, line } from './log.ts'
import { type Errno, errnoText, type ServerFiles } from './server-files.ts'

/** The empty file that says the server is up (src/startup.rs), where QDRANT_INIT_FILE_PATH names no other. */
export const INIT_FILE = '.qdrant-initialized'

const warning = (verb: 'create' | 'remove', path: string, errno: Errno): LogLine =>
  line(
    'WARN',
    'qdrant::startup',
    `Failed to ${verb} init file indicator: failed to ${verb} file \`${path}\`: ${errnoText(errno)}`,
  )

/** Before anything is begun. */
export function initFileRemoved(path: string, files: ServerFiles): LogLine[] {
  const kind = files.kindOf(path)
  if (kind === undefined) return []
  const errno = files.writeFailure(dirname(path)) ?? (kind === 'directory' ? 'EISDIR' : undefined)
  return errno === undefined ? [] : [warning('remove', path, errno)]
}

/** Once the servers have been begun. */
export function initFileCreated(path: string, files: ServerFiles): LogLine[] {
  const errno = createFailure(path, files)
  return errno === undefined ? [] : [warning('create', path, errno)]
}

function createFailure(path: string, files: ServerFiles): Errno | undefined {
  if (path === '') return 'ENOENT'
  const present = files.kindOf(path)
  if (present === 'directory') return 'EISDIR'
  const folder = dirname(path)
  const kind = files.kindOf(folder)
  if (kind === undefined) return 'ENOENT'
  if (kind !== 'directory') return 'ENOTDIR'
  const unremoved = present !== undefined && files.writeFailure(folder) !== undefined
  return files.writeFailure(unremoved ? path : folder)
}
