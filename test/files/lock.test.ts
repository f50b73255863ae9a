import { expect, test } from 'vitest'
import { withFileLock, withLock } from '../../src/files/lock.ts'
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

// An empty lock looked abandoned once, and its owner was about to write its number.
test('a lock that is just being made is not taken over', async () => {
  const base = temporaryDirectory()
  put(`${base}/.qdrant-auth/lock`, '')
  setTimeout(() => put(`${base}/.qdrant-auth/lock`, '99\n'), 10)
  await expect(withLock(base, alive, async () => 'done')).rejects.toMatchObject({ code: 'locked' })
  expect(tree(base)).toEqual({ '.qdrant-auth/': '0755', '.qdrant-auth/lock': '0644 99\n' })
})

// Two that found the same dead lock both got in once: the second removed the new lock of the first.
test('of two that take over the lock of a dead process one gets in', async () => {
  const base = temporaryDirectory()
  put(`${base}/.qdrant-auth/lock`, '99\n')
  let inside = 0
  const first = { pid: 10, isAlive: (pid: number) => pid === 20 }
  const second = {
    pid: 20,
    isAlive(pid: number) {
      // The first one gets in between the second one's look at the lock and what it does then.
      if (pid === 99) put(`${base}/.qdrant-auth/lock`, '10\n')
      return pid === 10
    },
  }
  const work = async () => {
    inside++
  }
  await expect(withLock(base, second, work)).rejects.toMatchObject({ code: 'locked' })
  expect(inside).toBe(0)
  expect(tree(base)).toEqual({ '.qdrant-auth/': '0755', '.qdrant-auth/lock': '0644 10\n' })
  await withLock(base, first, work)
  expect(inside).toBe(1)
})

test('the lock of one file lies beside it, and only while somebody writes', async () => {
  const base = temporaryDirectory({ 'config.yaml': '' })
  const path = `${base}/config.yaml`
  expect(await withFileLock(path, alive, async () => Object.keys(tree(base)))).toEqual([
    'config.yaml',
    'config.yaml.lock',
  ])
  expect(Object.keys(tree(base))).toEqual(['config.yaml'])
})
