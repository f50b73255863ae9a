import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setValue, unsetValue } from '../../src/config/edit.ts'
import { meaningOf, openForEdit, withSettingChanged, writeEdited } from '../../src/config/file-edit.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { refusal } from '../support/refusal.ts'

const writer = { tag: 'ab12cd34', processes: { pid: 1, isAlive: () => false } }
const refused = (code: string, message: string, hint: string) => ({ code, message, hints: [hint] })

test('a file is opened as it is, with its mark and its mode', async () => {
  const path = join(temporaryDirectory({ 'a.yaml': '\uFEFFa: ä\r\n' }), 'a.yaml')
  chmodSync(path, 0o640)
  const { before, mode, path: same } = await openForEdit(path)
  expect([before, (mode ?? 0) & 0o777, same]).toEqual(['\uFEFFa: ä\r\n', 0o640, path])
  expect(await openForEdit(`${path}.new`)).toEqual({ path: `${path}.new`, before: '', mode: undefined })
})

test('no file is opened whose bytes could not be kept, or that is a link', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'a.yaml')
  writeFileSync(path, Buffer.from([0x61, 0x3a, 0x20, 0xe4, 0x0a]))
  await expect(openForEdit(path)).rejects.toMatchObject(
    refused(
      'file-malformed',
      `${path} is not UTF-8, so its bytes could not all be kept`,
      'save it as UTF-8 first',
    ),
  )
  symlinkSync('a.yaml', join(directory, 'link.yaml'))
  await expect(openForEdit(join(directory, 'link.yaml'))).rejects.toMatchObject({ code: 'symlink' })
})

test('a new file and its directory are for their owner alone', async () => {
  const path = join(temporaryDirectory(), 'config/local.yaml')
  await writeEdited(await openForEdit(path), 'a: 1\n', writer)
  expect(readFileSync(path, 'utf8')).toBe('a: 1\n')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
})

test('a file keeps its mode', async () => {
  const directory = temporaryDirectory({ 'a.yaml': 'a: 1\n' })
  const path = join(directory, 'a.yaml')
  chmodSync(path, 0o664)
  await writeEdited(await openForEdit(path), 'a: 2\n', writer)
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['a: 2\n', 0o664])
  expect(readdirSync(directory)).toEqual(['a.yaml'])
})

test('where nothing changes, what a killed run left is cleared away', async () => {
  const directory = temporaryDirectory({ 'a.yaml': 'a: 1\n' })
  const path = join(directory, 'a.yaml')
  const opened = await openForEdit(path)
  const left = join(directory, '.a.yaml.ab12cd34.tmp')
  writeFileSync(left, 'a: 2\n')
  utimesSync(left, 0, 0)
  writeFileSync(`${path}.lock`, '99999')
  mkdirSync(join(directory, 'other'))
  const before = statSync(path).ino
  await writeEdited(opened, 'a: 1\n', writer)
  expect(readdirSync(directory)).toEqual(['a.yaml', 'other'])
  expect(statSync(path).ino).toBe(before)
})

test('a file that is gone or another meanwhile is not written', async () => {
  const path = join(temporaryDirectory({ 'a.yaml': 'a: 1\n' }), 'a.yaml')
  const opened = await openForEdit(path)
  const changed = refused(
    'file-changed',
    `${path} was changed by somebody else meanwhile`,
    'nothing was written: run it again',
  )
  writeFileSync(path, 'a: 3\n')
  await expect(writeEdited(opened, 'a: 2\n', writer)).rejects.toMatchObject(changed)
  expect(readFileSync(path, 'utf8')).toBe('a: 3\n')
  rmSync(path)
  await expect(writeEdited(opened, 'a: 2\n', writer)).rejects.toMatchObject(changed)
})

