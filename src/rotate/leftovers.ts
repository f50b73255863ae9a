import { clearUnfinished } from '../files/staged.ts'
import { journalPath } from './journal.ts'
import { secretFile } from './secret-files.ts'

/**
 * Removes what a run that was killed had begun to write: its temp files may hold keys. Callers hold the lock, so none of them
 * is being written now. `files` are configs of this machine, absolute.
 */
export function clearLeftovers(directory: string, files: readonly string[]): void {
  const own = [journalPath(directory), secretFile(directory, 'old'), secretFile(directory, 'new')]
  for (const path of [...own, ...files]) clearUnfinished(path)
}
