import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { loadAuthority, readPrivateKey } from '../../src/certs/authority.ts'
import { privateKeyPem } from '../../src/certs/key-encoding.ts'
import { NOW } from '../support/io.ts'
import { makeAuthority, makeLeaf } from './fixture.ts'

const { certificatePem, privateKey } = makeAuthority()
const keyPem = privateKeyPem(privateKey)
const leaf = makeLeaf()
const day = 24 * 3_600_000

test('a CA from its files signs on', () => {
  const authority = loadAuthority(certificatePem, keyPem, NOW)
  const signed = new X509Certificate(makeLeaf({}, authority).certificatePem)
  expect(signed.verify(new X509Certificate(certificatePem).publicKey)).toBe(true)
})

test('a clock that was never set makes no CA', () => {
  expect(() => makeAuthority({}, new Date(30_000))).toThrow('the clock of this machine says 1970-01-01')
})

test('of a bundle the one that the key belongs to signs', () => {
  const other = makeAuthority({ name: 'other', keyType: 'ed25519' })
  const authority = loadAuthority(other.certificatePem + certificatePem, keyPem, NOW)
  expect(authority.certificatePem).toBe(certificatePem)
  expect(authority.trustPem).toBe(other.certificatePem + certificatePem)
})

test('an encrypted key opens with its passphrase alone', () => {
  const encrypted = privateKeyPem(privateKey, 'correct horse')
  expect(encrypted).toContain('BEGIN ENCRYPTED PRIVATE KEY')
  expect(loadAuthority(certificatePem, encrypted, NOW, 'correct horse').certificatePem).toBe(certificatePem)
  expect(() => loadAuthority(certificatePem, encrypted, NOW, 'wrong')).toThrow('wrong passphrase?')
  expect(() => loadAuthority(certificatePem, encrypted, NOW)).toThrow(
    expect.objectContaining({ code: 'missing-answer' }),
  )
})

test.each([
  [
    'another key',
    certificatePem,
    privateKeyPem(makeAuthority({ keyType: 'ed25519' }).privateKey),
    NOW,
    'the CA key does not belong to the CA certificate',
  ],
  ['no CA', leaf.certificatePem, leaf.keyPem, NOW, 'not one of a CA'],
  ['expired', certificatePem, keyPem, new Date(NOW.getTime() + 3651 * day), 'the CA expired on 2036-11-20'],
  ['early', certificatePem, keyPem, new Date(NOW.getTime() - day), 'the CA is valid only from 2026-11-23'],
  ['no certificate', 'garbage', keyPem, NOW, 'the CA certificate cannot be read'],
  ['no key', certificatePem, 'garbage', NOW, 'the key cannot be read'],
])('%s is refused', (_, certificate, key, now, reason) => {
  expect(() => loadAuthority(certificate, key, now)).toThrow(reason)
})

test('no message quotes the key', () => {
  const broken = keyPem.replace('\n', '\n!!')
  expect(() => readPrivateKey(broken)).toThrow(/^the key cannot be read: it is no PEM private key$/)
})
