import { posix } from 'node:path'
import type { Errno, Kind, ServerFiles } from '../../../src/qdrant/config/server-files.ts'

interface Entry {
  kind: Kind | 'link'
  content: Buffer
  target: string
  mode: number
  owner: number
}

export interface MemoryFile {
  content?: string | Buffer
  directory?: true
  link?: string
  mode?: number
  owner?: number
}

/** A tree of files in memory, seen by a user. Everything belongs to root unless said otherwise, the directory to the user. */
export function memoryFiles(given: Record<string, MemoryFile>, uid = 0, directory = '/srv'): ServerFiles {
  const entries = new Map<string, Entry>()
  const add = (path: string, entry: Partial<Entry>) =>
    entries.set(path, {
      kind: 'directory',
      content: Buffer.alloc(0),
      target: '',
      mode: 0o755,
      owner: 0,
      ...entry,
    })
  for (let path = directory; path !== '/'; path = posix.dirname(path)) add(path, {})
  add('/', {})
  add(directory, { owner: uid })
  for (const [name, file] of Object.entries(given)) {
    const path = posix.resolve(directory, name)
    for (let above = posix.dirname(path); !entries.has(above); above = posix.dirname(above)) add(above, {})
    const { mode, owner = 0 } = file
    if (file.link !== undefined) add(path, { kind: 'link', target: file.link })
    else if (file.directory) add(path, { owner, mode: mode ?? 0o755 })
    else if (file.content !== undefined)
      add(path, { kind: 'file', content: Buffer.from(file.content), owner, mode: mode ?? 0o644 })
    else Object.assign(entries.get(path) ?? {}, mode === undefined ? {} : { mode }, { owner })
  }
  const may = ({ owner, mode }: Entry, bit: 1 | 2 | 4): boolean =>
    uid === 0 || ((owner === uid ? mode >> 6 : mode) & bit) !== 0

  /** Links followed; an error where a directory on the way may not be searched. */
  function find(name: string, from = directory, links = 0): { path: string; entry?: Entry; error?: Errno } {
    if (name === '') return { path: '', error: 'ENOENT' }
    if (name.includes('\0')) return { path: name, error: 'NUL' }
    let path = name.startsWith('/') ? '/' : from
    for (const part of name.split('/').filter((step) => step !== '' && step !== '.')) {
      const parent = entries.get(path)
      if (parent === undefined) return { path: posix.join(path, part), error: 'ENOENT' }
      if (parent.kind !== 'directory') return { path, error: 'ENOTDIR' }
      if (!may(parent, 1)) return { path, error: 'EACCES' }
      path = posix.join(path, part)
      if (Buffer.byteLength(part) > 255) return { path, error: 'ENAMETOOLONG' }
      const entry = entries.get(path)
      if (entry?.kind !== 'link') continue
      if (links > 8) return { path, error: 'ELOOP' }
      const target = find(entry.target, posix.dirname(path), links + 1)
      if (target.error !== undefined) return target
      path = target.path
    }
    const entry = entries.get(path)
    if (entry === undefined) return { path, error: 'ENOENT' }
    return name.endsWith('/') && entry.kind === 'file' ? { path, error: 'ENOTDIR' } : { path, entry }
  }

  const files: ServerFiles = {
    kindOf(path) {
      const kind = find(path).entry?.kind
      return kind === 'link' ? undefined : kind
    },
    read(path) {
      const { entry, error } = find(path)
      if (entry === undefined) return error ?? 'ENOENT'
      if (!may(entry, 4)) return 'EACCES'
      return entry.kind === 'directory' ? 'EISDIR' : entry.content
    },
    makeFailure(path) {
      if (path === '') return undefined
      const { entry, error } = find(path)
      if (entry !== undefined) return entry.kind === 'directory' ? undefined : 'EEXIST'
      if (error !== 'ENOENT') return error
      if (entries.get(posix.resolve(directory, path))?.kind === 'link') return 'EEXIST'
      const parent = posix.dirname(path)
      const above = find(parent).entry
      if (above === undefined) return files.makeFailure(parent)
      return may(above, 2) ? undefined : 'EACCES'
    },
    writeFailure(folder) {
      const { entry } = find(folder === '' ? '.' : folder)
      if (entry === undefined) return undefined
      return may(entry, 2) && (entry.kind !== 'directory' || may(entry, 1)) ? undefined : 'EACCES'
    },
  }
  return files
}
