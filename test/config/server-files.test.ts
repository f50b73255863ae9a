import { chmodSync, writeFileSync } from 'node:fs'
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
  writeFileSync(join(cwd, 'open/secret.yaml'), 'x: 1\n', { mode: 0o600 })
  expect(files.kindOf('open/secret.yaml')).toBe('file')
  expect(files.read('open/secret.yaml')).toBe('EACCES')
  expect(diskFiles(cwd, undefined).kindOf('shut/config.yaml')).toBe('file')
})
