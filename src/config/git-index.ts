import { readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { statIfPresent } from '../files/read.ts'

/** Far above the index of any repository with a Qdrant in it. */
const LARGEST = 256 << 20

/**
 * Whether git keeps a file (absolute path), by the names in the index of its repository. Not for index version 4, which
 * shortens names, and other work trees, whose `.git` is a file: the answer is then no.
 */
export function gitTracker(): (file: string) => boolean {
  const indexes = new Map<string, Buffer | undefined>()
  const indexOf = (root: string): Buffer | undefined => {
    if (!indexes.has(root)) indexes.set(root, readIndex(root))
    return indexes.get(root)
  }
  return (file) => {
    const root = repositoryOf(dirname(file))
    if (root === undefined) return false
    // An entry is a header, the name, and one to eight NULs.
    const name = `${relative(root, file).split(sep).join('/')}\0`
    const index = indexOf(root)
    for (
      let at = index?.indexOf(name) ?? -1;
      index !== undefined && at !== -1;
      at = index.indexOf(name, at + 1)
    )
      if (isEntry(index, at, name.length - 1)) return true
    return false
  }
}

/** Before the name stand two bytes of flags, whose low twelve bits are its length (gitformat-index). */
const isEntry = (index: Buffer, at: number, length: number): boolean =>
  at >= 2 && (index.readUInt16BE(at - 2) & 0xfff) === Math.min(length, 0xfff)

function repositoryOf(directory: string): string | undefined {
  if (statIfPresent(join(directory, '.git'))?.isDirectory()) return directory
  return dirname(directory) === directory ? undefined : repositoryOf(dirname(directory))
}

function readIndex(root: string): Buffer | undefined {
  const path = join(root, '.git', 'index')
  try {
    return statSync(path).size > LARGEST ? undefined : readFileSync(path)
  } catch {
    return undefined
  }
}
