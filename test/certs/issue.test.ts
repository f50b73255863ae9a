import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAuthority, loadAuthority } from '../../src/certs/authority.ts'
import { signCertificate, subjectOf } from '../../src/certs/certificate.ts'
import { authorityConstraints, subjectKeyIdentifier } from '../../src/certs/extensions.ts'
import { privateKeyPem, publicKeyInfo } from '../../src/certs/key-encoding.ts'
import { certificatesOf } from '../../src/certs/pem-file.ts'
import { EXTENSION, extensionsOf } from '../../src/certs/read-extensions.ts'
import { NOW } from '../support/io.ts'
import { fixedEntropy, makeAuthority, makeLeaf } from './fixture.ts'

const read = (pem: string) => new X509Certificate(pem)

test.each([
  [new Array(16).fill(0), '40000000000000000000000000000000'],
  [new Array(16).fill(0xff), '7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'],
  [[0x80, ...new Array(15).fill(1)], '40010101010101010101010101010101'],
])('128 random bits become a positive serial of 16 bytes', (bytes, serial) => {
  const entropy = { ...fixedEntropy(), bytes: () => Uint8Array.from(bytes) }
  expect(makeAuthority({}, NOW, entropy).certificate.serialNumber).toBe(serial)
})

test('every serial has 16 bytes and is positive', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const entropy = { ...fixedEntropy(), bytes: () => bytes }
      const { serialNumber } = makeAuthority({ keyType: 'ed25519' }, NOW, entropy).certificate
      expect(serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/)
    }),
    { numRuns: 50 },
  )
})

test('a CA and a certificate, field by field', () => {
  const authority = makeAuthority()
  expect(authority.certificate).toMatchObject({
    subject: 'O=qdrant-auth\nCN=test CA',
    issuer: 'O=qdrant-auth\nCN=test CA',
    validFrom: 'Nov 23 11:55:00 2026 GMT',
    validTo: 'Nov 20 12:00:00 2036 GMT',
    ca: true,
  })
  const leaf = read(makeLeaf({}, authority).certificatePem)
  expect(leaf).toMatchObject({
    subject: 'CN=node-1',
    issuer: 'O=qdrant-auth\nCN=test CA',
    validFrom: 'Nov 23 11:55:00 2026 GMT',
    validTo: 'Nov 23 12:00:00 2027 GMT',
    ca: false,
    keyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
    subjectAltName: 'DNS:localhost, IP Address:127.0.0.1',
  })
  expect(extensionsOf(leaf).get(EXTENSION.keyUsage)?.toString('hex')).toBe('03020780')
  expect(extensionsOf(leaf).get(EXTENSION.basicConstraints)?.toString('hex')).toBe('3000')
  expect(extensionsOf(authority.certificate).get(EXTENSION.basicConstraints)?.toString('hex')).toBe(
    '30060101ff020100',
  )
  expect(extensionsOf(authority.certificate).get(EXTENSION.keyUsage)?.toString('hex')).toBe('03020106')
})

test('RSA certificates of servers are for key encipherment too', () => {
  const usage = (role: 'node' | 'client') => {
    const leaf = read(makeLeaf({ keyType: 'rsa-2048', role }).certificatePem)
    return extensionsOf(leaf).get(EXTENSION.keyUsage)?.toString('hex')
  }
  expect([usage('node'), usage('client')]).toEqual(['030205a0', '03020780'])
})

