import { expect, test } from 'vitest'
import { capture, execute } from '../../src/cli/programs.ts'

const here = { cwd: '/', without: ['A_SECRET'] }
const env = { PATH: process.env.PATH, A_SECRET: 'hidden', PLAIN: 'seen' }

test('input goes in, output comes out, and secret variables stay here', async () => {
  const answer = await capture(
    ['sh', '-c', 'cat; echo "$A_SECRET$PLAIN" >&2; exit 3'],
    { ...here, stdin: 'text' },
    env,
  )
  expect(answer).toEqual({ code: 3, stdout: 'text', stderr: 'seen\n' })
})

test('one that reads no input is no failure', async () => {
  const stdin = 'x'.repeat(1 << 20)
  expect(await capture(['true'], { ...here, stdin }, env)).toMatchObject({ code: 0 })
})

test.each([
  ['a program that is not there', ['no-such-program'], {}, 'no-such-program: there is no such program'],
  ['one that a signal ends', ['sh', '-c', 'kill -9 $$'], {}, 'sh: ended by SIGKILL'],
  [
    'one that takes too long',
    ['sh', '-c', 'exec sleep 60'],
    { timeout: 100 },
    'sh: it did not end in 0.1 seconds',
  ],
  ['one whose path leads through a file', ['/dev/null/x'], {}, '/dev/null/x: ENOTDIR'],
])('%s', async (_, argv, more, message) => {
  await expect(execute(argv, { ...here, ...more }, env)).rejects.toMatchObject({
    code: 'command-failed',
    message,
  })
})

const pipes = () => process.getActiveResourcesInfo().filter((name) => name === 'PipeWrap').length

// The first was waited for as long as its child ran, and the second kept this process from ending.
test.each([
  ['leaves a child behind', 'sleep 8 & echo done'],
  ['does not end, with a child', 'sleep 8 & exec sleep 8'],
])('a program that %s is not waited for beyond its time', async (_, script) => {
  const [start, before] = [Date.now(), pipes()]
  await expect(capture(['sh', '-c', script], { ...here, timeout: 200 }, env)).rejects.toMatchObject({
    code: 'command-failed',
    message: 'sh: it did not end in 0.2 seconds',
  })
  expect(Date.now() - start).toBeLessThan(6000)
  await new Promise((done) => setTimeout(done, 50))
  expect(pipes()).toBe(before)
})
