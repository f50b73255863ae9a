import { dirname, relative } from 'node:path'
import type { Workplace } from '../../certs/replace.ts'
import type { Context } from '../../cli/context.ts'
import { isBelow } from '../../files/below.ts'
import { statIfPresent } from '../../files/read.ts'

/** A directory to change files in, with what the world gives for it. */
export const workplaceIn = (directory: string, { io }: Context): Workplace => ({
  directory,
  entropy: io.entropy,
  processes: io.processes,
  signal: io.signal,
})

/** Where the lock and the journal of a change are: here, or where the files are, when those are elsewhere. */
export function workplaceOf(paths: readonly string[], cwd: string): string {
  const outside = paths.find((path) => !isBelow(path, cwd))
  if (outside === undefined) return cwd
  return statIfPresent(outside)?.isDirectory() === true ? outside : dirname(outside)
}

/**
 * Where new files go: a directory for the journal of the set, and the folder in it. A folder somewhere else is a directory
 * of its own.
 */
export function outFolder(out: string, context: Context): Workplace & { folder: string } {
  const { cwd } = context
  const folder = context.path(out)
  return isBelow(folder, cwd)
    ? { ...workplaceIn(cwd, context), folder: relative(cwd, folder) }
    : { ...workplaceIn(folder, context), folder: '' }
}
