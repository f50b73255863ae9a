import { parseVersion } from '../qdrant/versions.ts'
import type { Note } from './report.ts'

/** The version behind `--server-version`, and a note where this tool does not know it. */
export function serverVersion(asked: string): { version: string; notes: Note[] } {
  const { version, unknown } = parseVersion(asked)
  const message = `Qdrant ${asked} is newer than this tool: treated as ${version}`
  return { version, notes: unknown ? [{ level: 'note', message }] : [] }
}
