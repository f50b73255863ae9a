import type * as Fs from 'node:fs'
import { expect, test, vi } from 'vitest'
import { Mortal, mortalFs } from '../support/crashing-fs.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

let mortal: Mortal | undefined

vi.mock('node:fs', async (original) => mortalFs(await original<typeof Fs>(), () => mortal))

// Loaded after the mock, whatever another test file has loaded before.
vi.resetModules()
const { run } = await import('../support/io.ts')

test('init killed at any of its file operations is finished by the next run', async () => {
  const complete = Object.keys(tree(await fresh(), false))
  let deaths = 0
  for (let operations = 1; ; operations++) {
    const cwd = temporaryDirectory()
    mortal = new Mortal(operations)
    await run(['init'], { cwd })
    const { dead } = mortal
    mortal = undefined
    if (!dead) break
    deaths++
    const { code, stdout, stderr } = await run(['init'], { cwd })
    expect({ code, operations, said: code === 0 ? '' : stdout + stderr }).toEqual({
      code: 0,
      operations,
      said: '',
    })
    expect(Object.keys(tree(cwd, false)), `killed at operation ${operations}`).toEqual(complete)
  }
  expect(deaths).toBeGreaterThan(80)
}, 60_000)

async function fresh(): Promise<string> {
  const cwd = temporaryDirectory()
  await run(['init'], { cwd })
  return cwd
}
