import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { ONE_NODE, setUp } from './rotate-world.ts'

vi.setConfig({ testTimeout: 60_000 })

test('an abort that was killed before its last word is ended by next', async () => {
  const { rotate, file } = await setUp(ONE_NODE)
  await rotate('start', '--soak', '0s')
  const journal = JSON.parse(readFileSync(file('rotation.json'), 'utf8'))
  const phases = journal.phases.map((phase: object) => ({ ...phase, state: 'undone' }))
  put(file('rotation.json'), JSON.stringify({ ...journal, direction: 'back', phases }))
  expect((await rotate('status')).json.next).toBe('qdrant-auth rotate next')
  expect(await rotate('next', '--yes')).toMatchObject({ code: 0, json: { state: 'aborted', next: null } })
  expect([existsSync(file('rotation/old.key')), existsSync(file('rotation/new.key'))]).toEqual([false, false])
})

test('a dry run of abort names no next step: it would lead forward', async () => {
  const { rotate } = await setUp(ONE_NODE)
  await rotate('start', '--soak', '0s', '--yes', '--until', '1')
  expect((await rotate('abort', '--dry-run')).stderr).toBe('nothing was changed (--dry-run)\n')
})

test('keys and tokens are not written through a link', async () => {
  const { cwd, rotate, file } = await setUp(ONE_NODE)
  const elsewhere = temporaryDirectory()
  mkdirSync(join(cwd, '.qdrant-auth'))
  symlinkSync(elsewhere, file('rotation'))
  expect(await rotate('start')).toMatchObject({ code: 6, json: { error: { code: 'symlink' } } })
  expect(tree(elsewhere)).toEqual({})
})
