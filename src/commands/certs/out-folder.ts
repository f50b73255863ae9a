import { isAbsolute, relative } from 'node:path'
import type { Context } from '../../cli/context.ts'

/**
 * Where files go: a directory for the journal of the set, and the folder in it. A folder somewhere else is a directory of
 * its own.
 */
export function outFolder(out: string, context: Context): { directory: string; folder: string } {
  const folder = relative(context.cwd, context.path(out))
  return folder.startsWith('..') || isAbsolute(folder)
    ? { directory: context.path(out), folder: '' }
    : { directory: context.cwd, folder }
}
