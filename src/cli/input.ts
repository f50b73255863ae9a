import { addAbortSignal, type Readable } from 'node:stream'
import { isAbort, QdrantAuthError } from '../errors.ts'
import { fileFailure } from '../files/failure.ts'
import { openPipe } from '../files/pipe.ts'
import { readRegularFile } from '../files/read.ts'
import type { Context } from './context.ts'

/** All of stdin (`-`), a pipe (`<(command)`) or a file, at most `limit` bytes. `mode` is told for files only. */
export async function readInput(
  context: Context,
  path: string,
  limit: number,
): Promise<{ bytes: Buffer; mode?: number }> {
  const stream = await openStream(context, path)
  // What is neither stdin nor a pipe that was named must be a regular file.
  return stream === undefined
    ? readRegularFile(context.path(path), limit)
    : { bytes: await drain(stream, path === '-' ? 'stdin' : path, limit) }
}

/** `readInput` for a path that was made absolute. */
export const inputReader =
  (context: Context, limit: number) =>
  (path: string): ReturnType<typeof readInput> =>
    readInput(context, path === context.path('-') ? '-' : path, limit)

/** Stdin (`-`) or a pipe; undefined for what is a file. Waiting for input that never comes ends with Ctrl-C. */
export async function openStream(context: Context, path: string): Promise<Readable | undefined> {
  const stream = path === '-' ? context.io.stdin.stream : await openPipe(context.path(path))
  return stream && addAbortSignal(context.io.signal, stream)
}

async function drain(stream: Readable, name: string, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      size += chunk.length
      if (size > limit) throw new QdrantAuthError('file-too-large', `${name} holds more than ${limit} bytes`)
      chunks.push(Buffer.from(chunk))
    }
  } catch (error) {
    if (isAbort(error)) throw error
    throw fileFailure(error, name, 'read')
  }
  return Buffer.concat(chunks)
}
