import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { journalPath } from './journal.ts'
import { secretFile } from './secret-files.ts'

/**
 * Removes what a run that was killed had begun to write: its temp files may hold keys. Callers hold the lock, so none of them
 * is being written now. `files` are configs of this machine, absolute.
 */
export async function clearLeftovers(directory: string, files: readonly string[]): Promise<void> {
  const own = [journalPath(directory), secretFile(directory, 'old'), secretFile(directory, 'new')]
  for (const path of [...own, ...files]) {
    const folder = dirname(path)
    for (const name of namesIn(folder)) {
      if (isTempOf(basename(path), name)) rmSync(join(folder, name), { force: true })
    }
  }
}

/** `.NAME.` + 16 hex digits + `.tmp` (src/files/write.ts). */
function isTempOf(file: string, name: string): boolean {
  const prefix = `.${file}.`
  return name.startsWith(prefix) && /^[0-9a-f]{16}\.tmp$/.test(name.slice(prefix.length))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
