import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
export const BIN = fileURLToPath(new URL('../../bin/qdrant-auth.js', import.meta.url))

/** Builds the tool if its sources have changed since. */
export function prepared(): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('prepare.js', import.meta.url))],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
}
