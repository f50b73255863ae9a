import { type ErrorCode, QdrantAuthError } from '../errors.ts'
import { unstaged } from './staged.ts'

type Doing = 'read' | 'write'

/** One sentence for what the file system answered while a path was read or written. */
export function fileFailure(error: unknown, path: string, doing: Doing): QdrantAuthError {
  if (error instanceof QdrantAuthError) return error
  const system = (error as NodeJS.ErrnoException).code ?? ''
  const [code, reason, hint] = reasonFor(system, doing)
  return new QdrantAuthError(code, `cannot ${doing} ${unstaged(path)}: ${reason}`, {
    cause: error,
    hints: hint === undefined ? [] : [hint],
  })
}

function reasonFor(system: string, doing: Doing): [ErrorCode, string, string?] {
  switch (system) {
    case 'ENOENT':
      return ['file-missing', 'no such file or directory']
    case 'EACCES':
    case 'EPERM':
      return [doing === 'read' ? 'file-unreadable' : 'file-unwritable', 'permission denied']
    case 'EROFS':
      return ['file-unwritable', 'the file system is read-only']
    case 'ENOSPC':
      return [
        'no-space',
        'no space left on the disk',
        'nothing was changed; free some space and run it again',
      ]
    case 'EDQUOT':
      return [
        'no-space',
        'the disk quota is used up',
        'nothing was changed; free some space and run it again',
      ]
    case 'EISDIR':
      return ['not-a-file', 'it is a directory']
    case 'ENOTDIR':
      return ['not-a-directory', 'a part of the path is a file, not a directory']
    case 'EEXIST':
      return ['file-exists', 'it exists already']
    case 'ELOOP':
      return ['symlink', 'it is a symbolic link']
    default:
      return [doing === 'read' ? 'file-unreadable' : 'file-unwritable', system || 'unknown reason']
  }
}
