import { expect, test } from 'vitest'
import { batchMinter } from '../../src/jwt/batch/mint.ts'
import { KEY } from '../qdrant/token/signed.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

test('a bad row is a fault with its line; the others are signed', () => {
  const mint = batchMinter({ key: KEY, allowWeak: false, now: NOW, serverVersion: '1.19.0' })
  expect(mint({ line: 1, value: { name: 'a', access: 'read', expires: 'never' } })).toEqual({
    line: 1,
    name: 'a',
    // openssl dgst -sha256 -hmac over the two parts
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3MiOiJyIn0.B_ARWULFspKIKO9KseCPBFipT6GpeJKuJXNCbm1Adr0',
    claims: { access: 'r' },
    expiresAt: null,
  })
  expect(mint({ line: 2, value: { access: 'manage' } })).toEqual({
    line: 2,
    fault: 'access: manage tokens are minted one by one',
  })
  expect(mint({ line: 3, value: { acess: 'read' } })).toMatchObject({
    line: 3,
    fault: expect.stringContaining('acess: no such field'),
  })
  expect(mint({ line: 4, fault: 'it is not JSON' })).toEqual({ line: 4, fault: 'it is not JSON' })
  const old = batchMinter({ key: KEY, allowWeak: false, now: NOW, serverVersion: '1.12.0' })
  expect(old({ line: 1, value: { access: 'read' } })).toMatchObject({ expiresAt: '2026-12-23T12:00:00Z' })
  expect(old({ line: 2, value: { collections: { a: 'points' } } })).toMatchObject({
    fault: expect.stringContaining('would refuse'),
  })
})

const REFUSED = 'Qdrant 1.12.0 would refuse this token: access[0].access: it is none of r, rw'

// Points came with 1.12.6. What was accepted once is not read back again, so other levels must not pass for it.
test('an old server refuses what it does not know, whatever was signed before', () => {
  const mint = batchMinter({ key: KEY, allowWeak: false, now: NOW, serverVersion: '1.12.0' })
  const outcome = (role: object) => {
    const minted = mint({ line: 7, value: role })
    return 'fault' in minted ? minted.fault : minted.claims.access
  }
  const [read, both] = [{ a: 'read' }, { a: 'points', b: 'read' }]
  expect(outcome({ access: 'read' })).toBe('r')
  expect(outcome({ collections: read })).toEqual([{ collection: 'a', access: 'r' }])
  expect(outcome({ collections: both })).toBe(REFUSED)
  expect(outcome({ collections: both })).toBe(REFUSED)
  expect(outcome({ collections: { b: 'read', a: 'points' } })).toBe(REFUSED.replace('[0]', '[1]'))
  const valueExists = { collection: 'g', matches: { n: 1 } }
  expect(outcome({ collections: read, valueExists })).toEqual([{ collection: 'a', access: 'r' }])
  expect(outcome({ collections: both, valueExists })).toBe(REFUSED)
})

test('each row has its own expiry, also where others had it before', () => {
  const mint = batchMinter({ key: KEY, allowWeak: false, now: NOW, serverVersion: '1.19.0' })
  const expiry = (expires?: string) => {
    const minted = mint({ line: 1, value: { access: 'read', ...(expires !== undefined && { expires }) } })
    return 'fault' in minted ? minted.fault : [minted.claims.exp, minted.expiresAt]
  }
  for (const _ of [1, 2]) {
    expect(expiry('1h')).toEqual([1795438800, '2026-11-23T13:00:00Z'])
    expect(expiry('60m')).toEqual([1795438800, '2026-11-23T13:00:00Z'])
    expect(expiry('never')).toEqual([undefined, null])
    expect(expiry('2h')).toEqual([1795442400, '2026-11-23T14:00:00Z'])
    expect(expiry()).toEqual([1798027200, '2026-12-23T12:00:00Z'])
    expect(expiry('soon')).toBe('"soon" cannot be an expiry: it is neither a duration nor a time')
  }
})

test('more expiries than are remembered', () => {
  const mint = batchMinter({ key: KEY, allowWeak: false, now: NOW, serverVersion: '1.19.0' })
  const row = (index: number) => mint({ line: index, value: { access: 'read', expires: `${index}s` } })
  for (let index = 1; index <= 10_001; index++) row(index)
  expect([row(1), row(10_000), row(10_002)].map((minted) => 'claims' in minted && minted.expiresAt)).toEqual([
    '2026-11-23T12:00:01Z',
    '2026-11-23T14:46:40Z',
    '2026-11-23T14:46:42Z',
  ])
})

test('a fault of ours is no fault of the row', () => {
  const mint = batchMinter({ key: KEY, allowWeak: false, now: NOW, serverVersion: '1.19.0' })
  const value = {
    get access(): never {
      throw new TypeError('ours')
    },
  }
  expect(() => mint({ line: 1, value })).toThrow(new TypeError('ours'))
})

test('the key is looked at once, before any row', () => {
  expect(() => batchMinter({ key: 'short', allowWeak: false, now: NOW, serverVersion: '1.19.0' })).toThrow(
    'the key has 5 bytes: 32 is the least for signing',
  )
  expect(() =>
    batchMinter({ key: 'short', allowWeak: true, now: NOW, serverVersion: '1.19.0' }),
  ).not.toThrow()
})
