import { expect, test } from 'vitest'
import { parseConstraint } from '../../src/certs/constraints.ts'
import { makeAuthority, makeLeaf } from './fixture.ts'

test.each([
  ['example.org', { kind: 'dns', name: 'example.org' }],
  ['.Example.org', { kind: 'dns', name: 'example.org' }],
  ['10.1.2.3', { kind: 'ip', address: '10.1.2.3', bytes: Uint8Array.of(10, 1, 2, 3) }],
  ['10.1.2.3/8', { kind: 'ip', bytes: Uint8Array.of(10, 0, 0, 0), mask: Uint8Array.of(255, 0, 0, 0) }],
  ['10.1.2.3/12', { kind: 'ip', bytes: Uint8Array.of(10, 0, 0, 0), mask: Uint8Array.of(255, 240, 0, 0) }],
  ['0.0.0.0/0', { kind: 'ip', mask: Uint8Array.of(0, 0, 0, 0) }],
])('%s', (text, expected) => {
  expect(parseConstraint(text)).toMatchObject(expected)
})

test.each([
  ['*.example.org', 'a domain stands for all names below it'],
  ['example.org/8', 'a domain stands for all names below it'],
  ['10.0.0.0/33', 'a network is 0 to 32 bits long'],
  ['10.0.0.0/8/9', 'a network is 0 to 32 bits long'],
  ['::/x', 'a network is 0 to 128 bits long'],
  ['two names', 'it has blanks in it'],
])('%s is refused', (text, reason) => {
  expect(() => parseConstraint(text)).toThrow(reason)
})

test.each([
  [['example.org'], ['a.example.org'], true],
  [['example.org'], ['example.net'], false],
  // A kind that is not permitted at all is excluded.
  [['example.org'], ['a.example.org', '10.0.0.1'], false],
  [['10.0.0.0/8'], ['10.9.9.9'], true],
  [['10.0.0.0/8'], ['11.0.0.1'], false],
  [['10.0.0.0/8'], ['localhost'], false],
  [['10.0.0.0/8'], ['::1'], false],
  [['example.org', '10.0.0.0/8'], ['example.org', '10.0.0.1'], true],
])('a CA for %j signs for %j: %s', (permitted, names, allowed) => {
  const authority = makeAuthority({ permitted: permitted.map(parseConstraint) })
  const sign = () => makeLeaf({ names }, authority)
  if (allowed) expect(sign().certificatePem).toContain('BEGIN CERTIFICATE')
  else expect(sign).toThrow('the CA may not sign for one of its names')
})
