import { join, resolve } from 'node:path'
import { previousName } from '../certs/replace.ts'
import { QdrantAuthError } from '../errors.ts'
import { makeDirectory } from '../files/directories.ts'
import { installSet, recover } from '../files/install.ts'
import { type Processes, withLock } from '../files/lock.ts'
import { isLax, MODE } from '../files/modes.ts'
import { readIfPresent, statIfPresent } from '../files/read.ts'
import { checkTarget, type PlannedFile } from '../files/target.ts'
import type { EmittedFile } from './target.ts'

export interface PutRequest {
  /** Absolute; made where it is missing. */
  readonly directory: string
  readonly files: readonly EmittedFile[]
  /** Puts the files in the place of others, which are kept beside them. */
  readonly force: boolean
  readonly dryRun: boolean
  /** Unique text for temp names. */
  readonly tag: string
  readonly processes: Processes
  readonly signal: AbortSignal
}

export interface PutFile {
  /** Relative to the directory. */
  readonly path: string
  readonly mode: number
  readonly state: 'new' | 'unchanged' | 'replaced'
}

const LIMIT = 4 << 20

/** All files or none of them; what is there already and says the same stays as it is. */
export async function putFiles(request: PutRequest): Promise<PutFile[]> {
  const { directory, dryRun, processes } = request
  if (dryRun) return (await survey(request)).told
  // Before a lock file makes a first mark in a directory of somebody else.
  if (statIfPresent(join(directory, '.qdrant-auth')) === undefined) await survey(request)
  await makeDirectory(directory, MODE.publicDirectory)
  return withLock(directory, processes, async () => {
    await recover(directory)
    const { told, planned } = await survey(request)
    if (planned.length > 0) await install(planned, request)
    return told
  })
}

async function survey({
  directory,
  files,
  force,
}: PutRequest): Promise<{ told: PutFile[]; planned: PlannedFile[] }> {
  const told: PutFile[] = []
  const planned: PlannedFile[] = []
  const conflicts: string[] = []
  for (const file of files) {
    const path = resolve(directory, file.path)
    const mode = modeOf(file)
    const content = `${file.text}\n`
    const found = (await checkTarget(path, directory)) ? await readIfPresent(path, LIMIT) : undefined
    const same = found?.bytes.equals(Buffer.from(content)) === true
    const lax = file.secret === true && found !== undefined && isLax(found.mode)
    const state = found === undefined ? 'new' : same && !lax ? 'unchanged' : 'replaced'
    told.push({ path: file.path, mode, state })
    if (found !== undefined && !same) conflicts.push(file.path)
    if (state !== 'unchanged') planned.push({ path, content, mode, owner: file.owner })
    if (found !== undefined && !same)
      planned.push({ path: previousName(path), content: found.bytes, mode: found.mode, owner: file.owner })
  }
  if (conflicts.length > 0 && !force)
    throw new QdrantAuthError(
      'file-exists',
      `${directory} has other files of these names: ${conflicts.join(', ')}`,
      {
        hints: ['nothing was changed; look at --dry-run, then --force keeps the old ones as NAME.previous'],
      },
    )
  return { told, planned }
}

export const modeOf = ({ secret }: EmittedFile): number => (secret ? MODE.secret : MODE.public)

const install = (planned: readonly PlannedFile[], { directory, tag, signal }: PutRequest): Promise<void> =>
  installSet(planned, {
    base: directory,
    directories: new Map([
      [join(directory, '.qdrant-auth'), MODE.secretDirectory],
      [join(directory, 'secrets'), MODE.secretDirectory],
    ]),
    defaultDirectoryMode: MODE.publicDirectory,
    tag,
    signal,
  })
