import type * as Fs from 'node:fs'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import { expect, test, vi } from 'vitest'
import { Mortal, mortalFs } from '../support/crashing-fs.ts'
import { put, temporaryDirectory, tree } from '../support/directory.ts'

let mortal: Mortal | undefined

vi.mock('node:fs', async (original) => mortalFs(await original<typeof Fs>(), () => mortal))

// Loaded after the mock, whatever another test file has loaded before.
vi.resetModules()
const { installSet, recover } = await import('../../src/files/install.ts')
const { hasJournal } = await import('../../src/files/journal.ts')

const OLD = { 'tls/cert.pem': '0644 old cert', 'tls/key.pem': '0600 old key' }
const NEW = {
  'tls/cacert.pem': '0644 new ca',
  'tls/cert.pem': '0644 new cert',
  'tls/key.pem': '0600 new key',
}

const plannedIn = (base: string) =>
  Object.entries(NEW).map(([name, text]) => ({
    path: join(base, name),
    mode: Number.parseInt(text.slice(0, 4), 8),
    content: text.slice(5),
  }))

const options = (base: string, signal = new AbortController().signal) => ({
  base,
  directories: new Map([[join(base, '.qdrant-auth'), 0o700]]),
  defaultDirectoryMode: 0o755,
  tag: 'abc123',
  signal,
})

function oldSet(): string {
  const base = temporaryDirectory()
  for (const [name, text] of Object.entries(OLD))
    put(join(base, name), text.slice(5), Number.parseInt(text.slice(0, 4), 8))
  return base
}

const files = (base: string) =>
  Object.fromEntries(Object.entries(tree(base)).filter(([name]) => !name.endsWith('/')))

test('a killed install leaves the old set or the new one, at whichever operation it dies', async () => {
  const seen = { old: 0, new: 0 }
  for (let operations = 1; ; operations++) {
    const base = oldSet()
    mortal = new Mortal(operations)
    await installSet(plannedIn(base), options(base)).catch(() => {})
    const { dead } = mortal
    mortal = undefined
    if (!dead) break
    await recover(base)
    const left = files(base)
    if ('tls/cacert.pem' in left) {
      expect(left).toEqual(NEW)
      seen.new++
    } else {
      expect(left).toEqual(OLD)
      seen.old++
    }
    await installSet(plannedIn(base), options(base))
    expect(files(base)).toEqual(NEW)
  }
  // Three files and two journal entries: there are dozens of instants on both sides of the decision.
  expect(seen.old).toBeGreaterThan(20)
  expect(seen.new).toBeGreaterThan(5)
})

test('recovery itself may be killed anywhere', async () => {
  for (let operations = 1; ; operations++) {
    const base = oldSet()
    mortal = new Mortal(33)
    await installSet(plannedIn(base), options(base)).catch(() => {})
    mortal = new Mortal(operations)
    await recover(base).catch(() => {})
    const { dead } = mortal
    mortal = undefined
    await recover(base)
    expect([OLD, NEW]).toContainEqual(files(base))
    if (!dead) break
  }
})

test('an error while files are written takes everything back', async () => {
  const base = oldSet()
  put(join(base, 'tls', '.key.pem.abc123.tmp'), 'in the way')
  await expect(installSet(plannedIn(base), options(base))).rejects.toMatchObject({ code: 'file-exists' })
  expect(files(base)).toEqual(OLD)
})

test('Ctrl-C before the decision takes everything back', async () => {
  const base = oldSet()
  const controller = new AbortController()
  controller.abort()
  await expect(installSet(plannedIn(base), options(base, controller.signal))).rejects.toMatchObject({
    code: 'interrupted',
  })
  expect(files(base)).toEqual(OLD)
})

const moves = (from: string, to: string) => `{"moves":[{"from":"${from}","to":"${to}"}]}\n"committed"\n`

test.each([
  [moves('../../x.ab.tmp', 'y')],
  [moves('/etc/.x.ab.tmp', 'y')],
  [moves('tls/key.pem', 'public')],
  [moves('.x.ab.tmp', '../y')],
  ['{"moves":[]}\n"done"\n'],
  ['{"moves":{}}\n'],
  ['{"moves":[}\n'],
  [`{"moves":[{"from":".x.ab.tmp","to":"y"},{"from":".x.ab.tmp","to":"/y"}]}\n`],
  [moves('.x.ab.tmp', '')],
  ['{"moves":[{"from":".x.ab.tmp","to":7}]}\n'],
  [moves('.x.ab.tmp.bak', 'y')],
  ['not json\n'],
  ['not json'],
])('a journal that is not ours is not followed: %s', async (journal) => {
  const base = oldSet()
  put(join(base, '.qdrant-auth/install.json'), journal)
  await expect(recover(base)).rejects.toMatchObject({
    code: 'file-malformed',
    message: `cannot read ${base}/.qdrant-auth/install.json: it is not a journal of this tool`,
    hints: ['look at it, and remove it if no other qdrant-auth is running'],
  })
  expect(files(base)).toMatchObject(OLD)
})

