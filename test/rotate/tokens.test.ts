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

test('every token gets a file of its own in the folder, whatever it is called', async () => {
  const directory = temporaryDirectory()
  const names = ['team-a', '../../x', '.hidden', '*', `${LONG}1`, `${LONG}2`, 'half \ud83d']
  const live = names.map((name, index) => ({
    name,
    claims: { access: 'r' as const, subject: `${index}` },
    key: 'fp:00000000',
    sha256: '0'.repeat(64),
    mintedAt: '2026-11-01T00:00:00Z',
    expiresAt: null,
    revoked: false,
  }))
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
