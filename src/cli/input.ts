import { addAbortSignal } from 'node:stream'
import { QdrantAuthError } from '../errors.ts'
import { readRegularFile } from '../files/read.ts'
import type { Context } from './context.ts'

/** All of stdin or of a file, at most `limit` bytes; `-` is stdin. */
export async function readInput(
  context: Context,
  path: string,
  limit: number,
): Promise<{ bytes: Buffer; mode?: number }> {
  return path === '-'
    ? { bytes: await readStdin(context, limit) }
    : readRegularFile(context.path(path), limit)
}

async function readStdin(context: Context, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // Waiting for input that never comes must end with Ctrl-C.
  for await (const chunk of addAbortSignal(context.io.signal, context.io.stdin.stream)) {
    size += chunk.length
    if (size > limit) throw new QdrantAuthError('file-too-large', `stdin holds more than ${limit} bytes`)
    chunks.push(Buffer.from(chunk))
  }
  return Buffer.concat(chunks)
}
