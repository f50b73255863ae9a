import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS, isNoun } from '../../src/cli/commands.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'
import { run } from '../support/io.ts'

/** Commands that make the directory they are to work in. */
const MAKERS = ['init', 'config init', 'certs init']

/** What a command needs before it does anything. */
const ARGUMENTS: Record<string, string[]> = {
  init: ['--yes'],
  'config get': ['service.api_key'],
  'config set': ['service.host', '0.0.0.0'],
  'config unset': ['service.host'],
  'jwt mint': ['--key-env', 'KEY', '--access', 'read'],
  'jwt can': ['--list'],
  'jwt diff': ['a', 'b'],
  'jwt renew': ['a'],
  'jwt revoke': ['a'],
  'jwt unrevoke': ['a'],
  'certs issue': ['client', 'a'],
  'certs show': ['.'],
  'certs check': ['.'],
  'certs csr': ['client', 'a'],
  'certs sign': ['a'],
  'audit suggest': ['--subject', 'a'],
  emit: ['compose'],
  snippet: ['curl'],
  explain: ['401'],
  completion: ['bash'],
}

const commands = COMMANDS.flatMap((entry) =>
  isNoun(entry)
    ? [
        ...(entry.alone === undefined ? [] : [entry.name]),
        ...entry.verbs.map(({ name }) => `${entry.name} ${name}`),
      ]
    : [entry.name],
)

const runIn = (directory: string, command: string, cwd: string) =>
  run(['-C', directory, ...command.split(' '), ...(ARGUMENTS[command] ?? [])], {
    cwd,
    env: { KEY: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx' },
  })

test.each(commands.filter((command) => !MAKERS.includes(command)))(
  'no directory to work in: %s refuses, and says so in one sentence',
  async (command) => {
    const cwd = temporaryDirectory()
    expect(await runIn('nope', command, cwd)).toEqual({
      code: 3,
      stdout: '',
      stderr: `error: there is no directory ${join(cwd, 'nope')}\nhint: -C names the directory to work in\n`,
    })
    expect(tree(cwd)).toEqual({})
  },
)

test.each(MAKERS)('no directory to work in: %s makes it', async (command) => {
  const cwd = temporaryDirectory()
  expect((await runIn('new/one', command, cwd)).code).toBe(0)
  expect(existsSync(join(cwd, 'new/one'))).toBe(true)
})

test.each(commands)('a file instead of a directory to work in: %s refuses', async (command) => {
  const cwd = temporaryDirectory({ file: 'a\n' })
  expect(await runIn('file', command, cwd)).toMatchObject({
    code: 6,
    stdout: '',
    stderr: expect.stringContaining(`error: ${join(cwd, 'file')} is no directory\n`),
  })
  expect(tree(cwd)).toEqual({ file: '0644 a\n' })
})

test('an empty -C is no directory: a variable that is not set', async () => {
  const cwd = temporaryDirectory()
  expect(await runIn('', 'init', cwd)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: -C is empty\nhint: write -C . for this directory\n',
  })
  expect(tree(cwd)).toEqual({})
})

test.each([
  [['init', '']],
  [['config', 'show', '']],
  [['config', 'validate', '']],
  [['certs', 'show', '']],
  [['certs', 'issue', 'client', 'app', '-o', '']],
  [['emit', 'compose', '-o', '']],
  [['doctor', '--config', '']],
  [['jwt', 'inspect', '']],
  [['jwt', 'mint', '--access', 'read', '--key-file', '']],
])('%j: an empty path does not mean this directory', async (argv) => {
  const cwd = temporaryDirectory()
  expect(await run(argv, { cwd })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: a path is empty\nhint: write . for this directory\n',
  })
  expect(tree(cwd)).toEqual({})
})

test('a link to a directory is one, and one that leads nowhere is not', async () => {
  const cwd = temporaryDirectory({ 'real/config/config.yaml': 'service:\n  host: 0.0.0.0\n' })
  symlinkSync('real', join(cwd, 'link'))
  symlinkSync('gone', join(cwd, 'dead'))
  expect((await runIn('link', 'config show', cwd)).code).toBe(0)
  expect((await runIn('dead', 'config show', cwd)).code).toBe(3)
})

test.each([
  [['config', 'show', 'nope'], 'there is no directory'],
  [['config', 'validate', 'nope'], 'no such file or directory'],
  [['doctor', '--config', 'nope'], 'there is no directory'],
  [['doctor', 'http://127.0.0.1:1', '--config', 'empty'], 'holds no config/config.yaml'],
  [['emit', 'compose', '--config', 'nope', '--stdout'], 'there is no directory'],
  [['jwt', 'mint', '--config', 'nope', '--access', 'read'], 'there is no directory'],
])('%j: what is not there is never reported as off', async (argv, words) => {
  const cwd = temporaryDirectory({ 'empty/file': '' })
  const { code, stdout, stderr } = await run(argv, { cwd })
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(new RegExp(`^error: .*${words}.*\\nhint: `))
})

test('config show of a file says what takes one', async () => {
  const cwd = temporaryDirectory({ 'config.yaml': 'service:\n  host: 0.0.0.0\n' })
  expect(await run(['config', 'show', 'config.yaml'], { cwd })).toEqual({
    code: 6,
    stdout: '',
    stderr: `error: ${join(cwd, 'config.yaml')} is no directory\nhint: name the directory that Qdrant is started in; config validate takes single files\n`,
  })
})
