/** Why the system refuses; each with Rust's text for it. */
const ERRNO = {
  ENOENT: 'No such file or directory (os error 2)',
  EACCES: 'Permission denied (os error 13)',
  EEXIST: 'File exists (os error 17)',
  ENOTDIR: 'Not a directory (os error 20)',
  EISDIR: 'Is a directory (os error 21)',
  EROFS: 'Read-only file system (os error 30)',
  ENAMETOOLONG: 'File name too long (os error 36)',
  ELOOP: 'Too many levels of symbolic links (os error 40)',
  /** Rust's own: no system is asked for such a name. */
  NUL: 'file name contained an unexpected NUL byte',
} as const

export type Errno = keyof typeof ERRNO

export const errnoText = (errno: Errno): string => ERRNO[errno]

export type Kind = 'file' | 'directory' | 'other'

/** Files as the user sees them that the server runs as. Paths are absolute, or relative to its working directory. */
export interface ServerFiles {
  /** Of what the path leads to, links followed; undefined when there is nothing or it cannot be looked up. */
  kindOf(path: string): Kind | undefined
  /** The content, or why opening or reading it fails. `not-read`: larger than this tool reads, or no file to read to an end. */
  read(path: string): Uint8Array | Errno | 'not-read'
  /** Why the directory cannot be made, parents included; undefined when it can or is there. */
  makeFailure(path: string): Errno | undefined
  /** Why nothing can be written into the file that exists, or into the directory that exists or could be made. */
  writeFailure(path: string): Errno | undefined
}
