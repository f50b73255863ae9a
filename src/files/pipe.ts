import { constants, openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { fileFailure } from './failure.ts'
import { statIfPresent } from './read.ts'

/**
 * The end of a named pipe (`mkfifo`, `<(command)`) that is read; undefined where the path leads to something else. It waits
 * for whoever writes, and can be destroyed meanwhile: opened without O_NONBLOCK, a pipe that nobody writes to would hold a
 * thread that no signal ends.
 */
export async function openPipe(path: string): Promise<Readable | undefined> {
  if (statIfPresent(path)?.isFIFO() !== true) return undefined
  const { Socket } = await import('node:net')
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    // A socket waits for the pipe to be readable; a file's stream would take "nobody writes yet" for the end.
    return new Socket({ fd, readable: true, writable: false })
  } catch (error) {
    throw fileFailure(error, path, 'read')
  }
}
