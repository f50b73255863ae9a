import { closeSync, mkdirSync, openSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  makeDirectory,
  makeDirectoryUnsynced,
  syncDirectories,
  syncDirectory,
} from '../../src/files/directories.ts'
import { createFile, replaceFile, requireFree, syncAndClose, writeOpen } from '../../src/files/write.ts'
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

test('a name that is taken, be it by a link that leads nowhere, is told before', () => {
  const base = temporaryDirectory({ old: 'mine', 'file/x': '' })
  symlinkSync('elsewhere', join(base, 'link'))
  for (const name of ['old', 'link', 'file'])
    expect(() => requireFree(join(base, name))).toThrow(
      expect.objectContaining({
        code: 'file-exists',
        message: `cannot write ${join(base, name)}: it exists already`,
      }),
    )
  for (const name of ['new', 'no/new']) expect(() => requireFree(join(base, name))).not.toThrow()
  expect(() => requireFree(join(base, 'old/new'))).toThrow(
    expect.objectContaining({ code: 'not-a-directory' }),
  )
})

test('replaceFile replaces, mode and all', async () => {
  const base = temporaryDirectory({ old: 'mine' })
  await replaceFile(join(base, 'old'), 'text', 0o600, 'ab12')
  expect(tree(base)).toEqual({ old: '0600 text' })
})

test('what could not be put in place leaves nothing behind, and says which file it is about', async () => {
  const base = temporaryDirectory()
  mkdirSync(join(base, 'taken/x'), { recursive: true })
  await expect(replaceFile(join(base, 'taken'), 'new', 0o600, 'ab12')).rejects.toMatchObject({
    message: `cannot write ${join(base, 'taken')}: it is a directory`,
  })
  await expect(createFile(join(base, 'taken'), 'new', 0o600, 'ab12')).rejects.toMatchObject({
    message: `cannot write ${join(base, 'taken')}: it exists already`,
  })
  await expect(createFile(join(base, 'no/x'), 'new', 0o600, 'ab12')).rejects.toMatchObject({
    code: 'file-missing',
    message: expect.stringContaining('no/.x.ab12.tmp: no such file'),
  })
  expect(Object.keys(tree(base))).toEqual(['taken/', 'taken/x/'])
})

test('a temp file in the way is somebody’s, and stays', async () => {
  const base = temporaryDirectory({ '.x.ab12.tmp': 'mine' })
  for (const write of [createFile, replaceFile])
    await expect(write(join(base, 'x'), 'new', 0o600, 'ab12')).rejects.toMatchObject({ code: 'file-exists' })
  expect(() => writeOpen(join(base, '.x.ab12.tmp'), 'new', 0o600)).toThrow(
    expect.objectContaining({ code: 'file-exists' }),
  )
  expect(tree(base)).toEqual({ '.x.ab12.tmp': '0644 mine' })
})

test.skipIf(process.platform !== 'linux')('no file stays open (needs /proc)', async () => {
  const base = temporaryDirectory()
  const open = () => readdirSync('/proc/self/fd').length
  const before = open()
  for (let time = 0; time < 5; time++) {
    await replaceFile(join(base, 'x'), 'new', 0o600, 'ab12')
    await createFile(join(base, 'x'), 'new', 0o600, 'ab12').catch(() => {})
    const path = join(base, `y${time}`)
    await syncAndClose([{ path, file: writeOpen(path, 'new', 0o600) }])
    await makeDirectory(join(base, `d${time}/e`), 0o700)
    syncDirectory(base)
    syncDirectory(join(base, 'nowhere'))
    await syncDirectories([base, join(base, 'nowhere')])
  }
  expect(open()).toBe(before)
})

test.skipIf(process.platform !== 'linux')(
  'what the disk does not keep is told, and all is closed',
  async () => {
    const path = join(temporaryDirectory(), 'a')
    const kept = writeOpen(path, 'new', 0o600)
    const device = openSync('/dev/null', 'r')
    await expect(
      syncAndClose([
        { path: 'b', file: device },
        { path, file: kept },
      ]),
    ).rejects.toMatchObject({ message: 'cannot write b: EINVAL' })
    for (const file of [kept, device]) expect(() => closeSync(file)).toThrow(/EBADF/)
  },
)

const isRoot = process.getuid?.() === 0

test.skipIf(!isRoot)('files and new directories belong to whom they are for (needs root)', async () => {
  const base = temporaryDirectory()
  const owner = { uid: 65_534, gid: 65_533 }
  const changed = makeDirectoryUnsynced(join(base, 'a/b'), 0o700, owner)
  const key = join(base, 'a/b/key')
  await syncAndClose([{ path: key, file: writeOpen(key, 'new', 0o600, owner) }])
  expect(changed).toBe(base)
  for (const name of ['a', 'a/b', 'a/b/key'])
    expect(statSync(join(base, name))).toMatchObject({ uid: 65_534, gid: 65_533 })
  expect(statSync(base).uid).toBe(0)
})
