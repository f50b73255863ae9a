import { readdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { fileFailure } from '../files/failure.ts'
import { requireDirectory, statIfPresent } from '../files/read.ts'
import type { EffectiveConfig } from '../qdrant/config/effective.ts'
import type { ServerFiles } from '../qdrant/config/server-files.ts'
import { gitTracker } from './git-index.ts'
import { loadReadable } from './readable.ts'
import { diskFiles } from './server-files.ts'
import type { Disk } from './subject.ts'

/** What the rules ask of the disk about the configuration in a directory. */
export function diskOf(directory: string, isTracked = gitTracker()): Disk {
  return {
    modeOf: (file) => statIfPresent(resolve(directory, file))?.mode,
    isTracked: (file) => isTracked(resolve(directory, file)),
    get names() {
      return namesIn(resolve(directory, 'config'))
    },
  }
}

/** Refuses what is no directory, and one whose config/ may not be entered: its server would look like an open one. */
export function requireServerDirectory(
  directory: string,
  hint = 'name the directory that Qdrant is started in',
): void {
  requireDirectory(directory, hint)
  const file = resolve(directory, 'config/config.yaml')
  try {
    statSync(file, { throwIfNoEntry: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw fileFailure(error, file, 'read')
  }
}

/** Whether anything, a file or a variable, configures the server beside what it has built in. */
export const isConfigured = ({ layers }: EffectiveConfig): boolean =>
  layers.some(
    ({ name, file, error, assignments }) =>
      name !== 'bundled' && (file !== undefined || error !== undefined || assignments.length > 0),
  )

/** A directory without a trace of configuration is more likely the wrong one than an open server. */
export function requireConfiguration(config: EffectiveConfig, directory: string): void {
  if (isConfigured(config)) return
  throw new QdrantAuthError('file-missing', `${directory} holds no config/config.yaml`, {
    hints: ['name a file, or the directory that Qdrant is started in'],
  })
}

/** Qdrant alone takes the first for its RUN_MODE, its Docker image the second. */
const RUN_MODES = ['development', 'production']

/** The text of a setting as the server in this directory has it, whichever its run mode. */
export function settingOf(directory: string, path: string): string {
  requireServerDirectory(directory)
  const values = RUN_MODES.map((value) => {
    const variables = [{ name: 'RUN_MODE', value }]
    const [{ error, values }] = loadReadable({
      files: diskFiles(directory, undefined),
      directory,
      variables,
    }).outcomes
    if (error?.layer !== undefined || error?.failure !== undefined)
      throw new QdrantAuthError('file-malformed', `the server does not start here: ${error.redacted}`, {
        hints: ['qdrant-auth config validate tells where'],
      })
    return values.text(path) || undefined
  })
  const [value, ...others] = new Set(values.filter((text) => text !== undefined))
  const hints = ['give the key with --key-file or --key-env']
  if (value === undefined) throw new QdrantAuthError('bad-value', `${directory} sets no ${path}`, { hints })
  if (others.length === 0) return value
  throw new QdrantAuthError('bad-value', `${path} of ${directory} depends on the run mode`, { hints })
}

/** Where the server looks first; a file alone is judged as if it stood there. */
const FIRST = 'config/config.yaml'

/** One file (absolute path) in the place of a whole configuration. */
export function loneFile(path: string, isTracked = gitTracker()): { files: ServerFiles; disk: Disk } {
  const files = diskFiles('/', undefined)
  return {
    files: only({ kind: () => files.kindOf(path), content: () => files.read(path) }),
    disk: { modeOf: () => statIfPresent(path)?.mode, isTracked: () => isTracked(path), names: [] },
  }
}

/** A text that came from nowhere on the disk, in the same place. */
export const loneText = (bytes: Uint8Array): { files: ServerFiles; disk: Disk } => ({
  files: only({ kind: () => 'file', content: () => bytes }),
  disk: { modeOf: () => undefined, isTracked: () => false, names: [] },
})

const only = (one: {
  kind(): ReturnType<ServerFiles['kindOf']>
  content(): ReturnType<ServerFiles['read']>
}): ServerFiles => ({
  kindOf: (asked) => (asked === FIRST ? one.kind() : undefined),
  read: (asked) => (asked === FIRST ? one.content() : 'ENOENT'),
  makeFailure: () => undefined,
  writeFailure: () => undefined,
})

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
