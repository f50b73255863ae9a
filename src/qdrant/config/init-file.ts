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
export const initFileRemoved = (path: string, files: ServerFiles): LogLine[] =>
  files.kindOf(path) === 'directory' ? [warning('remove', path, 'EISDIR')] : []

/** Once the servers have been begun. */
export function initFileCreated(path: string, files: ServerFiles): LogLine[] {
  const errno = createFailure(path, files)
  return errno === undefined ? [] : [warning('create', path, errno)]
}

function createFailure(path: string, files: ServerFiles): Errno | undefined {
  if (path === '') return 'ENOENT'
  if (files.kindOf(path) === 'directory') return 'EISDIR'
  const folder = dirname(path)
  const kind = files.kindOf(folder)
  if (kind === undefined) return 'ENOENT'
  return kind === 'directory' ? files.writeFailure(folder) : 'ENOTDIR'
}
