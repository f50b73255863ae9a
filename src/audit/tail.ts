import { readdirSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { QdrantAuthError } from '../errors.ts'
import { fileFailure } from '../files/failure.ts'
import { statIfPresent } from '../files/read.ts'

export interface TailOptions {
  /** Files, or directories in which the server makes a new file every day or hour. */
  paths: readonly string[]
  directory: string
  signal: AbortSignal
  /** Milliseconds between two looks. */
  interval: number
}

export interface TailedLine {
  /** As the user named the place. */
  place: string
  text: string
  /** It was there before the first look. */
  old: boolean
}

/** What is looked at of a file that was there before: enough for the last lines. */
const LOOK_BACK = 1 << 20
const CHUNK = 1 << 16
const LONGEST_LINE = 1 << 20
const LOG_NAME = /^audit.*\.log$/

/** How far a file was read. */
interface Followed {
  place: string
  inode: number
  offset: number
  /** Start of a line whose end was not written yet. */
  rest: Buffer
  /** The rest of a line that is too long, or was not read from its start. */
  skipping: boolean
}

/**
 * Lines of logs as they are written, until the signal, but one look at least. By looking again and again: that works on every file system, and
 * sees the next file of a directory, a file that was emptied and one that was put in the place of another.
 * Lines that were there before come first, those of the newest file alone.
 */
export async function* followLogs({
  paths,
  directory,
  signal,
  interval,
}: TailOptions): AsyncGenerator<TailedLine[]> {
  const followed = new Map<string, Followed>()
  for (const place of paths) {
    const full = resolve(directory, place)
    requireLog(full, place)
    const files = filesOf(full)
    for (const path of files) {
      const { size, ino } = statIfPresent(path) ?? { size: 0, ino: 0 }
      const offset = path === files.at(-1) ? Math.max(0, size - LOOK_BACK) : size
      followed.set(path, {
        place,
        inode: ino,
        offset,
        rest: Buffer.alloc(0),
        skipping: offset > 0 && offset < size,
      })
    }
  }
  for (let old = true; old || !signal.aborted; old = false) {
    const lines: TailedLine[] = []
    for (const place of paths)
      for (const path of filesOf(resolve(directory, place))) {
        const stat = statIfPresent(path)
        if (stat?.isFile() !== true) continue
        const file = currentState(followed.get(path), stat, place)
        followed.set(path, file)
        lines.push(...(await newLines(path, file)).map((text) => ({ place, text, old })))
      }
    yield lines
    await sleep(interval, undefined, { signal }).catch(() => {})
  }
}

function requireLog(path: string, place: string): void {
  const stat = statIfPresent(path)
  if (stat === undefined)
    throw new QdrantAuthError('file-missing', `cannot read ${place}: no such file or directory`, {
      hints: ['name the log: audit.dir of the server, or a file'],
    })
  if (!stat.isFile() && !stat.isDirectory())
    throw new QdrantAuthError('not-a-file', `cannot follow ${place}: it is neither a file nor a directory`, {
      hints: ['audit report reads pipes too'],
    })
}

/** Directories without a log: the server may make one, or they are the wrong ones. */
export const withoutLogs = (paths: readonly string[], directory: string): string[] =>
  paths.filter((place) => {
    const full = resolve(directory, place)
    return statIfPresent(full)?.isDirectory() === true && filesOf(full).length === 0
  })

/** The file itself, or the logs of a directory in the order of their dates. */
function filesOf(path: string): string[] {
  if (statIfPresent(path)?.isDirectory() !== true) return [path]
  return readdirSync(path)
    .filter((name) => LOG_NAME.test(basename(name)))
    .sort()
    .map((name) => join(path, name))
}

/** From the start where the file is new, another one, or shorter than what was read of it. */
function currentState(before: Followed | undefined, { ino, size }: Stats, place: string): Followed {
  if (before !== undefined && before.inode === ino && size >= before.offset) return before
  return { place, inode: ino, offset: 0, rest: Buffer.alloc(0), skipping: false }
}

async function newLines(path: string, file: Followed): Promise<string[]> {
  const lines: string[] = []
  let handle: Awaited<ReturnType<typeof open>> | undefined
  try {
    handle = await open(path, 'r')
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, file.offset)
      if (bytesRead === 0) return lines
      file.offset += bytesRead
      lines.push(...linesIn(file, buffer.subarray(0, bytesRead)))
    }
  } catch (error) {
    // It was pruned between the look and the reading.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return lines
    throw fileFailure(error, path, 'read')
  } finally {
    await handle?.close()
  }
}

function linesIn(file: Followed, bytes: Buffer): string[] {
  const lines: string[] = []
  let start = 0
  for (;;) {
    const end = bytes.indexOf(10, start)
    if (end === -1) break
    if (!file.skipping) lines.push(Buffer.concat([file.rest, bytes.subarray(start, end)]).toString('utf8'))
    file.rest = Buffer.alloc(0)
    file.skipping = false
    start = end + 1
  }
  if (!file.skipping) file.rest = Buffer.concat([file.rest, bytes.subarray(start)])
  if (file.rest.length > LONGEST_LINE) {
    file.rest = Buffer.alloc(0)
    file.skipping = true
  }
  return lines
}
