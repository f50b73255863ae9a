import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitTracker } from '../../src/config/git-index.ts'
import { temporaryDirectory } from '../support/directory.ts'

interface Entry {
  name: string
  /** Two more bytes of flags. */
  extended?: true
  /** What stands in the place of times, owner, size and hash. */
  data?: string
  /** Version 4: how much of the name before is cut off. */
  cut?: number[]
}

/** An index as gitformat-index describes it; what it says of itself may be wrong. */
function indexOf(version: number, entries: Entry[], count = entries.length): Buffer {
  const header = Buffer.alloc(12)
  header.write('DIRC', 0, 'latin1')
  header.writeUInt32BE(version, 4)
  header.writeUInt32BE(count, 8)
  const body = entries.flatMap(({ name, extended, data = '', cut }) => {
    const stat = Buffer.alloc(60)
    stat.write(data, 10, 'latin1')
    const flags = Buffer.alloc(extended ? 4 : 2)
    flags.writeUInt16BE((extended ? 0x4000 : 0) | Math.min(Buffer.byteLength(name), 0xfff), 0)
    return [stat, flags, Buffer.from(cut ?? []), Buffer.from(`${name}\0`)]
  })
  return Buffer.concat([header, ...body])
}

function repository(index: Buffer): string {
  const root = temporaryDirectory({ '.git/HEAD': '' })
  writeFileSync(join(root, '.git/index'), index)
  return root
}
const tracks = (index: Buffer, name: string): boolean => {
  const root = repository(index)
  return gitTracker()(join(root, name))
}

test.each([2, 3])('version %s: a name is one where its length stands before it', (version) => {
  const entry: Entry[] = [{ name: 'a/config.yaml' }]
  expect(tracks(indexOf(version, entry), 'a/config.yaml')).toBe(true)
  expect(tracks(indexOf(version, entry), 'config.yaml')).toBe(false)
  expect(tracks(indexOf(version, [{ name: 'a', data: 'config.yaml\0' }]), 'config.yaml')).toBe(false)
  const both = [{ name: 'a', data: 'config.yaml\0' }, { name: 'config.yaml' }]
  expect(tracks(indexOf(version, both), 'config.yaml')).toBe(true)
})

test('two more bytes of flags', () => {
  expect(tracks(indexOf(3, [{ name: 'config.yaml', extended: true }]), 'config.yaml')).toBe(true)
  expect(tracks(indexOf(3, [{ name: 'a/config.yaml', extended: true }]), 'config.yaml')).toBe(false)
  // The length alone is not enough: a flag says that there are more bytes.
  const plain = indexOf(3, [{ name: 'config.yaml', extended: true }])
  plain.writeUInt16BE(11, 12 + 60)
  expect(tracks(plain, 'config.yaml')).toBe(false)
})

test('a name longer than its field', () => {
  const long = 'x'.repeat(5000)
  expect(tracks(indexOf(2, [{ name: long }]), long)).toBe(true)
  expect(tracks(indexOf(2, [{ name: `${long}y` }]), `x${long}y`)).toBe(false)
})

test('version 4: a name is what stays of the one before, and what is new', () => {
  const entries = [
    { name: 'config/config.yaml', cut: [0] },
    // `config.yaml` goes, `config/` stays.
    { name: 'local.yaml', cut: [11], extended: true as const },
    { name: 'z', cut: [17] },
  ]
  for (const name of ['config/config.yaml', 'config/local.yaml', 'z'])
    expect(tracks(indexOf(4, entries), name), name).toBe(true)
  for (const name of ['local.yaml', 'config/z', 'config'])
    expect(tracks(indexOf(4, entries), name), name).toBe(false)
})

test('version 4: a cut of more than 127 bytes takes two', () => {
  const long = `config/${'x'.repeat(300)}`
  // 300 = (1 + 1) * 128 + 44
  const entries = [
    { name: long, cut: [0] },
    { name: 'local.yaml', cut: [0x81, 44] },
    // 17 bytes: all of it.
    { name: 'z', cut: [17] },
  ]
  for (const name of [long, 'config/local.yaml', 'z'])
    expect(tracks(indexOf(4, entries), name), name).toBe(true)
})

test('version 4: what stands behind the last entry is none, and what is cut short or too much is none', () => {
  const entries = [
    { name: 'a', cut: [0] },
    { name: 'b', cut: [1] },
  ]
  expect(tracks(indexOf(4, entries, 2), 'b')).toBe(true)
  expect(tracks(indexOf(4, entries, 1), 'b')).toBe(false)
  expect(tracks(indexOf(4, entries, 9), 'c')).toBe(false)
  expect(tracks(indexOf(4, entries, 2).subarray(0, -1), 'b')).toBe(false)
  expect(tracks(indexOf(4, [{ name: 'b', cut: [9] }]), 'b')).toBe(true)
})

test('a file named like the beginning of an index', () => {
  expect(tracks(indexOf(2, []), 'DIRC')).toBe(false)
  expect(tracks(indexOf(2, []), 'C')).toBe(false)
  expect(tracks(indexOf(2, [{ name: 'DIRC' }]), 'DIRC')).toBe(true)
})

test('an index is read once, for each repository its own', () => {
  const [one, two] = [repository(indexOf(2, [{ name: 'a' }])), repository(indexOf(2, [{ name: 'b' }]))]
  const isTracked = gitTracker()
  expect([isTracked(join(one, 'a')), isTracked(join(two, 'a')), isTracked(join(two, 'b'))]).toEqual([
    true,
    false,
    true,
  ])
  rmSync(join(one, '.git/index'))
  expect(isTracked(join(one, 'a'))).toBe(true)
  expect(gitTracker()(join(one, 'a'))).toBe(false)
})

test('the nearest repository counts, and what is in none is not kept', () => {
  const outer = repository(indexOf(2, [{ name: 'inner/a' }]))
  expect(gitTracker()(join(outer, 'inner/a'))).toBe(true)
  mkdirSync(join(outer, 'inner/.git'), { recursive: true })
  writeFileSync(join(outer, 'inner/.git/index'), indexOf(2, [{ name: 'b' }]))
  expect(gitTracker()(join(outer, 'inner/a'))).toBe(false)
  expect(gitTracker()(join(outer, 'inner/b'))).toBe(true)
  expect(gitTracker()(join(temporaryDirectory(), 'a'))).toBe(false)
})

test('the directory of a repository may be elsewhere', () => {
  const root = temporaryDirectory({
    'work/.git': 'gitdir: ../store\n',
    'broken/.git': 'nonsense\n',
    'store/x': '',
  })
  writeFileSync(join(root, 'store/index'), indexOf(2, [{ name: 'a' }]))
  expect(gitTracker()(join(root, 'work/a'))).toBe(true)
  expect(gitTracker()(join(root, 'broken/a'))).toBe(false)
})
