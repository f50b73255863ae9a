import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { Context } from '../../src/cli/context.ts'
import { tellFailure } from '../../src/cli/failure.ts'
import type { Io } from '../../src/cli/io.ts'

async function told(error: unknown): Promise<{ code: number; stderr: string }> {
  const stream = new PassThrough()
  const output = { stream, isTTY: false, columns: undefined, fileMode: undefined }
  const context = new Context({ stdout: output, stderr: output, env: {} } as unknown as Io, 'keygen')
  const code = await tellFailure(error, context, false)
  return { code, stderr: String(stream.read() ?? '') }
}

test('what a file system answers is said in words, with the path', async () => {
  const error = Object.assign(new Error('x'), { code: 'EMFILE', path: '/etc/x', syscall: 'scandir' })
  expect(await told(error)).toEqual({
    code: 3,
    stderr: 'error: cannot read /etc/x: too many open files\n',
  })
  const bare = Object.assign(new Error('x'), { code: 'EROFS' })
  expect(await told(bare)).toEqual({
    code: 3,
    stderr: 'error: cannot write a file: the file system is read-only\n',
  })
})

test('a fault of ours is told by its kind and place, never by its message', async () => {
  const { code, stderr } = await told(new TypeError('the secret is hunter2'))
  expect(code).toBe(3)
  expect(stderr).toMatch(
    /^error: internal error: TypeError at .*failure\.test\.ts:\d+:\d+\)?\nhint: this is a fault/,
  )
  expect(stderr).not.toContain('hunter2')
  expect((await told('hunter2')).stderr).toMatch(/^error: internal error: string\nhint: /)
  const withoutStack = new Error('hunter2')
  delete withoutStack.stack
  expect((await told(withoutStack)).stderr).toMatch(/^error: internal error: Error\nhint: /)
})

test('an interrupt is no fault', async () => {
  expect(await told(new DOMException('hunter2', 'AbortError'))).toEqual({
    code: 130,
    stderr: '\nerror: interrupted: nothing was changed\n',
  })
})
