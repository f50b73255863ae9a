import type * as Fs from 'node:fs'

/** A process that dies at its n-th file operation: that one is not done (a write is done by half), and none after it. */
export class Mortal {
  private left: number
  dead = false

  constructor(operations: number) {
    this.left = operations
  }

  step(halfway: () => void = () => {}): void {
    if (!this.dead && --this.left > 0) return
    if (!this.dead) halfway()
    this.dead = true
    throw new Death()
  }
}

class Death extends Error {
  override name = 'Death'
}

const STEPS = [
  'openSync',
  'fchmodSync',
  'fsyncSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'unlinkSync',
  'mkdirSync',
  'readdirSync',
  'lstatSync',
] as const

/** `node:fs` as that process sees it; `mortal()` is asked at every call. */
export function mortalFs(real: typeof Fs, mortal: () => Mortal | undefined): typeof Fs {
  const fs: Record<string, unknown> = { ...real }
  for (const name of STEPS) {
    fs[name] = (...args: unknown[]) => {
      mortal()?.step()
      return (real[name] as (...args: unknown[]) => unknown)(...args)
    }
  }
  fs.fsync = (file: number, done: Fs.NoParamCallback) => {
    mortal()?.step()
    real.fsync(file, done)
  }
  fs.writeFileSync = (file: number, content: string | Uint8Array, ...rest: [Fs.WriteFileOptions?]) => {
    mortal()?.step(() => real.writeFileSync(file, content.slice(0, content.length / 2)))
    real.writeFileSync(file, content, ...rest)
  }
  return fs as typeof Fs
}
