import { type ErrorCode, QdrantAuthError } from '../errors.ts'
import { unstaged } from './staged.ts'

type Doing = 'read' | 'write'

interface Reason {
  reason: string
  /** Where it is not that of a file that cannot be read or written. */
  code?: ErrorCode
  hint?: string
}

const FREE_SPACE = 'nothing was changed; free some space and run it again'

/** What the file system answers, in words. */
const REASONS: Record<string, Reason> = {
  ENOENT: { code: 'file-missing', reason: 'no such file or directory' },
  EACCES: { reason: 'permission denied' },
  EPERM: { reason: 'permission denied' },
  EROFS: { reason: 'the file system is read-only' },
  ENOSPC: { code: 'no-space', reason: 'no space left on the disk', hint: FREE_SPACE },
  EDQUOT: { code: 'no-space', reason: 'the disk quota is used up', hint: FREE_SPACE },
  EISDIR: { code: 'not-a-file', reason: 'it is a directory' },
  ENOTDIR: { code: 'not-a-directory', reason: 'a part of the path is a file, not a directory' },
  EEXIST: { code: 'file-exists', reason: 'it exists already' },
  ELOOP: { code: 'symlink', reason: 'it is a symbolic link' },
  ENAMETOOLONG: { reason: 'the name is too long' },
  EMFILE: { reason: 'too many open files' },
  EIO: { reason: 'input/output error' },
}

/** Whether it is one of those answers. */
export const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && Object.hasOwn(REASONS, String(error.code))

/** One sentence for what the file system answered while a path was read or written. */
export function fileFailure(error: unknown, path: string, doing: Doing): QdrantAuthError {
  if (error instanceof QdrantAuthError) return error
  const system = (error as NodeJS.ErrnoException).code || 'unknown reason'
  const { reason, code, hint }: Reason = REASONS[system] ?? { reason: system }
  return new QdrantAuthError(
    code ?? (doing === 'read' ? 'file-unreadable' : 'file-unwritable'),
    `cannot ${doing} ${unstaged(path)}: ${reason}`,
    { cause: error, hints: hint === undefined ? [] : [hint] },
  )
}
