import { mkdirSync, rmSync } from 'node:fs'
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
    message: 'another qdrant-auth (process 99) is changing this directory',
    hints: [`wait for it, or remove ${base}/.qdrant-auth/lock if it is not running any more`],
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

test.each([['0\n'], ['-5\n'], ['1.5\n'], ['10\n'], ['x\n']])(
  'a lock that names %j is nobody’s, whoever is running',
  async (content) => {
    const base = temporaryDirectory()
    put(`${base}/.qdrant-auth/lock`, content)
    expect(await withLock(base, alive, async () => 'done')).toBe('done')
    expect(Object.keys(tree(base))).toEqual(['.qdrant-auth/'])
  },
)

test('work that removes the lock itself, and a lock that cannot be made', async () => {
  const base = temporaryDirectory({ file: '' })
  expect(
    await withLock(base, alive, async () => {
      rmSync(`${base}/.qdrant-auth/lock`)
      return 'done'
    }),
  ).toBe('done')
  await expect(withFileLock(`${base}/file/x`, alive, async () => 'done')).rejects.toMatchObject({
    code: 'not-a-directory',
  })
  mkdirSync(`${base}/x.lock`)
  await expect(withFileLock(`${base}/x`, dead, async () => 'done')).rejects.toMatchObject({
    code: 'not-a-file',
  })
})

test('a dead lock that is gone when it is to be removed, and one that always comes back', async () => {
  const base = temporaryDirectory()
  const path = `${base}/.qdrant-auth/lock`
  put(path, '99\n')
  const vanishing = {
    pid: 10,
    isAlive() {
      rmSync(path, { force: true })
      return false
    },
  }
  expect(await withLock(base, vanishing, async () => 'done')).toBe('done')
  let looks = 0
  const returning = {
    pid: 10,
    isAlive(pid: number) {
      // Somebody else takes it over each time, and dies.
      if (++looks % 2 === 0) put(path, `${pid + 1}\n`)
      return false
    },
  }
  put(path, '99\n')
  await expect(withLock(base, returning, async () => 'done')).rejects.toMatchObject({ code: 'locked' })
})
