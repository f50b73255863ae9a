import { createReadStream, readdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { addAbortSignal, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { QdrantAuthError } from '../errors.ts'
import { fileFailure } from '../files/failure.ts'
import { openPipe } from '../files/pipe.ts'
import { statIfPresent } from '../files/read.ts'
import type { LogReader } from './read.ts'

/** A file to read, and the node whose log it is. */
export interface LogFile {
  path: string
  /** As the user would name it. */
  name: string
  node: string
}

/** What the server itself takes for a log of its own, packed or not. */
const LOG_NAME = /^audit.*\.log(\.gz)?$/

/** The files behind a path: itself, or every log below a directory, oldest first. */
export function logFiles(path: string, directory: string): LogFile[] {
  const full = resolve(directory, path)
  const stat = statIfPresent(full)
  if (stat === undefined)
    throw new QdrantAuthError('file-missing', `cannot read ${path}: no such file or directory`, {
      hints: ['name the log: audit.dir of the server, a file, or the URL of a running server'],
    })
  if (stat.isFile() || stat.isFIFO()) return [fileAt(full, path)]
  if (!stat.isDirectory())
    throw new QdrantAuthError('not-a-file', `cannot read ${path}: it is neither a file nor a directory`)
  const names = readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => LOG_NAME.test(entry.name))
    .map((entry) => relative(full, join(entry.parentPath, entry.name)))
    // Links are followed.
    .filter((name) => statIfPresent(join(full, name))?.isFile() === true)
    .sort()
  if (names.length === 0)
    throw new QdrantAuthError('file-missing', `${path} holds no audit*.log`, {
      hints: ["it is the server's audit.dir, or a directory with one of these for each node"],
    })
  return names.map((name) => fileAt(join(full, name), join(path, name)))
}

/** Files of one directory with the server's names are one node's; any other file is a node of its own. */
function fileAt(path: string, name: string): LogFile {
  return { path, name, node: LOG_NAME.test(basename(path)) ? dirname(name) : name }
}

const CHUNK = 1 << 20

export async function readLogFile(file: LogFile, reader: LogReader, signal: AbortSignal): Promise<void> {
  const source = reader.begin(file.name, file.node)
  try {
    const pipe = await openPipe(file.path)
    if (pipe === undefined) await readFile(file.path, reader, signal)
    else await readStream(pipe, reader, signal)
  } catch (error) {
    if (!isCutOff(error)) throw asFailure(error, file.name)
    source.cutOff = true
  }
  reader.end()
}

export async function readStandardInput(
  stream: Readable,
  reader: LogReader,
  signal: AbortSignal,
): Promise<void> {
  const source = reader.begin('-', 'stdin')
  try {
    await readStream(stream, reader, signal)
  } catch (error) {
    if (!isCutOff(error)) throw asFailure(error, 'stdin')
    source.cutOff = true
  }
  reader.end()
}

/** The next piece is on its way while the one before is counted. */
async function readFile(path: string, reader: LogReader, signal: AbortSignal): Promise<void> {
  const file = await open(path, 'r')
  try {
    let [now, next] = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)]
    let { bytesRead } = await file.read(now, 0, CHUNK, 0)
    if (isPacked(now.subarray(0, bytesRead))) return await readStream(createReadStream(path), reader, signal)
    let position = bytesRead
    while (bytesRead > 0) {
      signal.throwIfAborted()
      const coming = file.read(next, 0, CHUNK, position)
      reader.push(now.subarray(0, bytesRead))
      bytesRead = (await coming).bytesRead
      position += bytesRead
      ;[now, next] = [next, now]
    }
  } finally {
    await file.close()
  }
}

/** Bytes of a stream, unpacked where they are gzip. */
async function readStream(stream: Readable, reader: LogReader, signal: AbortSignal): Promise<void> {
  let unpack: ReturnType<typeof createGunzip> | undefined
  let first = true
  let unpacked: Promise<void> | undefined
  for await (const chunk of addAbortSignal(signal, stream) as AsyncIterable<Buffer>) {
    if (first && isPacked(chunk)) {
      unpack = createGunzip({ chunkSize: CHUNK / 4 })
      unpacked = pushAll(unpack, reader)
      // Told by the loop that writes as well; whoever is first stops the other.
      unpacked.catch(() => {})
    }
    first = false
    if (unpack === undefined) reader.push(chunk)
    else if (!unpack.write(chunk)) await Promise.race([drained(unpack), unpacked])
    if (unpack?.destroyed === true) break
  }
  unpack?.end()
  await unpacked
}

async function pushAll(stream: Readable, reader: LogReader): Promise<void> {
  for await (const chunk of stream as AsyncIterable<Buffer>) reader.push(chunk)
}

const drained = (stream: NodeJS.WritableStream): Promise<void> =>
  new Promise((done) => stream.once('drain', () => done()))

const isPacked = (start: Buffer): boolean => start[0] === 0x1f && start[1] === 0x8b

/** Packed data that ends in the middle, or goes bad: what came before it counts. */
const isCutOff = (error: unknown): boolean => /^Z_/.test((error as NodeJS.ErrnoException).code ?? '')

const asFailure = (error: unknown, name: string): unknown =>
  error instanceof Error && error.name === 'AbortError' ? error : fileFailure(error, name, 'read')
