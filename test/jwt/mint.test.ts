import { expect, test } from 'vitest'
import { mintToken, requireAccepted } from '../../src/jwt/mint.ts'
import type { TokenClaims } from '../../src/jwt/role.ts'
import { KEY, signed } from '../qdrant/token/signed.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

const mint = (claims: TokenClaims, given: object = {}) =>
  mintToken({ claims, key: KEY, allowWeak: false, now: NOW, serverVersion: '1.19.0', ...given })

test('it signs what openssl would', async () => {
  expect(await mint({ exp: 1798027200, access: 'r' })).toBe(
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE3OTgwMjcyMDAsImFjY2VzcyI6InIifQ.7_R7dAbFdqCXYKF0KmNDArcylo4wcrg1hVL4Hzo1bs0',
  )
})

test('a weak key only when that is allowed, an empty one never', async () => {
  const claims: TokenClaims = { access: 'r' }
  const weak = { key: 'k'.repeat(31) }
  await expect(mint(claims, weak)).rejects.toMatchObject({
    code: 'weak-key',
    message: 'the key has 31 bytes: 32 is the least for signing',
  })
  expect(await mint(claims, { ...weak, allowWeak: true })).toMatch(/^eyJ/)
  // Counted in bytes, as the server does.
  expect(await mint(claims, { key: 'ä'.repeat(16) })).toMatch(/^eyJ/)
  await expect(mint(claims, { key: '', allowWeak: true })).rejects.toMatchObject({
    code: 'bad-value',
    message: 'the key is empty',
  })
})

test('what the server would refuse is not handed out', async () => {
  await expect(
    mint({ access: [{ collection: 'a', access: 'prw' }] }, { serverVersion: '1.12.5' }),
  ).rejects.toMatchObject({
    code: 'bad-value',
    message: 'Qdrant 1.12.5 would refuse this token: access[0].access: it is none of r, rw',
  })
})

test.each([
  ['{"access":"r"}', undefined],
  ['{"exp":1795435170,"access":"r"}', undefined],
  ['{"exp":1795435169,"access":"r"}', 'expired'],
  [
    '{"access":[{"collection":"a","access":"r"},{"collection":"a","access":"r"}]}',
    'access[1].collection: Collection name should be unique',
  ],
  ['{"access":"rw"}', 'access: it is none of r, m'],
])('%s: %s', (claims, reason) => {
  const accept = () => requireAccepted(signed(claims), KEY, NOW, '1.19.0')
  if (reason === undefined) expect(accept).not.toThrow()
  else expect(accept).toThrow(`Qdrant 1.19.0 would refuse this token: ${reason}`)
})
