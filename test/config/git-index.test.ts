import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitTracker } from '../../src/config/git-index.ts'
import { temporaryDirectory } from '../support/directory.ts'

const FILES = ['a.yaml', 'config/config.yaml', 'config/production.yaml', 'config/production.yaml.d/ä', 'z']

function repository(...settings: string[]): string {
  const root = temporaryDirectory()
  git(root, 'init', '--quiet')
  for (const setting of settings) git(root, 'config', ...setting.split('='))
  for (const file of [...FILES, 'config/local.yaml']) {
    mkdirSync(join(root, file, '..'), { recursive: true })
    writeFileSync(join(root, file), '')
  }
  git(root, 'add', ...FILES)
  return root
}

function git(cwd: string, ...args: string[]): void {
  const env = {
    PATH: process.env.PATH ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'test'],
        [`GIT_${who}_EMAIL`, 'test@example.org'],
      ]),
    ),
  }
  const { status, stderr } = spawnSync('git', args, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

test.each([['2'], ['3'], ['4']])('names of an index of version %s', (version) => {
  const root = repository(`index.version=${version}`)
  git(root, 'add', '--intent-to-add', 'config/local.yaml')
  git(root, 'rm', '--quiet', '--cached', 'z')
  const isTracked = gitTracker()
  for (const file of [...FILES.slice(0, -1), 'config/local.yaml'])
    expect(isTracked(join(root, file)), file).toBe(true)
  for (const file of ['z', 'config', 'config.yaml', 'yaml', 'config/production'])
    expect(isTracked(join(root, file)), file).toBe(false)
})

test('a linked work tree has an index of its own', () => {
  const root = repository()
  git(root, 'commit', '--quiet', '--message', 'all')
  const linked = join(temporaryDirectory(), 'linked')
  git(root, 'worktree', 'add', '--quiet', linked)
  git(linked, 'rm', '--quiet', '--cached', 'z')
  const isTracked = gitTracker()
  expect(isTracked(join(linked, 'config/config.yaml'))).toBe(true)
  expect(isTracked(join(linked, 'z'))).toBe(false)
  expect(isTracked(join(root, 'z'))).toBe(true)
})

test.each([
  ['', ''],
  ['no index', 'DIRC'],
])('an index that is none: %j', (_, text) => {
  const root = temporaryDirectory({ '.git/index': text })
  expect(gitTracker()(join(root, 'a'))).toBe(false)
})

test('an index that is cut short', () => {
  const root = temporaryDirectory({
    '.git/index': Buffer.from('444952430000000400000009', 'hex').toString('latin1'),
  })
  expect(gitTracker()(join(root, 'a'))).toBe(false)
})

test.skipIf(process.platform === 'win32')('a pipe in the place of a file of git is not waited for', () => {
  const [index, linked] = [repository(), temporaryDirectory({ 'a.yaml': '' })]
  const tracked = gitTracker()
  for (const [root, pipe] of [
    [index, '.git/index'],
    [linked, '.git'],
  ] as const) {
    spawnSync('sh', ['-c', 'rm -f "$0" && mkfifo "$0"', join(root, pipe)])
    expect(tracked(join(root, 'a.yaml'))).toBe(false)
  }
})
