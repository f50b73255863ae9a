import { lstatSync, readdirSync, statSync, unlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Name of the temp file beside `path`; `.…tmp` is what recovery and `.gitignore` look for. */
export const stagedName = (path: string, tag: string): string =>
  join(dirname(path), `.${basename(path)}.${tag}.tmp`)

/** The path that a temp file is for; any other as it is. */
export const unstaged = (path: string): string => path.replace(/\.([^/\\]+)\.[0-9a-f]{16}\.tmp$/, '$1')

/** Text that makes temp names unique, from the injected randomness. */
export const newTag = (random: (count: number) => Uint8Array): string =>
  Buffer.from(random(8)).toString('hex')

const STAGED = /^\..+\.[0-9a-f]+\.tmp$/
const TAG_AND_END = /^[0-9a-f]+\.tmp$/

/** Nobody writes one small file for longer. */
const ABANDONED_MS = 60_000

/** Removes temp files of `path` that a killed run left. Ages are told by the file system alone, which may be elsewhere. */
export function clearAbandoned(path: string): void {
  try {
    const { ino, ctimeMs } = statSync(path)
    for (const left of stagedFor(path)) {
      const stat = lstatSync(left)
      // The same file is in its place already, under both names.
      if (stat.ino === ino || ctimeMs - stat.mtimeMs > ABANDONED_MS) unlinkIfPresent(left)
    }
  } catch {
    // What was asked for is done; the next run tries again.
  }
}

/** The same for every file of a directory that was just written into. */
export function clearAllAbandoned(directory: string): void {
  try {
    const { ctimeMs } = statSync(directory)
    for (const name of readdirSync(directory)) {
      if (!STAGED.test(name)) continue
      const left = join(directory, name)
      if (ctimeMs - lstatSync(left).mtimeMs > ABANDONED_MS) unlinkIfPresent(left)
    }
  } catch {
    // What was asked for is done; the next run tries again.
  }
}

/** Removes every temp file of `path`, for callers whose lock says that nobody writes it now. */
export function clearUnfinished(path: string): void {
  let left: string[]
  try {
    left = stagedFor(path)
  } catch {
    // Without a directory that can be read there is nothing to remove.
    return
  }
  for (const one of left) unlinkIfPresent(one)
}

function stagedFor(path: string): string[] {
  const start = `.${basename(path)}.`
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(start) && TAG_AND_END.test(name.slice(start.length)))
    .map((name) => join(dirname(path), name))
}

/** Not `rmSync`, for which Node loads code that walks directories. */
export function unlinkIfPresent(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
