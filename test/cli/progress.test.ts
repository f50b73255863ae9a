import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { Context } from '../../src/cli/context.ts'
import type { Io } from '../../src/cli/io.ts'
import { createProgress } from '../../src/cli/progress.ts'

function world(isTTY: boolean, quiet = false) {
  const stream = new PassThrough()
  let now = 0
  const io = { stderr: { stream, isTTY }, now: () => new Date(now) } as unknown as Io
  const context = new Context(io, 'jwt mint')
  context.globals = { ...context.globals, quiet }
  const progress = createProgress(context, 'tokens')
  return {
    at: async (time: number, count: number) => {
      now = time
      await progress.update(count)
      return String(stream.read() ?? '')
    },
    end: async () => {
      await progress.end()
      return String(stream.read() ?? '')
    },
  }
}

test('a count after a second, five times a second at most, and erased at the end', async () => {
  const { at, end } = world(true)
  expect(await at(999, 10)).toBe('')
  expect(await at(1000, 2000)).toBe('\r2,000 tokens')
  expect(await at(1100, 3000)).toBe('')
  expect(await at(1200, 1_000_000)).toBe('\r1,000,000 tokens')
  expect(await end()).toBe('\r\u001b[K')
})

test('nothing for what is done in a second, without a terminal, and with --quiet', async () => {
  const short = world(true)
  await short.at(500, 10)
  expect(await short.end()).toBe('')
  for (const silent of [world(false), world(true, true)]) {
    expect(await silent.at(5000, 10)).toBe('')
    expect(await silent.end()).toBe('')
  }
})
