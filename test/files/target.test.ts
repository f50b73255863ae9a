import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isBelow, nameFrom } from '../../src/files/below.ts'
import { isLax, octal } from '../../src/files/modes.ts'
import { checkTarget } from '../../src/files/target.ts'
import { temporaryDirectory } from '../support/directory.ts'

const HINTS = ['move it away or choose another directory; nothing was changed']

function world(): string {
  const base = temporaryDirectory({ 'a/b/file': 'x', file: '' })
  symlinkSync('file', join(base, 'link'))
  symlinkSync('nowhere', join(base, 'a/dangling'))
  symlinkSync('a', join(base, 'linked'))
  execFileSync('mkfifo', [join(base, 'fifo')])
  return base
}

test.each([
  ['file', true],
  ['a/b/file', true],
  ['new', false],
  ['a/new', false],
  ['new/deep/file', false],
])('%s may be written, and is there: %s', async (name, there) => {
  const base = world()
  expect(await checkTarget(join(base, name), base)).toBe(there)
})

test.each([
  ['link', 'link', 'symlink', 'is a symbolic link'],
  ['a/dangling', 'a/dangling', 'symlink', 'is a symbolic link'],
  ['linked/b/file', 'linked', 'symlink', 'is a symbolic link'],
  ['linked/new', 'linked', 'symlink', 'is a symbolic link'],
  ['a/b/file/new', 'a/b/file', 'not-a-directory', 'is a file where a directory should be'],
  ['a', 'a', 'not-a-file', 'is a directory where a file should be'],
  ['fifo', 'fifo', 'not-a-file', 'is not a regular file'],
])('%s may not: %s is %s', async (name, at, code, words) => {
  const base = world()
  await expect(checkTarget(join(base, name), base)).rejects.toMatchObject({
    code,
    message: `${join(base, at)} ${words}`,
    hints: HINTS,
  })
})

test('what cannot be looked up is said', async () => {
  await expect(checkTarget(`/${'x'.repeat(300)}`, '/')).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringMatching(/^cannot read \/x+: the name is too long$/),
  })
})

test('the base itself may be reached through a link', async () => {
  const base = world()
  expect(await checkTarget(join(base, 'linked/b/file'), join(base, 'linked'))).toBe(true)
})

test.each([
  ['/a/b', '/a', true, 'b'],
  ['/a', '/a', true, '/a'],
  ['/a/b/c', '/a', true, 'b/c'],
  ['/ab', '/a', false, '/ab'],
  ['/', '/a', false, '/'],
  ['/b', '/a', false, '/b'],
])('%s is in %s: %s, and is called %s there', (path, directory, below, name) => {
  expect([isBelow(path, directory), nameFrom(directory, path)]).toEqual([below, name])
})

test.each([
  [0o600, false, '0600'],
  [0o400, false, '0400'],
  [0o640, true, '0640'],
  [0o604, true, '0604'],
  [0o100_010, true, '0010'],
])('mode %o is lax: %s', (mode, lax, text) => {
  expect([isLax(mode), octal(mode)]).toEqual([lax, text])
})
