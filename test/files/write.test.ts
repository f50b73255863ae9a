import { linkSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFile, makeDirectory, replaceFile } from '../../src/files/write.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

test('createFile makes a new file and never replaces one', async () => {
  const base = temporaryDirectory({ old: 'mine' })
  await createFile(join(base, 'new'), 'text', 0o600, 'ab12')
  await expect(createFile(join(base, 'old'), 'text', 0o600, 'ab12')).rejects.toMatchObject({
    code: 'file-exists',
  })
  symlinkSync('elsewhere', join(base, 'link'))
  await expect(createFile(join(base, 'link'), 'text', 0o600, 'ab12')).rejects.toMatchObject({
    code: 'file-exists',
  })
  expect(tree(base)).toEqual({ link: '0777', new: '0600 text', old: '0644 mine' })
})

test('replaceFile replaces, mode and all', async () => {
  const base = temporaryDirectory({ old: 'mine' })
  await replaceFile(join(base, 'old'), 'text', 0o600, 'ab12')
  expect(tree(base)).toEqual({ old: '0600 text' })
})

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

// They stayed for ever once, each with a secret in it.
test('temp files of a run that was killed are removed by the next that writes the same file', async () => {
  const base = temporaryDirectory({
    key: 'text',
    '.key.0123456789abcdef.tmp': 'killed',
    '.key.fedcba9876543210.tmp': 'being written',
    '.key.tmp': 'of somebody else',
    '.other.0123456789abcdef.tmp': 'of another file',
  })
  utimesSync(join(base, '.key.0123456789abcdef.tmp'), 1, 1)
  utimesSync(join(base, '.other.0123456789abcdef.tmp'), 1, 1)
  linkSync(join(base, 'key'), join(base, '.key.1111111111111111.tmp'))
  await expect(createFile(join(base, 'key'), 'new', 0o600, 'ab12')).rejects.toMatchObject({
    code: 'file-exists',
  })
  expect(Object.keys(tree(base))).not.toContain('.key.1111111111111111.tmp')
  await replaceFile(join(base, 'key'), 'new', 0o600, 'ab12')
  expect(tree(base)).toEqual({
    '.key.fedcba9876543210.tmp': '0644 being written',
    '.key.tmp': '0644 of somebody else',
    '.other.0123456789abcdef.tmp': '0644 of another file',
    key: '0600 new',
  })
})
