import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { openPipe } from '../../src/files/pipe.ts'
import { temporaryDirectory } from '../support/directory.ts'

test('what is no pipe is left to others', async () => {
  const base = temporaryDirectory({ a: 'text' })
  expect(await openPipe(`${base}/a`)).toBeUndefined()
  expect(await openPipe(base)).toBeUndefined()
  expect(await openPipe(`${base}/nowhere`)).toBeUndefined()
})

test('a pipe is waited for, and gives all that is written in pieces', async () => {
  const base = temporaryDirectory()
  execFileSync('mkfifo', [`${base}/fifo`])
  const stream = await openPipe(`${base}/fifo`)
  if (stream === undefined) throw new Error('it is a pipe')
  const writer = spawn('sh', ['-c', `(sleep 0.1; printf one; sleep 0.1; printf two) > "${base}/fifo"`])
  let text = ''
  for await (const chunk of stream) text += chunk
  expect(text).toBe('onetwo')
  if (writer.exitCode === null) await once(writer, 'exit')
})

test('the wait for a pipe that nobody writes to can be ended', async () => {
  const base = temporaryDirectory()
  execFileSync('mkfifo', [`${base}/fifo`])
  const stream = await openPipe(`${base}/fifo`)
  setTimeout(() => stream?.destroy(new Error('enough')), 50)
  await expect(
    (async () => {
      for await (const _ of stream ?? []) throw new Error('nobody writes')
    })(),
  ).rejects.toThrow('enough')
})
