import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryDirectory, tree } from '../support/directory.ts'
import { ONE_NODE, setUp } from './rotate-world.ts'

vi.setConfig({ testTimeout: 60_000 })

test('keys and tokens are not written through a link', async () => {
  const { cwd, rotate, file } = await setUp(ONE_NODE)
  const elsewhere = temporaryDirectory()
  mkdirSync(join(cwd, '.qdrant-auth'))
  symlinkSync(elsewhere, file('rotation'))
  expect(await rotate('start')).toMatchObject({ code: 6, json: { error: { code: 'symlink' } } })
  expect(tree(elsewhere)).toEqual({})
})
