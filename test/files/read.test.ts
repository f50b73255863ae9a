import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { readIfPresent, readRegularFile } from '../../src/files/read.ts'
import { temporaryDirectory } from '../support/directory.ts'

test('gives bytes and mode', async () => {
  const base = temporaryDirectory({ a: 'text' })
  expect(await readRegularFile(`${base}/a`, 4)).toEqual({ bytes: Buffer.from('text'), mode: 0o644 })
  expect(await readIfPresent(`${base}/b`, 4)).toBeUndefined()
})

test('refuses what is no regular file, at once', async () => {
  const base = temporaryDirectory({ a: 'texts' })
  execFileSync('mkfifo', [`${base}/fifo`])
  await expect(readRegularFile(`${base}/a`, 4)).rejects.toMatchObject({ code: 'file-too-large' })
  await expect(readRegularFile(`${base}/b`, 4)).rejects.toMatchObject({ code: 'file-missing' })
  await expect(readRegularFile(`${base}/a/b`, 4)).rejects.toMatchObject({ code: 'not-a-directory' })
  await expect(readRegularFile(base, 4)).rejects.toMatchObject({ code: 'not-a-file' })
  await expect(readRegularFile(`${base}/fifo`, 4)).rejects.toMatchObject({ code: 'not-a-file' })
})
