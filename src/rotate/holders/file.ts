import { resolve } from 'node:path'
import { openForEdit, writeEdited } from '../../config/file-edit.ts'
import { clearAbandonedLock } from '../../files/lock.ts'
import type { Hands } from '../hands.ts'
import type { KeyHolder } from './holder.ts'

/** A file on this machine. */
export function fileHolder(path: string, base: string, { tag, processes }: Hands): KeyHolder {
  const full = resolve(base, path)
  return {
    name: full,
    async read() {
      // A run that was killed when the file was written already will not write it again.
      await clearAbandonedLock(full, processes)
      return openForEdit(full)
    },
    write: (read, after) => writeEdited(read, after, { processes, tag: tag() }),
  }
}
