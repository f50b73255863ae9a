import { expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { NEW } from './rotate-world.ts'

// The variable with the new key was in its environment once.
test('kubectl, which tells the pods, gets no key', async () => {
  const without: (readonly string[])[] = []
  const capture: Io['capture'] = async (_, options) => {
    without.push(options.without)
    return { code: 1, stdout: '', stderr: 'Error from server (NotFound)' }
  }
  const argv = ['rotate', 'start', '--kubernetes', 'db/qdrant', '--key-env', 'NEW_KEY']
  const { code } = await run(argv, { cwd: temporaryDirectory(), env: { NEW_KEY: NEW }, capture })
  expect([code, without]).toEqual([3, [['NEW_KEY']]])
})
