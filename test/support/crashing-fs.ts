import type * as FsPromises from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** A process that dies at its n-th file operation: that one is not done (a write is done by half), and none after it. */
export class Mortal {
  private left: number
  dead = false

  constructor(operations: number) {
    this.left = operations
  }

  step(halfway: () => Promise<unknown> = async () => {}): Promise<void> {
    if (this.dead) return Promise.reject(new Death())
    if (--this.left > 0) return Promise.resolve()
    this.dead = true
    return halfway().then(() => Promise.reject(new Death()))
  }
}

export class Death extends Error {
  override name = 'Death'
}

const CHANGES = ['open', 'rename', 'rm', 'link', 'mkdir', 'readdir', 'lstat'] as const

/** `node:fs/promises` as that process sees it; `mortal()` is asked at every call. */
export function mortalFs(real: typeof FsPromises, mortal: () => Mortal | undefined): typeof FsPromises {
  const fs: Record<string, unknown> = { ...real }
  for (const name of CHANGES) {
    fs[name] = async (...args: unknown[]) => {
      await mortal()?.step()
      const result = await (real[name] as (...args: unknown[]) => Promise<unknown>)(...args)
      return name === 'open' ? mortalHandle(result as FileHandle, mortal) : result
    }
  }
  return fs as typeof FsPromises
}

function mortalHandle(handle: FileHandle, mortal: () => Mortal | undefined): FileHandle {
  return new Proxy(handle, {
    get(target, property) {
      const value = Reflect.get(target, property)
      if (typeof value !== 'function') return value
      return async (...args: unknown[]) => {
        if (property === 'writeFile') {
          const content = args[0] as string | Uint8Array
          await mortal()?.step(() => target.writeFile(content.slice(0, content.length / 2)))
        } else if (property === 'chmod' || property === 'sync') await mortal()?.step()
        return value.apply(target, args)
      }
    },
  })
}
