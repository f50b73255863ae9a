import type * as Fs from 'node:fs'

/** What goes wrong with the file operations of a process; told of each before it is done. */
export interface Trouble {
  /** `halfway` does half of a write. Throws where the operation fails. */
  step(operation: string, halfway: () => void): void
}

/** A process that dies at its n-th file operation: that one is not done (a write is done by half), and none after it. */
export class Mortal implements Trouble {
  private left: number
  dead = false

  constructor(operations: number) {
    this.left = operations
  }

  step(_operation = '', halfway: () => void = () => {}): void {
    if (!this.dead && --this.left > 0) return
    if (!this.dead) halfway()
    this.dead = true
    throw new Death()
  }
}

class Death extends Error {
  override name = 'Death'
}

/** What needs space, and what needs permission to write. */
const WRITING = /^(write|append|mkdir|rename|link|openSync w|fsync|fchmod|fchown)/
const CHANGING = /^(mkdir|rename|link|rm|openSync [wa]|fchmod|fchown)/

const REACH: Record<string, RegExp> = { ENOSPC: WRITING, EACCES: CHANGING, EIO: /./ }

/** A file system whose n-th operation fails, and, where it stays broken, all later ones that it concerns. */
export class Faulty implements Trouble {
  private left: number
  private readonly code: string
  private readonly stays: boolean
  /** The operation that failed first. */
  failed: string | undefined

  constructor(operations: number, code: 'ENOSPC' | 'EACCES' | 'EIO', stays: boolean) {
    this.left = operations
    this.code = code
    this.stays = stays
  }

  step(operation: string, halfway: () => void): void {
    if (!REACH[this.code]?.test(operation)) return
    if (--this.left > 0 || (this.left < 0 && !this.stays)) return
    this.failed ??= operation
    halfway()
    throw Object.assign(new Error(`${this.code}: injected, ${operation}`), {
      code: this.code,
      syscall: operation,
    })
  }
}

const STEPS = [
  'openSync',
  'fchmodSync',
  'fchownSync',
  'fsyncSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'unlinkSync',
  'rmdirSync',
  'mkdirSync',
  'readdirSync',
  'lstatSync',
] as const

/** A kill before one of these is a kill before the next of the others; and stand-ins for servers read too. */
const READS = ['readSync', 'readFileSync'] as const

/** `node:fs` as that process sees it; `trouble()` is asked at every call. */
export function mortalFs(real: typeof Fs, trouble: () => Trouble | undefined): typeof Fs {
  const fs: Record<string, unknown> = { ...real }
  const nothing = () => {}
  for (const name of STEPS) {
    fs[name] = (...args: unknown[]) => {
      const flags = name === 'openSync' ? ` ${typeof args[1] === 'string' ? args[1] : 'r'}` : ''
      trouble()?.step(name + flags, nothing)
      return (real[name] as (...args: unknown[]) => unknown)(...args)
    }
  }
  for (const name of READS) {
    fs[name] = (...args: unknown[]) => {
      const now = trouble()
      if (now instanceof Faulty) now.step(name, nothing)
      return (real[name] as (...args: unknown[]) => unknown)(...args)
    }
  }
  fs.fsync = (file: number, done: Fs.NoParamCallback) => {
    const now = trouble()
    // A real one tells a failure later.
    if (now instanceof Faulty) {
      try {
        now.step('fsync', nothing)
      } catch (error) {
        return setImmediate(() => done(error as NodeJS.ErrnoException))
      }
    } else now?.step('fsync', nothing)
    return real.fsync(file, done)
  }
  fs.writeFileSync = (file: number, content: string | Uint8Array, ...rest: [Fs.WriteFileOptions?]) => {
    trouble()?.step('writeFileSync', () => real.writeFileSync(file, content.slice(0, content.length / 2)))
    real.writeFileSync(file, content, ...rest)
  }
  return fs as typeof Fs
}
