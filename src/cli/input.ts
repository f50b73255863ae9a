import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { QdrantAuthError } from '../errors.ts'
import { fileFailure } from '../files/failure.ts'
import { readRegularFile, statIfPresent } from '../files/read.ts'
import type { Context } from './context.ts'

/** All of stdin (`-`), a pipe (`<(command)`) or a file, at most `limit` bytes. `mode` is told for files only. */
export async function readInput(
  context: Context,
  path: string,
  limit: number,
): Promise<{ bytes: Buffer; mode?: number }> {
  if (path === '-') return { bytes: await drain(context, context.io.stdin.stream, 'stdin', limit) }
  const full = context.path(path)
  // A pipe that was named is meant; elsewhere the tool refuses what is no regular file.
  const isPipe = statIfPresent(full)?.isFIFO() === true
  return isPipe
    ? { bytes: await drain(context, createReadStream(full), path, limit) }
    : readRegularFile(full, limit)
}

async function drain(context: Context, stream: Readable, name: string, limit: number): Promise<Buffer> {
  const { addAbortSignal } = await import('node:stream')
  const chunks: Buffer[] = []
  let size = 0
  try {
    // Waiting for input that never comes must end with Ctrl-C.
    for await (const chunk of addAbortSignal(context.io.signal, stream)) {
      size += chunk.length
      if (size > limit) throw new QdrantAuthError('file-too-large', `${name} holds more than ${limit} bytes`)
      chunks.push(Buffer.from(chunk))
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error
    throw fileFailure(error, name, 'read')
  }
  return Buffer.concat(chunks)
}