test.each([[''], ['{"mov'], ['{"moves":[{"from":"tls/.key.pem.ab']])(
  'a journal that a power cut has left half written says that nothing is staged: %j',
  async (journal) => {
    const base = oldSet()
    put(join(base, '.qdrant-auth/install.json'), journal)
    expect(await recover(base)).toBe('taken back')
    expect(files(base)).toEqual(OLD)
  },
)

test('a decision that is half written is none', async () => {
  const base = oldSet()
  put(join(base, 'tls/.key.pem.ab.tmp'), 'new key')
  put(
    join(base, '.qdrant-auth/install.json'),
    '{"moves":[{"from":"tls/.key.pem.ab.tmp","to":"tls/key.pem"}]}\n"commit',
  )
  expect(await recover(base)).toBe('taken back')
  expect(files(base)).toEqual(OLD)
})

// A worker thread (mutation tests run in one) has no umask of its own.
test.skipIf(!isMainThread).each([[0o000], [0o022], [0o077]])(
  'modes are the same under umask %o',
  async (umask) => {
    const base = temporaryDirectory()
    const before = process.umask(umask)
    try {
      await installSet(plannedIn(base), options(base))
    } finally {
      process.umask(before)
    }
    expect(tree(base)).toEqual({ ...NEW, '.qdrant-auth/': '0700', 'tls/': '0755' })
  },
)

test('recovery tells what it found, and leaves what is of others', async () => {
  const base = oldSet()
  expect([await hasJournal(base), await recover(base)]).toEqual([false, 'nothing'])
  const moves = '[{"from":"tls/.key.pem.ab.tmp","to":"tls/key.pem"}]'
  put(join(base, 'tls/.key.pem.ab.tmp'), 'new key', 0o600)
  put(join(base, '.qdrant-auth/install.json'), `{"moves":${moves}}\n`)
  put(join(base, '.qdrant-auth/x.install.json.ab12.tmp'), 'of somebody else')
  put(join(base, '.qdrant-auth/.install.json.ab12.tmp.bak'), 'of somebody else')
  expect([await hasJournal(base), await recover(base)]).toEqual([true, 'taken back'])
  expect(files(base)).toEqual({
    ...OLD,
    '.qdrant-auth/.install.json.ab12.tmp.bak': '0644 of somebody else',
    '.qdrant-auth/x.install.json.ab12.tmp': '0644 of somebody else',
  })
  put(join(base, 'tls/.key.pem.ab.tmp'), 'new key', 0o600)
  put(join(base, '.qdrant-auth/install.json'), `{"moves":${moves}}\n"committed"\n`)
  expect([await recover(base), await recover(base)]).toEqual(['finished', 'nothing'])
  expect(files(base)['tls/key.pem']).toBe('0600 new key')
})

test('a place that cannot be taken is told by its name, and the next run goes on', async () => {
  const base = oldSet()
  put(join(base, 'tls/key2.pem/x'), '')
  put(join(base, 'tls/.key2.pem.ab.tmp'), 'new')
  const moves = '[{"from":"tls/.key2.pem.ab.tmp","to":"tls/key2.pem"}]'
  put(join(base, '.qdrant-auth/install.json'), `{"moves":${moves}}\n"committed"\n`)
  await expect(recover(base)).rejects.toMatchObject({
    code: 'not-a-file',
    message: `cannot write ${base}/tls/key2.pem: it is a directory`,
  })
  expect(await hasJournal(base)).toBe(true)
})

test('a directory gets the mode that is named for it, others the one for all', async () => {
  const base = temporaryDirectory()
  const planned = [
    { path: join(base, 'a/x'), content: '', mode: 0o600 },
    { path: join(base, 'b/x'), content: '', mode: 0o600 },
  ]
  await installSet(planned, { ...options(base), directories: new Map([[join(base, 'a'), 0o711]]) })
  expect(tree(base, false)).toMatchObject({ 'a/': '0711', 'b/': '0755' })
})