test.each([
  ['node', ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']],
  ['server', ['1.3.6.1.5.5.7.3.1']],
  ['client', ['1.3.6.1.5.5.7.3.2']],
] as const)('usages of a %s', (role, usages) => {
  expect(read(makeLeaf({ role }).certificatePem).keyUsage).toEqual(usages)
})

test('dates on both sides of 2050 have their own forms', () => {
  const now = new Date('2049-12-01T00:00:00Z')
  const leaf = read(makeLeaf({}, makeAuthority({}, now), now).certificatePem)
  expect([leaf.validFrom, leaf.validTo]).toEqual(['Nov 30 23:55:00 2049 GMT', 'Dec  1 00:00:00 2050 GMT'])
  const hex = leaf.raw.toString('hex')
  expect(hex).toContain(`170d${Buffer.from('491130235500Z').toString('hex')}`)
  expect(hex).toContain(`180f${Buffer.from('20501201000000Z').toString('hex')}`)
})

test('a certificate may end with its CA, to the second, whatever the milliseconds', () => {
  const now = new Date('2026-11-23T12:00:00.987Z')
  const authority = makeAuthority({ days: 365 }, now)
  expect(read(makeLeaf({ days: 365 }, authority, now).certificatePem).validTo).toBe(
    authority.certificate.validTo,
  )
})

test.each([
  [366, 'use --days 365, or renew the CA first: qdrant-auth certs rotate-ca'],
  [4000, 'use --days 365, or renew the CA first: qdrant-auth certs rotate-ca'],
])('%i days would outlive a CA of 365', (days, hint) => {
  const authority = makeAuthority({ days: 365 })
  expect(() => makeLeaf({ days }, authority)).toThrow(
    expect.objectContaining({
      code: 'bad-value',
      message: `${days} days would outlive the CA, which ends in 365`,
      hints: [hint],
    }),
  )
})

test('a CA in its last hours signs nothing, and no --days helps', () => {
  const authority = makeAuthority({ days: 1 })
  const late = new Date(NOW.getTime() + 23 * 3_600_000)
  expect(() => makeLeaf({ days: 1 }, authority, late)).toThrow(
    expect.objectContaining({ hints: ['renew the CA first: qdrant-auth certs rotate-ca'] }),
  )
})

test('no certificate begins before its CA', () => {
  const later = new Date(NOW.getTime() + 60_000)
  const authority = makeAuthority()
  expect(read(makeLeaf({}, authority, later).certificatePem).validFrom).toBe('Nov 23 11:56:00 2026 GMT')
  const young = createAuthority(
    { name: 'young', keyType: 'ec-p256', days: 10, permitted: [] },
    new Date(NOW.getTime() + 300_000),
    fixedEntropy(),
  )
  expect(read(makeLeaf({ days: 1 }, young, new Date(NOW.getTime() + 120_000)).certificatePem).validFrom).toBe(
    'Nov 23 12:00:00 2026 GMT',
  )
})

test.each([
  ['Knöten 1', 'Knöten 1'],
  ['x'.repeat(80), 'x'.repeat(64)],
  ['🔑'.repeat(70), '🔑'.repeat(64)],
])('common name %s', (commonName, shown) => {
  expect(read(makeLeaf({ commonName }).certificatePem).subject).toBe(`CN=${shown}`)
})

test('a CA below another stands behind the leaf, and peers that trust the upper one accept it', () => {
  const root = makeAuthority({ name: 'root' })
  const entropy = fixedEntropy(1)
  const { publicKey, privateKey } = entropy.keyPair('ec-p384')
  const lower = signCertificate(
    {
      serial: entropy.bytes(16),
      issuer: subjectOf(root.certificate),
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2030-01-01T00:00:00Z'),
      subject: subjectOf(makeAuthority({ name: 'lower' }).certificate),
      publicKey: publicKeyInfo(publicKey),
      // An identifier of its own making: what it signs must point to that one.
      extensions: [authorityConstraints(0), subjectKeyIdentifier(publicKeyInfo(root.certificate.publicKey))],
    },
    root.privateKey,
  )
  // The root of this CA has pathlen 0, which nobody enforces on what is trusted.
  const authority = loadAuthority(lower + root.certificatePem, privateKeyPem(privateKey), NOW)
  expect(authority.trustPem).toBe(lower + root.certificatePem)
  const { certificatePem } = makeLeaf({}, authority)
  const [leaf, behind] = certificatesOf(certificatePem).certificates
  expect(behind?.toString()).toBe(lower)
  const identifier = extensionsOf(read(lower))
    .get(EXTENSION.subjectKeyIdentifier)
    ?.subarray(2)
    .toString('hex')
  expect(leaf && extensionsOf(leaf).get('551d23')?.toString('hex')).toBe(`30168014${identifier}`)
})
