import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { readIfPresent } from '../files/read.ts'
import { checkTarget } from '../files/target.ts'
import type { InitAnswers } from './answers.ts'
import { type Layout, ownPaths } from './layout.ts'
import { readRecord, requireSameAnswers } from './record.ts'

/** What an earlier run left; absent files are to be made. */
export interface Survey {
  present: ReadonlySet<string>
  text(path: string): Promise<string>
}

/** A registry of many tokens is the largest. */
const LIMIT = 64 << 20

/**
 * Looks before anything is written. Throws where a target is a symlink or directory, where files of somebody else are in
 * the way (exit 6), or where an earlier `init` was told something else.
 */
export async function survey(directory: string, answers: InitAnswers, layout: Layout): Promise<Survey> {
  const recorded = await readRecord(directory)
  if (recorded !== undefined) requireSameAnswers(recorded, answers, directory)
  const present = new Set<string>()
  for (const path of [...ownPaths(layout), layout.gitignore, layout.record]) {
    if (await checkTarget(join(directory, path), directory)) present.add(path)
  }
  const foreign = recorded === undefined ? ownPaths(layout).filter((path) => present.has(path)) : []
  if (foreign.length > 0) {
    throw new QdrantAuthError(
      'file-exists',
      `${directory} holds files that init did not make: ${foreign.join(', ')}`,
      {
        hints: ['nothing was changed; choose another directory, or move them away'],
      },
    )
  }
  return {
    present,
    text: async (path) => (await readIfPresent(join(directory, path), LIMIT))?.bytes.toString('utf8') ?? '',
  }
}