test('what a file says to each setting', () => {
  const text = `\uFEFFservice: { api_key: "007", http_port: 07, enable_tls: true, grpc_port: null }
storage.optimizers.deleted_threshold: 0.5
gpu: { devices: [1, [a, null], { b: c }] }
`
  expect([...meaningOf(text, 'c.yaml')]).toEqual([
    ['service.api_key', 'string 007'],
    ['service.http_port', 'integer 7'],
    ['service.enable_tls', 'boolean true'],
    ['service.grpc_port', 'nil '],
    ['storage.optimizers.deleted_threshold', 'float 0.5'],
    ['gpu.devices', 'list ["1","[\\"a\\",\\"\\"]","[[\\"b\\",\\"c\\"]]"]'],
  ])
})

test('a file that the server does not read means nothing', () => {
  const mend = 'mend the YAML first'
  expect(refusal(() => meaningOf('a: 1\n---\nb: 2\n', 'c.yaml'))).toEqual([
    'file-malformed',
    'the server does not read c.yaml: Got 2 YAML documents, expected 1 in c.yaml',
    mend,
  ])
  expect(refusal(() => meaningOf('- '.repeat(20_000), 'c.yaml'))).toEqual([
    'file-malformed',
    'the server does not read c.yaml: more than 500 levels of nesting',
    mend,
  ])
})

const opened = (before: string) => ({ path: 'c.yaml', before, mode: 0o600 })
const set = (before: string, setting: string, value: string, wanted: string) =>
  refusal(() =>
    withSettingChanged(opened(before), setting, (text, path) => setValue(text, path, value), wanted),
  )
const noPlace = (setting: string) => [
  'bad-value',
  `c.yaml has no place where ${setting} could be changed alone`,
  'edit the file by hand, then run qdrant-auth config validate',
]

test('one setting changes, and nothing else', () => {
  expect(set('', 'service.host', '"h"', 'string h')).toBe('service:\n  host: "h"\n')
  expect(set(' \n', 'service.host', '"h"', 'string h')).toBe(' \nservice:\n  host: "h"\n')
  expect(set('service: null\n', 'service.host', '"h"', 'string h')).toBe('service:\n  host: "h"\n')
  expect(set('service: { http_port: 1 }\n', 'service.host', '"h"', 'string h')).toBe(
    'service: { http_port: 1, host: "h" }\n',
  )
})

test('an edit that would not bring what is wanted, or more than that, is refused', () => {
  expect(set('a: 1\n', 'service.host', '007', 'string 007')).toEqual(noPlace('service.host'))
  // The value has an anchor, and another setting its alias.
  expect(set('service:\n  api_key: &k a\n  alt_api_key: *k\n', 'service.api_key', '"b"', 'string b')).toEqual(
    noPlace('service.api_key'),
  )
  const both = (text: string): ReturnType<typeof setValue> => [
    { start: 0, end: text.length, text: 'a: 2\nb: 2\n' },
  ]
  expect(refusal(() => withSettingChanged(opened('a: 1\nb: 1\n'), 'a', both, 'integer 2'))).toEqual(
    noPlace('a'),
  )
  const all = (text: string): ReturnType<typeof setValue> => [{ start: 0, end: text.length, text: 'a: 2\n' }]
  expect(refusal(() => withSettingChanged(opened('a: 1\nb: 1\n'), 'a', all, 'integer 2'))).toEqual(
    noPlace('a'),
  )
  // A setting whose name begins like another is another.
  expect(refusal(() => withSettingChanged(opened('a: 1\nab.c: 1\n'), 'abc', all, undefined))).toEqual(
    noPlace('abc'),
  )
})

test('a setting is taken away', () => {
  const unset = (before: string, setting: string) =>
    refusal(() => withSettingChanged(opened(before), setting, unsetValue, undefined))
  expect(unset('service:\n  host: h\n  http_port: 1\n', 'service.host')).toBe('service:\n  http_port: 1\n')
  expect(unset('a: 1\n', 'service.host')).toBe('a: 1\n')
})
