import type * as Fs from 'node:fs'
import { expect, test, vi } from 'vitest'
import { Faulty, mortalFs, type Trouble } from '../support/crashing-fs.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { isLongRun } from '../support/runs.ts'
import { FILES, SETS, type WritingCase } from './cases.ts'
import { ageTemporaryFiles, filesIn, isUnderWay, leftovers, mismatched } from './state.ts'

let trouble: Trouble | undefined

vi.mock('node:fs', async (original) => mortalFs(await original<typeof Fs>(), () => trouble))

// Loaded after the mock, whatever another test file has loaded before.
vi.resetModules()
const { cpSync } = await import('node:fs')
const { run } = await import('../support/io.ts')

const env = { KEY: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx' }

const FAULTS = (['ENOSPC', 'EACCES', 'EIO'] as const).flatMap((code) =>
  [false, true].map((stays) => ({ code, stays })),
)

test.each([...FILES, ...SETS].map((one) => [one.title, one] as const))(
  '%s, where any file operation fails: old or new, one clear sentence, and the next run does it',
  async (_title, writing) => {
    const start = await prepared(writing)
    const finished = copy(start)
    expect((await run(writing.argv, { cwd: finished, env })).code).toBe(0)
    const [before, after] = [filesIn(start), filesIn(finished)]
    let faults = 0
    // Every operation fails in some way, and in a long run in all of them.
    for (const [index, fault] of FAULTS.entries()) {
      const step = isLongRun ? 1 : FAULTS.length
      for (let operation = isLongRun ? 1 : index + 1; ; operation += step) {
        const cwd = copy(start)
        const faulty = new Faulty(operation, fault.code, fault.stays)
        trouble = faulty
        const outcome = await run(writing.argv, { cwd, env })
        trouble = undefined
        if (faulty.failed === undefined) break
        faults++
        const where = `${fault.code} ${fault.stays ? 'from' : 'at'} operation ${operation}, ${faulty.failed}`
        expect(outcome.stderr, where).not.toMatch(/internal error/)
        if (!isUnderWay(cwd)) expectOldOrNew(cwd, before, after, where)
        await expectRepaired(cwd, writing, after, where)
      }
    }
    expect(faults).toBeGreaterThan(0)
  },
  120_000,
)

async function prepared({ files, before }: WritingCase): Promise<string> {
  const cwd = temporaryDirectory(files)
  for (const argv of before) expect((await run(argv, { cwd, env })).code).toBe(0)
  return cwd
}

function copy(start: string): string {
  const cwd = temporaryDirectory()
  cpSync(start, cwd, { recursive: true })
  return cwd
}

type Files = Record<string, string>

/** A token that could not be recorded is made all the same, and says so. */
const namesIn = (files: Files): string[] =>
  Object.keys(files).filter((name) => !/\.tmp$|\.lock$|tokens\.jsonl$/.test(name))

function expectOldOrNew(cwd: string, before: Files, after: Files, where: string): void {
  const now = filesIn(cwd)
  const names = namesIn(now)
  const isOld = names.every((name) => now[name] === before[name]) && names.length === namesIn(before).length
  // What is random differs from run to run; that it fits together is looked at by itself.
  const canRemove = !/rmSync|unlinkSync|EACCES from|EIO from/.test(where)
  if (!isOld && canRemove) expect(names, where).toEqual(namesIn(after))
  // Where not even removing works, the next run does it.
  if (canRemove) expect(leftovers(cwd), where).toEqual([])
  expect(mismatched(now), where).toEqual([])
}

async function expectRepaired(
  cwd: string,
  { argv, done, goesOn }: WritingCase,
  after: Files,
  where: string,
): Promise<void> {
  ageTemporaryFiles(cwd)
  const { code, stderr } = await run(argv, { cwd, env })
  if (code !== 0 && (done === undefined || !stderr.includes(done)))
    expect({ code, stderr, where }).toEqual({ code: 0 })
  expect(leftovers(cwd), where).toEqual([])
  const now = filesIn(cwd)
  if (goesOn !== true) expect(namesIn(now), where).toEqual(namesIn(after))
  expect(mismatched(now), where).toEqual([])
}
