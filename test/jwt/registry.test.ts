import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  findEntry,
  lifetimeOf,
  mintedLine,
  REGISTRY,
  readRegistry,
  record,
  textOf,
} from '../../src/jwt/registry.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

const MINTED = {
  claims: { exp: 1795438800, access: 'r' as const },
  key: 'fp:f7b0d393',
  expiresAt: '2026-11-23T13:00:00Z',
}

// printf a.b.c | sha256sum
const SHA256 = '845e30448809e2bc8958eb025bfc795235d13b077a53d0c3abbd2385170dc9b8'

const LINE = `{"event":"minted","name":"ci","claims":{"exp":1795438800,"access":"r"},"key":"fp:f7b0d393","sha256":"${SHA256}","mintedAt":"2026-11-23T12:00:00.000Z","expiresAt":"2026-11-23T13:00:00Z"}\n`

const ENTRY = { name: 'ci', ...MINTED, sha256: SHA256, mintedAt: '2026-11-23T12:00:00.000Z', revoked: false }

const withRegistry = (text: string) => temporaryDirectory({ [REGISTRY]: text })

test('what is written is this, and is read again', async () => {
  const cwd = temporaryDirectory()
  await record(cwd, [mintedLine('a.b.c', { name: 'ci', ...MINTED }, NOW)])
  expect(tree(cwd)).toEqual({ '.qdrant-auth/': '0700', '.qdrant-auth/tokens.jsonl': `0600 ${LINE}` })
  expect(await readRegistry(cwd)).toEqual({ entries: [ENTRY], unreadable: 0 })
})

test('a token without a name is called by its hash', () => {
  expect(mintedLine('a.b.c', { ...MINTED, name: undefined }, NOW)).toMatchObject({ name: 'tok-845e3044' })
})

test('a line is ASCII and still the same JSON', () => {
  const line = textOf({ event: 'revoked', name: 'gr\u00fcn \u007f\u0080 \ud83d\ude00', at: 'x' })
  expect(line).toBe('{"event":"revoked","name":"gr\\u00fcn \u007f\\u0080 \\ud83d\\ude00","at":"x"}\n')
})

test('lines go behind what is there', async () => {
  const cwd = withRegistry('')
  const at = NOW.toISOString()
  await record(cwd, [
    { event: 'revoked', name: 'a', at },
    { event: 'unrevoked', name: 'a', at },
  ])
  await record(cwd, [{ event: 'revoked', name: 'b', at }])
  expect(readFileSync(join(cwd, REGISTRY), 'utf8')).toBe(
    '{"event":"revoked","name":"a","at":"2026-11-23T12:00:00.000Z"}\n' +
      '{"event":"unrevoked","name":"a","at":"2026-11-23T12:00:00.000Z"}\n' +
      '{"event":"revoked","name":"b","at":"2026-11-23T12:00:00.000Z"}\n',
  )
})

test('half a line stays alone', async () => {
  const cwd = withRegistry('{"event":"min')
  await record(cwd, [mintedLine('a.b.c', { name: 'ci', ...MINTED }, NOW)])
  expect(readFileSync(join(cwd, REGISTRY), 'utf8')).toBe(`{"event":"min\n${LINE}`)
  expect(await readRegistry(cwd)).toEqual({ entries: [ENTRY], unreadable: 1 })
})

test('the newest token of a name counts, in the place of the first', async () => {
  const other = LINE.replace('"ci"', '"other"')
  const newer = LINE.replace('T12:00:00.000Z', 'T12:30:00.000Z')
  const { entries } = await readRegistry(withRegistry(LINE + other + newer))
  expect(entries.map(({ name, mintedAt }) => [name, mintedAt])).toEqual([
    ['ci', '2026-11-23T12:30:00.000Z'],
    ['other', '2026-11-23T12:00:00.000Z'],
  ])
})

test('revoked, unrevoked, and minted anew', async () => {
  const event = (event: string, name = 'ci') => `{"event":"${event}","name":"${name}","at":"x"}\n`
  const revoked = async (text: string) =>
    (await readRegistry(withRegistry(text))).entries.map((entry) => entry.revoked)
  expect(await revoked(LINE + event('revoked'))).toEqual([true])
  expect(await revoked(LINE + event('revoked') + event('unrevoked'))).toEqual([false])
  expect(await revoked(LINE + event('revoked') + LINE)).toEqual([false])
  expect(await revoked(LINE + event('revoked', 'nobody'))).toEqual([false])
})

