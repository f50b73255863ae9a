import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import type { Hands } from '../../src/rotate/hands.ts'
import { reissuedIn, reissueTokens } from '../../src/rotate/tokens.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { NOW } from '../support/io.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const LONG = 'a/'.repeat(150)

let tags = 0
const hands = { now: () => NOW, tag: () => `${tags++}`.padStart(16, '0') } as unknown as Hands

const entry = (name: string, claims: object = {}) => ({
  name,
  claims: { access: 'r' as const, ...claims },
  key: 'fp:00000000',
  sha256: '0'.repeat(64),
  mintedAt: '2026-11-01T00:00:00Z',
  expiresAt: null,
  revoked: false,
})

// A registry may be edited by hand, and a date has an end.
test('a token that lasts longer than any date is signed again like the others', async () => {
  const live = [
    entry('far', { exp: 9e15 }),
    entry('week', { exp: Date.parse('2026-11-08T00:00:00Z') / 1000 }),
  ]
  const { files, left } = await reissueTokens(temporaryDirectory(), { live, unreadable: 0 }, KEY, hands)
  expect([files.map(({ name, expiresAt }) => [name, expiresAt]), left]).toEqual([
    [
      ['far', null],
      ['week', '2026-11-30T12:00:00Z'],
    ],
    [],
  ])
})

test('every token gets a file of its own in the folder, whatever it is called', async () => {
  const directory = temporaryDirectory()
  const names = ['team-a', '../../x', '.hidden', '*', `${LONG}1`, `${LONG}2`, 'half \ud83d']
  const live = names.map((name, index) => entry(name, { subject: `${index}` }))
  const { files, left } = await reissueTokens(directory, { live, unreadable: 0 }, KEY, hands)
  expect(left).toEqual([])
  expect(files.map(({ name }) => name)).toEqual(names)
  expect(new Set(files.map(({ file }) => dirname(file)))).toEqual(new Set([reissuedIn(directory)]))
  expect(files.slice(0, 4).map(({ file }) => basename(file))).toEqual([
    'team-a.jwt',
    '%2E.%2F..%2Fx.jwt',
    '%2Ehidden.jwt',
    '%2A.jwt',
  ])
  const subjects = files.map(({ file }) => {
    const [, claims = ''] = readFileSync(file, 'utf8').split('.')
    return JSON.parse(Buffer.from(claims, 'base64url').toString()).subject
  })
  expect(subjects).toEqual(['0', '1', '2', '3', '4', '5', '6'])
})
