import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { diskFiles } from '../../src/config/server-files.ts'
import { temporaryDirectory } from '../support/directory.ts'

/** A user that owns nothing here. */
const NOBODY = 54_321

test('a slash behind the name of a file leads nowhere', () => {
  const cwd = temporaryDirectory({ 'a/config.yaml': 'x: 1\n' })
  const files = diskFiles(cwd, undefined)
  expect(files.kindOf('a/config.yaml')).toBe('file')
  expect(files.kindOf('a/config.yaml/')).toBe(undefined)
  expect(files.kindOf('a/')).toBe('directory')
})

test('another user sees nothing in a directory that is closed to them', () => {
  const cwd = temporaryDirectory({ 'open/config.yaml': 'x: 1\n', 'shut/config.yaml': 'x: 1\n' })
  chmodSync(cwd, 0o755)
  chmodSync(join(cwd, 'shut'), 0o700)
  const files = diskFiles(cwd, NOBODY)
  expect(files.kindOf('open/config.yaml')).toBe('file')
  expect(files.kindOf('shut/config.yaml')).toBe(undefined)
  expect(files.read('shut/config.yaml')).toBe('EACCES')
  expect(files.read('open/gone.yaml')).toBe('ENOENT')
  writeFileSync(join(cwd, 'open/secret.yaml'), 'x: 1\n', { mode: 0o600 })
  expect(files.kindOf('open/secret.yaml')).toBe('file')
  expect(files.read('open/secret.yaml')).toBe('EACCES')
  expect(diskFiles(cwd, undefined).kindOf('shut/config.yaml')).toBe('file')
})

test('what stands where', () => {
  const cwd = temporaryDirectory({ 'a/config.yaml': 'x: 1\n' })
  symlinkSync('a/config.yaml', join(cwd, 'link'))
  const files = diskFiles(cwd, undefined)
  for (const [path, kind] of [
    ['', undefined],
    ['a', 'directory'],
    ['./a/config.yaml', 'file'],
    [join(cwd, 'a/config.yaml'), 'file'],
    ['link', 'file'],
    ['a/config.yaml/.', undefined],
    ['a/.', 'directory'],
    ['/', 'directory'],
    ['/dev/null', 'other'],
    ['gone', undefined],
  ] as const)
    expect(files.kindOf(path), path).toBe(kind)
})

test('what is read, and why not', () => {
  const cwd = temporaryDirectory({ 'a/config.yaml': 'x: 1\n', large: '' })
  symlinkSync('loop', join(cwd, 'loop'))
  truncateSync(join(cwd, 'large'), (64 << 20) + 1)
  const files = diskFiles(cwd, undefined)
  expect(files.read('a/config.yaml')).toEqual(Buffer.from('x: 1\n'))
  expect(
    Object.fromEntries(
      ['', 'gone', 'a', 'a/config.yaml/b', 'loop', 'large'].map((path) => [path, files.read(path)]),
    ),
  ).toEqual({
    '': 'ENOENT',
    gone: 'ENOENT',
    a: 'EISDIR',
    'a/config.yaml/b': 'ENOTDIR',
    loop: 'ELOOP',
    large: 'not-read',
  })
})

// The memory was filled with it.
test.skipIf(process.platform === 'win32')('a device without an end is not read', () => {
  const files = diskFiles('/', undefined)
  expect(files.read('/dev/zero')).toBe('not-read')
  expect(files.read('/dev/null')).toEqual(Buffer.alloc(0))
})

test.skipIf(process.platform === 'win32')('a pipe without a writer is empty instead of a wait', () => {
  const cwd = temporaryDirectory()
  spawnSync('mkfifo', [join(cwd, 'pipe')])
  expect(diskFiles(cwd, undefined).kindOf('pipe')).toBe('other')
  expect(diskFiles(cwd, undefined).read('pipe')).toEqual(Buffer.alloc(0))
})

test('a directory may be made where its parents are directories that may be written', () => {
  const cwd = temporaryDirectory({ file: '' })
  mkdirSync(join(cwd, 'made'))
  chmodSync(cwd, 0o755)
  chmodSync(join(cwd, 'made'), 0o755)
  const failures = (uid: number | undefined) => {
    const files = diskFiles(cwd, uid)
    return ['', 'made', 'file', 'file/below', 'file/far/below', 'new', 'new/far/below'].map((path) =>
      files.makeFailure(path),
    )
  }
  expect(failures(undefined)).toEqual([
    undefined,
    undefined,
    'EEXIST',
    'ENOTDIR',
    'ENOTDIR',
    undefined,
    undefined,
  ])
  expect(failures(NOBODY)).toEqual([undefined, undefined, 'EEXIST', 'ENOTDIR', 'ENOTDIR', 'EACCES', 'EACCES'])
})

test('a directory may be written, or it would have to be made', () => {
  const cwd = temporaryDirectory()
  for (const [name, mode] of [
    ['open', 0o777],
    ['shut', 0o755],
    ['unsearched', 0o776],
  ] as const) {
    mkdirSync(join(cwd, name))
    chmodSync(join(cwd, name), mode)
  }
  chmodSync(cwd, 0o755)
  const failures = (uid: number | undefined) =>
    ['open', 'shut', 'unsearched', 'new'].map((path) => diskFiles(cwd, uid).writeFailure(path))
  expect(failures(undefined)).toEqual([undefined, undefined, undefined, undefined])
  expect(failures(0)).toEqual([undefined, undefined, undefined, undefined])
  expect(failures(NOBODY)).toEqual([undefined, 'EACCES', 'EACCES', 'EACCES'])
})

test.skipIf(process.getuid?.() !== 0)('as root: the bits of the owner are for the owner', () => {
  const cwd = temporaryDirectory({ own: 'a', others: 'b', nobodys: 'c' })
  chmodSync(cwd, 0o755)
  for (const [name, mode] of [
    ['own', 0o400],
    ['others', 0o044],
    ['nobodys', 0o300],
  ] as const) {
    chownSync(join(cwd, name), NOBODY, NOBODY)
    chmodSync(join(cwd, name), mode)
  }
  const read = (uid: number) =>
    ['own', 'others', 'nobodys'].map((name) => diskFiles(cwd, uid).read(name).toString())
  expect(read(NOBODY)).toEqual(['a', 'EACCES', 'EACCES'])
  expect(read(NOBODY + 1)).toEqual(['EACCES', 'b', 'EACCES'])
  expect(read(0)).toEqual(['a', 'b', 'c'])
})

test('links to nothing, and names that cannot be', () => {
  const cwd = temporaryDirectory({})
  symlinkSync('gone', join(cwd, 'link'))
  const files = diskFiles(cwd, undefined)
  expect(['link', 'link/x', 'new'].map((path) => files.makeFailure(path))).toEqual([
    'EEXIST',
    'EEXIST',
    undefined,
  ])
  for (const [path, failure] of [
    ['a\0b', 'NUL'],
    ['x'.repeat(300), 'ENAMETOOLONG'],
  ] as const)
    expect([files.kindOf(path), files.read(path), files.makeFailure(path)]).toEqual([
      undefined,
      failure,
      failure,
    ])
})
