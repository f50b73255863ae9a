import type { Context } from './context.ts'

/** A count on stderr for work that takes over a second; only on a terminal, and erased at the end. */
export interface Progress {
  update(count: number): Promise<void>
  end(): Promise<void>
}

const FIRST_MS = 1000
const EVERY_MS = 200

export function createProgress(context: Context, unit: string): Progress {
  const { io, globals } = context
  if (!io.stderr.isTTY || globals.quiet) return { update: async () => {}, end: async () => {} }
  let next = io.now().getTime() + FIRST_MS
  let shown = false
  return {
    update: async (count) => {
      const now = io.now().getTime()
      if (now < next) return
      next = now + EVERY_MS
      shown = true
      await context.writeErr(`\r${count.toLocaleString('en')} ${unit}`)
    },
    end: async () => {
      if (shown) await context.writeErr('\r\u001b[K')
    },
  }
}
