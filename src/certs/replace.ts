import { dirname } from 'node:path'
import { isBelow } from '../files/below.ts'
import { installSets, recover } from '../files/install.ts'
import { type Processes, withLock } from '../files/lock.ts'
import { MODE } from '../files/modes.ts'
import { newTag } from '../files/staged.ts'
import { checkTarget, ownerOf, type PlannedFile } from '../files/target.ts'
import type { Entropy } from './entropy.ts'
import type { Issued } from './issue.ts'
import type { CertificateFile } from './rule.ts'

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
  await installFiles(files, workplace)
}

/** Puts the files in place: all that are below the directory, or none of them. Those elsewhere come in the order given. */
export const installFiles = (files: readonly PlannedFile[], workplace: Workplace) =>
  installAll(
    files.map(({ path }) => path),
    async () => files,
    workplace,
  )

/** The same with files that are made meanwhile. Answers them. */
export async function installAll(
  paths: readonly string[],
  make: () => Promise<readonly PlannedFile[]>,
  { directory, entropy, signal }: Workplace,
): Promise<readonly PlannedFile[]> {
  const sets = new Map<string, string[]>()
  for (const path of paths) {
    const base = baseOf(path, directory)
    const set = sets.get(base) ?? []
    set.push(path)
    sets.set(base, set)
  }
  const plans = [...sets].map(([base, paths]) => ({
    paths,
    options: {
      base,
      // Every folder below holds a key.
      directories: new Map(),
      defaultDirectoryMode: MODE.secretDirectory,
      tag: newTag(entropy.bytes),
      signal,
    },
  }))
  return installSets(plans, make)
}

/** Where the journal is that a file is put in place by. */
export const baseOf = (file: string, directory: string): string =>
  isBelow(file, directory) ? directory : dirname(file)

/** Name that the old content of a file is kept under. */
export const previousName = (path: string): string => `${path}.previous`

/** A new pair in place of one. Its files stay their owner's, and what they held is kept beside them. */
export const pairReplacement = (
  { certificate, key }: { certificate: CertificateFile; key: CertificateFile },
  issued: Issued,
): PlannedFile[] => [
  ...replacement(certificate, issued.certificatePem, MODE.public),
  ...replacement(key, issued.keyPem, MODE.secret),
]

function replacement({ file, bytes }: CertificateFile, content: string, mode: number): PlannedFile[] {
  const owner = ownerOf(file)
  return [
    { path: file, content, mode, owner },
    { path: previousName(file), content: bytes, mode, owner },
  ]
}
