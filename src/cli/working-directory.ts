import { QdrantAuthError } from '../errors.ts'
import type { Verb } from './commands.ts'
import type { Context } from './context.ts'

/**
 * `-C DIR` must be a directory: in one that is not there every file would look as if it were missing, keys and all.
 * Only a verb that makes one takes a name that is free.
 */
export async function requireWorkingDirectory(context: Context, verb: Verb | undefined): Promise<void> {
  const { cwd } = context.globals
  if (cwd === undefined) return
  if (cwd === '')
    throw new QdrantAuthError('bad-value', '-C is empty', { hints: ['write -C . for this directory'] })
  // Loaded where it is needed: most commands are called without it.
  const { requireDirectory, statIfPresent } = await import('../files/read.ts')
  const makes = verb?.makesDirectory === true
  if (makes && statIfPresent(context.cwd) === undefined) return
  requireDirectory(
    context.cwd,
    makes ? 'name another directory with -C' : '-C names the directory to work in',
  )
}
