import { chmodSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDirectory, makeDirectoryUnsynced } from '../../src/files/directories.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

test('makeDirectory gives its mode to what it makes and leaves the rest alone', async () => {
  const base = temporaryDirectory({ 'there/x': '' })
  await makeDirectory(join(base, 'there'), 0o700)
  await makeDirectory(join(base, 'a/b'), 0o700)
  expect(tree(base, false)).toEqual({ 'a/': '0700', 'a/b/': '0700', 'there/': '0755', 'there/x': '0644' })
})

test('a directory that cannot be made is said at once', async () => {
  const base = temporaryDirectory({ file: '' })
  await expect(makeDirectory('/proc/nope/deeper', 0o700)).rejects.toMatchObject({ exitCode: 3 })
  await expect(makeDirectory(join(base, 'file/x'), 0o700)).rejects.toMatchObject({ code: 'not-a-directory' })
  await expect(makeDirectory(join(base, 'file'), 0o700)).rejects.toMatchObject({ code: 'file-exists' })
})

test('a directory that is there is made by nobody', () => {
  const base = temporaryDirectory()
  chmodSync(base, 0o755)
  expect(makeDirectoryUnsynced(base, 0o700)).toBeUndefined()
  expect(makeDirectoryUnsynced(join(base, 'a'), 0o700)).toBe(base)
  expect(existsSync(join(base, 'a'))).toBe(true)
  expect(statSync(base).mode & 0o777).toBe(0o755)
})
