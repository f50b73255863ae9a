import { execFileSync } from 'node:child_process'
import { readdirSync, symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readIfPresent, readRegularFile, requireDirectory, statIfPresent } from '../../src/files/read.ts'
import { temporaryDirectory } from '../support/directory.ts'

test('gives bytes and mode', async () => {
  const base = temporaryDirectory({ a: 'text' })
  expect(await readRegularFile(`${base}/a`, 4)).toEqual({ bytes: Buffer.from('text'), mode: 0o644 })
  expect(await readIfPresent(`${base}/b`, 4)).toBeUndefined()
})

test('refuses what is no regular file, at once', async () => {
  const base = temporaryDirectory({ a: 'texts' })
  execFileSync('mkfifo', [`${base}/fifo`])
  const refusal = (code: string, name: string, words: string) => ({
    code,
    message: `cannot read ${base}${name}: ${words}`,
  })
  for (const read of [readRegularFile, readIfPresent]) {
    await expect(read(`${base}/a`, 4)).rejects.toMatchObject(
      refusal('file-too-large', '/a', 'it is larger than 4 bytes'),
    )
    await expect(read(`${base}/a/b`, 4)).rejects.toMatchObject(
      refusal('not-a-directory', '/a/b', 'a part of the path is a file, not a directory'),
    )
    await expect(read(base, 4)).rejects.toMatchObject(refusal('not-a-file', '', 'it is a directory'))
    await expect(read(`${base}/fifo`, 4)).rejects.toMatchObject(
      refusal('not-a-file', '/fifo', 'it is not a regular file'),
    )
  }
  await expect(readRegularFile(`${base}/b`, 4)).rejects.toMatchObject(
    refusal('file-missing', '/b', 'no such file or directory'),
  )
})

test.skipIf(process.platform !== 'linux')(
  'what is read is closed, also where it is refused (needs /proc)',
  async () => {
    const base = temporaryDirectory({ a: 'texts' })
    const open = () => readdirSync('/proc/self/fd').length
    const before = open()
    for (let time = 0; time < 5; time++) {
      await readRegularFile(`${base}/a`, 5)
      await readRegularFile(`${base}/a`, 4).catch(() => {})
      await readRegularFile(base, 4).catch(() => {})
    }
    expect(open()).toBe(before)
  },
)

test('looks through links, and is never surprised', () => {
  const base = temporaryDirectory({ a: 'text' })
  symlinkSync('a', `${base}/link`)
  symlinkSync('loop', `${base}/loop`)
  expect(statIfPresent(`${base}/link`)?.size).toBe(4)
  expect(statIfPresent(`${base}/nowhere`)).toBeUndefined()
  expect(statIfPresent(`${base}/a/b`)).toBeUndefined()
  expect(statIfPresent(`${base}/loop`)).toBeUndefined()
})

test('a directory to work in must be there and be one', () => {
  const base = temporaryDirectory({ a: 'text' })
  const refusal = (code: string, message: string, hints: string[]) =>
    expect.objectContaining({ code, message, hints })
  expect(() => requireDirectory(base, 'name one')).not.toThrow()
  expect(() => requireDirectory(`${base}/b`, 'name one')).toThrow(
    refusal('file-missing', `there is no directory ${base}/b`, ['name one']),
  )
  expect(() => requireDirectory(`${base}/a`, 'name one')).toThrow(
    refusal('not-a-directory', `${base}/a is no directory`, ['name one']),
  )
  symlinkSync('loop', `${base}/loop`)
  expect(() => requireDirectory(`${base}/loop`, 'name one')).toThrow(
    refusal('symlink', `cannot read ${base}/loop: it is a symbolic link`, []),
  )
})
