import { expect, test } from 'vitest'
import { withLock } from '../../src/files/lock.ts'
import { put, temporaryDirectory, tree } from '../support/directory.ts'

const alive = { pid: 10, isAlive: () => true }
const dead = { pid: 10, isAlive: () => false }

test('holds the lock while it works and gives it back, also after a failure', async () => {
  const base = temporaryDirectory()
  expect(await withLock(base, alive, async () => tree(base))).toEqual({
    '.qdrant-auth/': '0700',
    '.qdrant-auth/lock': '0600 10\n',
  })
  await expect(withLock(base, alive, () => Promise.reject(new Error('work failed')))).rejects.toThrow(
    'work failed',
  )
  expect(tree(base)).toEqual({ '.qdrant-auth/': '0700' })
})

test('a second process is refused while the first one runs', async () => {
  const base = temporaryDirectory()
  put(`${base}/.qdrant-auth/lock`, '99\n')
  await expect(withLock(base, alive, async () => 'done')).rejects.toMatchObject({
    code: 'locked',
    exitCode: 6,
  })
})

test.each([['99\n'], [''], ['10\n'], ['junk']])(
  'the lock of a process that is gone is taken over: %j',
  async (content) => {
    const base = temporaryDirectory()
    put(`${base}/.qdrant-auth/lock`, content)
    expect(await withLock(base, dead, async () => 'done')).toBe('done')
  },
)
