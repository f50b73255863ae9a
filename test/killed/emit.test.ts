import type * as Fs from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Mortal, mortalFs } from '../support/crashing-fs.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

let mortal: Mortal | undefined

vi.mock('node:fs', async (original) => mortalFs(await original<typeof Fs>(), () => mortal))

// Loaded after the mock, whatever another test file has loaded before.
vi.resetModules()
const { run } = await import('../support/io.ts')

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const server = {
  'config/config.yaml': `service:\n  api_key: "${KEY}"\n`,
  'out/compose.yaml': 'mine\n',
  'out/qdrant.yaml': 'mine\n',
}
const emit = (cwd: string, ...argv: string[]) => run(['emit', 'compose', '-o', 'out', ...argv], { cwd })

/** Of the deployment; the journal and the lock are put right by the next run. */
const files = (cwd: string) =>
  Object.fromEntries(Object.entries(tree(join(cwd, 'out'))).filter(([name]) => !name.endsWith('/')))

test('emit --force killed at any of its file operations: the next run finds all old or all new', async () => {
  const whole = temporaryDirectory(server)
  const old = files(whole)
  expect((await emit(whole, '--force')).code).toBe(0)
  const made = files(whole)
  expect(Object.keys(made)).toEqual([
    'compose.yaml',
    'compose.yaml.previous',
    'qdrant.yaml',
    'qdrant.yaml.previous',
    'secrets/keys.yaml',
  ])
  const ends = { 0: 0, 6: 0 }
  for (let operations = 1; ; operations++) {
    const cwd = temporaryDirectory(server)
    mortal = new Mortal(operations)
    await emit(cwd, '--force')
    const { dead } = mortal
    mortal = undefined
    if (!dead) break
    // Without --force it changes nothing of its own: it only puts right what was left.
    const { code } = await emit(cwd)
    expect({ operations, code, files: files(cwd) }).toEqual({
      operations,
      code: code === 0 ? 0 : 6,
      files: code === 0 ? made : old,
    })
    ends[code as 0 | 6]++
  }
  expect(ends[0]).toBeGreaterThan(5)
  expect(ends[6]).toBeGreaterThan(20)
}, 60_000)
