import { dirname, isAbsolute, relative } from 'node:path'
import { statIfPresent } from '../../files/read.ts'

const isBelow = (path: string, directory: string): boolean => !relative(directory, path).startsWith('..')

/** A path as a person in the directory would write it. */
export const fromHere = (file: string, cwd: string): string =>
  isAbsolute(file) && isBelow(file, cwd) ? relative(cwd, file) : file

/** Where the lock and the journal of a change are: here, or where the files are, when those are elsewhere. */
export function workplaceOf(paths: readonly string[], cwd: string): string {
  const outside = paths.find((path) => !isBelow(path, cwd))
  if (outside === undefined) return cwd
  return statIfPresent(outside)?.isDirectory() === true ? outside : dirname(outside)
}
