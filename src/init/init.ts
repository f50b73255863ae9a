import { dirname, relative } from 'node:path'
import type { Entropy } from '../certs/entropy.ts'
import { QdrantAuthError } from '../errors.ts'
import { makeDirectory } from '../files/directories.ts'
import { installSet, recover } from '../files/install.ts'
import { hasJournal } from '../files/journal.ts'
import { type Processes, withLock } from '../files/lock.ts'
import { MODE } from '../files/modes.ts'
import { statIfPresent } from '../files/read.ts'
import { newTag } from '../files/staged.ts'
import type { PlannedFile } from '../files/target.ts'
import { checkAnswers, type InitAnswers } from './answers.ts'
import { buildMissing } from './build.ts'
import { type Checked, checkDirectory } from './check.ts'
import { directoryModes, type Layout, layoutOf } from './layout.ts'
import { survey } from './survey.ts'

export interface InitRequest {
  /** Absolute path; made if it is missing. */
  directory: string
  answers: InitAnswers
  dryRun: boolean
  now: Date
  entropy: Entropy
  processes: Processes
  signal: AbortSignal
}

export interface InitOutcome {
  layout: Layout
  /** Files that were (or, in a dry run, would be) written; paths relative to the directory. */
  written: { path: string; mode: number; content: string; isSecret: boolean }[]
  /** An earlier run had been interrupted, and was finished or taken back first. */
  recovered: 'nothing' | 'finished' | 'taken back'
  /** Absent in a dry run. */
  checked: Checked | undefined
}

/** The main job. Everything it makes is put in place as one set, and read back before it returns. */
export async function initDirectory(request: InitRequest): Promise<InitOutcome> {
  const { directory, answers, dryRun, processes } = request
  checkAnswers(answers)
  requireNoFileInTheWay(directory)
  const layout = layoutOf(answers)
  const interrupted = await hasJournal(directory)
  // Before a lock file makes a first mark in a directory of somebody else.
  if (!interrupted) await survey(directory, answers, layout)
  if (dryRun) {
    const files = interrupted ? [] : await missingFiles(request, layout)
    return {
      layout,
      written: files.map((file) => told(file, directory)),
      recovered: 'nothing',
      checked: undefined,
    }
  }
  await makeDirectory(directory, MODE.publicDirectory)
  return withLock(directory, processes, async () => {
    const recovered = await recover(directory)
    const files = await missingFiles(request, layout)
    if (files.length > 0) await install(files, request, layout)
    const checked = await checkDirectory(directory, answers, layout, request.now)
    return { layout, written: files.map((file) => told(file, directory)), recovered, checked }
  })
}

async function missingFiles(request: InitRequest, layout: Layout): Promise<PlannedFile[]> {
  const { directory, answers, now, entropy } = request
  const found = await survey(directory, answers, layout)
  return buildMissing({ directory, answers, layout, survey: found, now, entropy })
}

const install = (
  files: readonly PlannedFile[],
  { directory, entropy, signal }: InitRequest,
  layout: Layout,
): Promise<void> =>
  installSet(files, {
    base: directory,
    directories: directoryModes(directory, layout),
    defaultDirectoryMode: MODE.publicDirectory,
    tag: newTag(entropy.bytes),
    signal,
  })

function told({ path, mode, content }: PlannedFile, directory: string): InitOutcome['written'][number] {
  return { path: relative(directory, path), mode, content: String(content), isSecret: (mode & 0o077) === 0 }
}

/** The directory, or the nearest one above it, must be a directory. */
function requireNoFileInTheWay(directory: string): void {
  const stats = statIfPresent(directory)
  if (stats?.isDirectory()) return
  if (stats !== undefined)
    throw new QdrantAuthError('not-a-directory', `${directory} is a file, and a directory is needed`)
  if (dirname(directory) !== directory) requireNoFileInTheWay(dirname(directory))
}