test('no registry and empty lines are no tokens', async () => {
  expect(await readRegistry(temporaryDirectory())).toEqual({ entries: [], unreadable: 0 })
  expect(await readRegistry(withRegistry(`\n${LINE}\r\n\n`))).toEqual({ entries: [ENTRY], unreadable: 0 })
})

const changed = (fields: object) => JSON.stringify({ ...JSON.parse(LINE), ...fields })
const access = (access: unknown) => changed({ claims: { access } })

// Some of these ended `jwt list` with an internal error once.
test.each([
  ['half a line', '{"event":"min'],
  ['null', 'null'],
  ['a number', '7'],
  ['a list', '[]'],
  ['no name', '{"event":"revoked"}'],
  ['a name that is no text', changed({ name: 7 })],
  ['no event', '{"name":"ci"}'],
  ['another event', '{"event":"moved","name":"ci"}'],
  ['no key', changed({ key: undefined })],
  ['a key that is no text', changed({ key: 7 })],
  ['no hash', changed({ sha256: undefined })],
  ['no time of minting', changed({ mintedAt: undefined })],
  ['a number for a time', changed({ mintedAt: 2026 })],
  ['a time that is none', changed({ mintedAt: 'noon' })],
  ['no expiry', changed({ expiresAt: undefined })],
  ['an expiry that is no time', changed({ expiresAt: 'soon' })],
  ['no claims', changed({ claims: undefined })],
  ['claims that are null', changed({ claims: null })],
  ['claims that are text', changed({ claims: 'r' })],
  ['exp as text', changed({ claims: { exp: '1795438800', access: 'r' } })],
  ['exp with a fraction', changed({ claims: { exp: 1.5, access: 'r' } })],
  ['no access', access(undefined)],
  ['another access', access('rw')],
  ['an access that is an object', access({ collection: 'a', access: 'r' })],
  ['null in access', access([null])],
  ['an entry without a name', access([{ collection: 'a', access: 'r' }, { access: 'r' }])],
  ['an entry without a mode', access([{ collection: 'a' }])],
])('%s cannot be read', async (_what, line) => {
  expect(await readRegistry(withRegistry(`${line}\n`))).toEqual({ entries: [], unreadable: 1 })
})

test.each([
  ['a token that never expires', changed({ claims: { access: 'm' }, expiresAt: null })],
  ['a list of collections', access([{ collection: 'a', access: 'prw' }])],
  ['an empty list', access([])],
])('%s can', async (_what, line) => {
  expect(await readRegistry(withRegistry(`${line}\n`))).toMatchObject({
    entries: [{ name: 'ci' }],
    unreadable: 0,
  })
})

test('a token is found by its name alone', async () => {
  const cwd = withRegistry(LINE.replace('"ci"', '"ci-2"') + LINE)
  expect(await findEntry(cwd, 'ci')).toEqual(ENTRY)
  await expect(findEntry(cwd, 'c"i')).rejects.toMatchObject({
    code: 'file-missing',
    message: `no token "c\\"i" is recorded in ${cwd}`,
    hints: ['qdrant-auth jwt list shows the recorded ones'],
  })
})

test('how long a token was good for', () => {
  expect(lifetimeOf({ claims: { exp: 1795438800, access: 'r' }, mintedAt: '2026-11-23T12:00:00.999Z' })).toBe(
    3600,
  )
  expect(lifetimeOf({ claims: { access: 'r' }, mintedAt: '2026-11-23T12:00:00Z' })).toBeUndefined()
})

test('bytes that are no text are told', async () => {
  const cwd = withRegistry('')
  writeFileSync(join(cwd, REGISTRY), Buffer.from([0x7b, 0xff, 0x0a]))
  await expect(readRegistry(cwd)).rejects.toMatchObject({
    code: 'file-malformed',
    message: `${join(cwd, REGISTRY)} is not UTF-8 text`,
  })
})

const OPEN_FILES = '/proc/self/fd'

test.skipIf(!existsSync(OPEN_FILES))('no file stays open (needs /proc)', async () => {
  const cwd = temporaryDirectory()
  const before = readdirSync(OPEN_FILES).length
  for (let index = 0; index < 50; index++) await record(cwd, [])
  expect(readdirSync(OPEN_FILES).length).toBeLessThan(before + 25)
})
