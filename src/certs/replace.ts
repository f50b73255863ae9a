import { dirname, relative } from 'node:path'
import { installSet, recover } from '../files/install.ts'
import { type Processes, withLock } from '../files/lock.ts'
import { MODE } from '../files/modes.ts'
import { statIfPresent } from '../files/read.ts'
import { checkTarget, type Owner, type PlannedFile } from '../files/target.ts'
import { newTag } from '../files/write.ts'
import type { Entropy } from './entropy.ts'

/** Where and by whom files are changed. */
export interface Workplace {
  /** Absolute; files below it are replaced as one set, those elsewhere folder by folder. */
  directory: string
  entropy: Entropy
  processes: Processes
  signal: AbortSignal
}

/** Runs `work` while nobody else changes these files, and after what an interrupted run left is put right. */
export const changing = <T>(
  { directory, processes }: Workplace,
  files: readonly string[],
  work: () => Promise<T>,
): Promise<T> =>
  withLock(directory, processes, async () => {
    for (const base of new Set([directory, ...files.map((file) => baseOf(file, directory))]))
      await recover(base)
    return work()
  })

/** Puts files in the place of others, none of which may be a link or anything but a file. */
export async function replaceAll(files: readonly PlannedFile[], workplace: Workplace): Promise<void> {
  for (const { path } of files) await checkTarget(path, baseOf(path, workplace.directory))
  await installAll(files, workplace)
}

/** Puts the files in place: all that are below the directory, or none of them. Those elsewhere come in the order given. */
export async function installAll(
  files: readonly PlannedFile[],
  { directory, entropy, signal }: Workplace,
): Promise<void> {
  const sets = new Map<string, PlannedFile[]>()
  for (const file of files) {
    const base = baseOf(file.path, directory)
    const set = sets.get(base) ?? []
    set.push(file)
    sets.set(base, set)
  }
  for (const [base, set] of sets) {
    await installSet(set, {
      base,
      // Every folder below holds a key.
      directories: new Map(),
      defaultDirectoryMode: MODE.secretDirectory,
      tag: newTag(entropy.bytes),
      signal,
    })
  }
}

/** Where the journal is that a file is put in place by. */
export const baseOf = (file: string, directory: string): string =>
  relative(directory, file).startsWith('..') ? dirname(file) : directory

/** Name that the old content of a file is kept under. */
export const previousName = (path: string): string => `${path}.previous`

/** New content for a file, which stays its owner's; what it held is kept beside it. */
export function replacement(path: string, content: string, mode: number, before: Uint8Array): PlannedFile[] {
  const owner = ownerOf(path)
  return [
    { path, content, mode, owner },
    { path: previousName(path), content: before, mode, owner },
  ]
}

/** Undefined where there is no such file, or no such thing as owners. */
export function ownerOf(path: string): Owner | undefined {
  const stats = statIfPresent(path)
  return stats === undefined || stats.uid === undefined ? undefined : { uid: stats.uid, gid: stats.gid }
}
