import { readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { statIfPresent } from '../files/read.ts'

/** Far above the index of any repository with a Qdrant in it. */
const LARGEST = 256 << 20

/** Whether git keeps a file (absolute path), by the names in the index of its repository (gitformat-index). */
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
    if (index === undefined || index.length < HEADER) return false
    if (index.readUInt32BE(4) === 4) return holdsShortened(index, Buffer.from(name).subarray(0, -1))
    for (let at = index.indexOf(name, HEADER + ENTRY); at !== -1; at = index.indexOf(name, at + 1))
      if (isEntry(index, at, Buffer.byteLength(name) - 1)) return true
    return false
  }
}

/** `DIRC`, the version, the number of entries. */
const HEADER = 12
/** Times, owner, size and the SHA-1 of an entry; then come the flags. */
const ENTRY = 60
/** The flag of an entry with two more bytes of flags. */
const EXTENDED = 0x4000

/** Version 4: a name is what of the one before it stays, and what is new. */
function holdsShortened(index: Buffer, wanted: Buffer): boolean {
  let name: Buffer = Buffer.alloc(0)
  let at = HEADER
  for (let left = index.readUInt32BE(8); left > 0 && at + ENTRY + 2 <= index.length; left--) {
    at += ENTRY + (index.readUInt16BE(at + ENTRY) & EXTENDED ? 4 : 2)
    let byte = index[at++] ?? 0
    let cut = byte & 0x7f
    while (byte & 0x80) {
      byte = index[at++] ?? 0
      cut = (cut + 1) * 128 + (byte & 0x7f)
    }
    const end = index.indexOf(0, at)
    if (end === -1) return false
    name = Buffer.concat([name.subarray(0, Math.max(0, name.length - cut)), index.subarray(at, end)])
    if (name.equals(wanted)) return true
    at = end + 1
  }
  return false
}

/** Before the name stand two bytes of flags, whose low twelve bits are its length; two more where one of them says so. */
function isEntry(index: Buffer, at: number, length: number): boolean {
  const fits = (flags: number) => (flags & 0xfff) === Math.min(length, 0xfff)
  const extended = index.readUInt16BE(at - 4)
  return fits(index.readUInt16BE(at - 2)) || ((extended & EXTENDED) !== 0 && fits(extended))
}

function repositoryOf(directory: string): string | undefined {
  if (statIfPresent(join(directory, '.git')) !== undefined) return directory
  return dirname(directory) === directory ? undefined : repositoryOf(dirname(directory))
}

function readIndex(root: string): Buffer | undefined {
  try {
    return readFile(join(gitDirectory(root), 'index'))
  } catch {
    return undefined
  }
}

/** Of a linked work tree or a submodule `.git` is a file that names the directory. */
function gitDirectory(root: string): string {
  const git = join(root, '.git')
  if (statSync(git).isDirectory()) return git
  return resolve(root, /^gitdir: (.*)$/m.exec(readFile(git).toString('utf8'))?.[1] ?? '')
}

/** The repository may be anybody's: a pipe in the place of a file would be waited for without end. */
function readFile(path: string): Buffer {
  const stat = statSync(path)
  if (!stat.isFile() || stat.size > LARGEST) throw new Error('no file of git')
  return readFileSync(path)
}
