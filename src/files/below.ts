import { isAbsolute, relative, sep } from 'node:path'

/** Has a part that is empty, `.` or `..`: such a path has to be worked out. */
const UNCLEAR = /(?:^|[\\/])\.{0,2}(?:[\\/]|$)/

/** Leads out of where it starts; `..data` does not. */
const OUTWARDS = /^\.\.(?:[\\/]|$)/

/** What `path.relative` answers for absolute paths. That takes both apart letter by letter, which few of them need. */
export function nameIn(directory: string, path: string): string {
  const prefix = directory.endsWith(sep) ? directory : directory + sep
  const name = path.slice(prefix.length)
  return path.startsWith(prefix) && !UNCLEAR.test(name) ? name : relative(directory, path)
}

/** Whether a path (absolute) is a directory or in it. */
export function isBelow(path: string, directory: string): boolean {
  const name = nameIn(directory, path)
  return !OUTWARDS.test(name) && !isAbsolute(name)
}

/** A path as a person in the directory would write it. */
export function nameFrom(directory: string, path: string): string {
  const name = isBelow(path, directory) ? nameIn(directory, path) : path
  return name === '' ? path : name
}
