import { isAbsolute, relative } from 'node:path'

/** Whether a path (absolute) is a directory or in it. */
export function isBelow(path: string, directory: string): boolean {
  const name = relative(directory, path)
  return !name.startsWith('..') && !isAbsolute(name)
}

/** A path as a person in the directory would write it. */
export function nameFrom(directory: string, path: string): string {
  const name = isBelow(path, directory) ? relative(directory, path) : path
  return name === '' ? path : name
}
