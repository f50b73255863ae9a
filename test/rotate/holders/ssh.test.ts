import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { capture } from '../../../src/cli/programs.ts'
import type { Hands } from '../../../src/rotate/hands.ts'
import { sshHolder } from '../../../src/rotate/holders/ssh.ts'
import { put, temporaryDirectory } from '../../support/directory.ts'

/** An ssh that runs what it is told in the shell of this machine, as the other machine would. */
function machine() {
  const argvs: (readonly string[])[] = []
  const hands = {
    secretVariables: ['NEW_KEY'],
    capture: (argv: readonly string[], options: Parameters<Hands['capture']>[1]) => {
      argvs.push(argv)
      expect(options.without).toEqual(['NEW_KEY'])
      return capture(['sh', '-c', argv.at(-1) ?? ''], options, process.env)
    },
  } as unknown as Hands
  return { argvs, hands }
}

const holderOf = (path: string) => {
  const { argvs, hands } = machine()
  return { argvs, holder: sshHolder({ kind: 'ssh', host: 'root@n1', path }, '/tmp', hands) }
}

test('a file elsewhere is read, and replaced with its mode, and no text is in an argument', async () => {
  const directory = temporaryDirectory({ "it's.yaml": 'service: {}\n' })
  const path = join(directory, "it's.yaml")
  chmodSync(path, 0o640)
  const { argvs, holder } = holderOf(path)
  const read = await holder.read()
  expect(read.before).toBe('service: {}\n')
  await holder.write(read, 'service:\n  api_key: "very-secret"\n')
  expect(readFileSync(path, 'utf8')).toBe('service:\n  api_key: "very-secret"\n')
  expect([statSync(path).mode & 0o777, readdirSync(directory)]).toEqual([0o640, ["it's.yaml"]])
  expect(argvs.map((argv) => argv.slice(0, 5))).toEqual([
    ['ssh', '-o', 'BatchMode=yes', '--', 'root@n1'],
    ['ssh', '-o', 'BatchMode=yes', '--', 'root@n1'],
  ])
  expect(argvs.flat().join(' ')).not.toContain('very-secret')
})

test('a file that was changed in between is left alone', async () => {
  const path = join(temporaryDirectory({ 'a.yaml': 'service: {}\n' }), 'a.yaml')
  const { holder } = holderOf(path)
  const read = await holder.read()
  put(path, 'service: {enable_tls: true}\n')
  await expect(holder.write(read, 'x: 1\n')).rejects.toMatchObject({ code: 'file-changed' })
  expect(readFileSync(path, 'utf8')).toBe('service: {enable_tls: true}\n')
})

test('a connection that breaks off in the middle of the text leaves the old file', async () => {
  const directory = temporaryDirectory({ 'a.yaml': 'service: {}\n' })
  const path = join(directory, 'a.yaml')
  const { hands } = machine()
  const cut = {
    ...hands,
    capture: (argv: readonly string[], options: Parameters<Hands['capture']>[1]) =>
      hands.capture(argv, { ...options, ...(options.stdin && { stdin: options.stdin.slice(0, 9) }) }),
  }
  const holder = sshHolder({ kind: 'ssh', host: 'root@n1', path }, '/tmp', cut)
  const read = await holder.read()
  await expect(holder.write(read, 'service:\n  api_key: "very-secret"\n')).rejects.toMatchObject({
    code: 'command-failed',
    message: `ssh could not write root@n1:${path} (80): the connection broke off`,
  })
  expect([readFileSync(path, 'utf8'), readdirSync(directory)]).toEqual(['service: {}\n', ['a.yaml']])
})

test('a machine without sha256sum is told as such, and not that somebody changed the file', async () => {
  const path = join(temporaryDirectory({ 'a.yaml': 'service: {}\n' }), 'a.yaml')
  const { hands } = machine()
  const bare = {
    ...hands,
    capture: (argv: readonly string[], options: Parameters<Hands['capture']>[1]) =>
      hands.capture(
        [...argv.slice(0, -1), `sha256sum() { echo 'no such program' >&2; return 127; }\n${argv.at(-1)}`],
        options,
      ),
  }
  const holder = sshHolder({ kind: 'ssh', host: 'root@n1', path }, '/tmp', bare)
  await expect(holder.write(await holder.read(), 'x: 1\n')).rejects.toMatchObject({
    code: 'command-failed',
    message: `ssh could not write root@n1:${path} (127): no such program`,
  })
  expect(readFileSync(path, 'utf8')).toBe('service: {}\n')
})

test('a file that is not UTF-8 is left alone, and told as such', async () => {
  const path = join(temporaryDirectory(), 'a.yaml')
  writeFileSync(path, Buffer.from('# caf\xe9\nservice: {}\n', 'latin1'))
  const { holder } = holderOf(path)
  await expect(holder.read()).rejects.toMatchObject({
    code: 'file-malformed',
    message: `root@n1:${path} is not UTF-8, so its bytes could not all be kept`,
  })
})

test('what ssh says of a failure is told in one line, without control characters', async () => {
  const { holder } = holderOf('/nonexistent/\u001b[31mconfig.yaml')
  await expect(holder.read()).rejects.toMatchObject({
    code: 'command-failed',
    message: expect.stringMatching(/^ssh could not read root@n1:.* \(1\): cat: [\x20-\x7e]*$/s),
  })
})
