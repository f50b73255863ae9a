import type * as Fs from 'node:fs'
import { expect, test, vi } from 'vitest'
import { Mortal, mortalFs } from '../support/crashing-fs.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { FILES, ONE_BY_ONE } from './cases.ts'
import { ageTemporaryFiles, filesIn, leftovers } from './state.ts'

let mortal: Mortal | undefined

vi.mock('node:fs', async (original) => mortalFs(await original<typeof Fs>(), () => mortal))

// Loaded after the mock, whatever another test file has loaded before.
vi.resetModules()
const { cpSync } = await import('node:fs')
const { run } = await import('../support/io.ts')

const env = { KEY: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx' }

const whole = (directory: string) =>
  Object.entries(filesIn(directory)).filter(([name]) => !/\.tmp$|\.lock$|tokens\.jsonl$/.test(name))

test.each([...FILES, ...ONE_BY_ONE].map((one) => [one.title, one] as const))(
  '%s killed at any of its file operations: the file is old or new, and the next run tidies up',
  async (_title, { files, before, argv, done }) => {
    const start = temporaryDirectory(files)
    for (const one of before) expect((await run(one, { cwd: start, env })).code).toBe(0)
    const names = whole(start).map(([name]) => name)
    let deaths = 0
    for (let operations = 1; ; operations++) {
      const cwd = temporaryDirectory()
      cpSync(start, cwd, { recursive: true })
      mortal = new Mortal(operations)
      await run(argv, { cwd, env })
      const { dead } = mortal
      mortal = undefined
      if (!dead) break
      deaths++
      const made = whole(cwd).filter(([name]) => !names.includes(name))
      // A file is there with all it is to hold.
      for (const [name, text] of made) expect(text, `${name}, operation ${operations}`).toMatch(/\n$/)
      ageTemporaryFiles(cwd)
      const { code, stderr } = await run(argv, { cwd, env })
      if (code !== 0 && (done === undefined || !stderr.includes(done)))
        expect({ code, stderr, operations }).toEqual({ code: 0 })
      expect(leftovers(cwd), `operation ${operations}`).toEqual([])
    }
    expect(deaths).toBeGreaterThan(5)
  },
  60_000,
)
