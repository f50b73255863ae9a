import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  diskOf,
  isConfigured,
  loneFile,
  requireConfiguration,
  requireServerDirectory,
  settingOf,
} from '../../src/config/directory.ts'
import { loadEffective } from '../../src/qdrant/config/effective.ts'
import { memoryFiles } from '../qdrant/config/memory-files.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { refusal } from '../support/refusal.ts'

const key = (text: string): string => `service:\n  api_key: "${text}"\n`
const asked = (files: Record<string, string>): unknown => {
  const directory = temporaryDirectory(files)
  const answer = refusal(() => settingOf(directory, 'service.api_key'))
  return JSON.parse(JSON.stringify(answer).replaceAll(directory, 'DIR'))
}

test.each([
  ['in config.yaml', { 'config/config.yaml': key('a') }],
  ['above it', { 'config/config.yaml': key('b'), 'config/local.yaml': key('a') }],
  // Qdrant alone takes one run mode, its image the other; a key that only one of them has is meant all the same.
  ['for development', { 'config/development.yaml': key('a') }],
  ['for production', { 'config/production.yaml': key('a') }],
  ['for both', { 'config/development.yaml': key('a'), 'config/production.yaml': key('a') }],
  ['emptied by one', { 'config/config.yaml': key('a'), 'config/production.yaml': key('') }],
  [
    'of a server that ends for want of a certificate',
    { 'config/config.yaml': `${key('a')}  enable_tls: true\ncluster: { enabled: true }\n` },
  ],
])('the key of a server: %s', (_title, files) => {
  expect(asked(files)).toBe('a')
})

const BY_HAND = 'give the key with --key-file or --key-env'

test('no key of a directory that is not there', () => {
  const gone = `${temporaryDirectory()}/gone`
  expect(refusal(() => settingOf(gone, 'service.api_key'))).toContain(
    'name the directory that Qdrant is started in',
  )
})

test.each([
  ['none', {}, ['bad-value', 'DIR sets no service.api_key', BY_HAND]],
  ['an empty one', { 'config/config.yaml': key('') }, ['bad-value', 'DIR sets no service.api_key', BY_HAND]],
  [
    'one of each run mode',
    { 'config/development.yaml': key('a'), 'config/production.yaml': key('b') },
    ['bad-value', 'service.api_key of DIR depends on the run mode', BY_HAND],
  ],
  [
    'one in a file that is no YAML',
    { 'config/config.yaml': key('a'), 'config/local.yaml': 'service:\n\tx: 1\n' },
    [
      'file-malformed',
      'the server does not start here: tabs disallowed within this context (block indentation) at byte 10 line 2 column 2 in config/local.yaml',
      'qdrant-auth config validate tells where',
    ],
  ],
  [
    'one beside a value of a wrong type',
    { 'config/config.yaml': `${key('a')}  http_port: many\n` },
    [
      'file-malformed',
      'the server does not start here: invalid type: string, expected an integer for key `service.http_port` in config/config.yaml',
      'qdrant-auth config validate tells where',
    ],
  ],
])('no key of a server: %s', (_title, files, expected) => {
  expect(asked(files)).toEqual(expected)
})

test('what the rules ask of a directory', () => {
  const directory = temporaryDirectory({ 'config/config.yaml': 'a: 1\n', 'config/b': '' })
  chmodSync(join(directory, 'config/config.yaml'), 0o640)
  const disk = diskOf(directory, (file) => file === join(directory, 'config/config.yaml'))
  expect((disk.modeOf('config/config.yaml') ?? 0) & 0o777).toBe(0o640)
  expect(disk.modeOf('config/gone')).toBe(undefined)
  expect([disk.isTracked('config/config.yaml'), disk.isTracked('config/b')]).toEqual([true, false])
  expect([...disk.names].sort()).toEqual(['b', 'config.yaml'])
  expect(diskOf(join(directory, 'config')).names).toEqual([])
})

test('a file alone stands where the first file of a server would', () => {
  const directory = temporaryDirectory({ 'my.yaml': 'a: 1\n', 'config/local.yaml': 'b: 2\n' })
  const path = join(directory, 'my.yaml')
  chmodSync(path, 0o600)
  const { files, disk } = loneFile(path, (file) => file === path)
  expect(files.kindOf('config/config.yaml')).toBe('file')
  expect(Buffer.from(files.read('config/config.yaml') as Uint8Array).toString()).toBe('a: 1\n')
  expect([files.kindOf('config/local.yaml'), files.read('config/local.yaml')]).toEqual([undefined, 'ENOENT'])
  expect([files.kindOf(path), files.read(path)]).toEqual([undefined, 'ENOENT'])
  // It is open where the server would keep its data: nothing is said about that.
  expect([files.makeFailure('./storage'), files.writeFailure('./storage')]).toEqual([undefined, undefined])
  expect((disk.modeOf('config/config.yaml') ?? 0) & 0o777).toBe(0o600)
  expect([disk.isTracked('config/config.yaml'), disk.names]).toEqual([true, []])
  expect(loneFile(path).disk.isTracked('config/config.yaml')).toBe(false)
})

test('a server is configured by any file or variable', () => {
  const load = (files: Record<string, string>, variables: { name: string; value: string }[] = []) => {
    const contents = Object.entries(files).map(([name, content]) => [name, { content }])
    return loadEffective({ files: memoryFiles(Object.fromEntries(contents)), directory: '/srv', variables })
  }
  const bare = load({}, [{ name: 'HOME', value: '/' }])
  const variable = load({}, [{ name: 'QDRANT__LOG_LEVEL', value: 'INFO' }])
  const configured = [load({ 'config/config.yaml': '' }), load({ 'config/local.yaml': 'a: [' }), variable]
  expect([bare, ...configured].map(isConfigured)).toEqual([false, true, true, true])
  expect(refusal(() => requireConfiguration(bare, '/srv'))).toEqual([
    'file-missing',
    '/srv holds no config/config.yaml',
    'name a file, or the directory that Qdrant is started in',
  ])
  expect(refusal(() => requireConfiguration(variable, '/srv'))).toBe(undefined)
})

test('a config/ of another user is not taken for that of an open server', () => {
  const directory = temporaryDirectory({ 'config/config.yaml': key('a') })
  chmodSync(directory, 0o755)
  const isRoot = process.geteuid?.() === 0
  chmodSync(join(directory, 'config'), isRoot ? 0o700 : 0o000)
  if (isRoot) process.seteuid?.(65534)
  const refusals = [
    refusal(() => requireServerDirectory(directory)),
    refusal(() => settingOf(directory, 'service.api_key')),
  ]
  if (isRoot) process.seteuid?.(0)
  chmodSync(join(directory, 'config'), 0o700)
  const denied = ['file-unreadable', `cannot read ${directory}/config/config.yaml: permission denied`]
  expect(refusals).toEqual([denied, denied])
  expect(refusal(() => requireServerDirectory(directory))).toBe(undefined)
})
