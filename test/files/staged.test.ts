import { linkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearUnfinished, newTag, stagedName } from '../../src/files/staged.ts'
import { createFile, replaceFile } from '../../src/files/write.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

test('temp names', () => {
  expect(stagedName('/a/b.pem', 'ab12')).toBe('/a/.b.pem.ab12.tmp')
  expect(newTag((count) => new Uint8Array(count).fill(0xab))).toBe('abababababababab')
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

test('who holds the lock removes them at any age, and nothing else', () => {
  const base = temporaryDirectory({
    key: 'text',
    '.key.0123456789abcdef.tmp': 'killed',
    '.key.tmp': 'of somebody else',
    '.key.old.0123456789abcdef.tmp': 'of another file',
  })
  clearUnfinished(join(base, 'key'))
  clearUnfinished(join(base, 'nowhere/key'))
  expect(tree(base)).toEqual({
    '.key.old.0123456789abcdef.tmp': '0644 of another file',
    '.key.tmp': '0644 of somebody else',
    key: '0644 text',
  })
})
