import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { notAfter, notBefore } from '../../src/certs/dates.ts'
import { describeCertificate } from '../../src/certs/describe.ts'
import { certificatesOf } from '../../src/certs/pem-file.ts'
import { NOW } from '../support/io.ts'
import { makeAuthority, makeLeaf } from './fixture.ts'

test('a node certificate with its key', () => {
  const { certificatePem, keyPem } = makeLeaf({ names: ['qdrant', '::1'] })
  const certificate = new X509Certificate(certificatePem)
  const record = describeCertificate(
    certificate,
    'cert.pem',
    { file: 'key.pem', bytes: Buffer.from(keyPem), mode: 0o600 },
    NOW,
  )
  expect(record).toEqual({
    file: 'cert.pem',
    subject: 'CN=node-1',
    issuer: 'O=qdrant-auth, CN=test CA',
    serial: '4102030405060708090A0B0C0D0E0F10',
    notBefore: '2026-11-23T11:55:00Z',
    notAfter: '2027-11-23T12:00:00Z',
    secondsLeft: 31_536_000,
    keyType: 'ec-p256',
    names: ['qdrant', '::1'],
    usages: ['serverAuth', 'clientAuth'],
    role: 'node',
    ca: false,
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    key: { file: 'key.pem', matches: true, mode: '0600' },
    findings: [],
  })
})

test('the certificate of a CA, without key, after its end', () => {
  const { certificate } = makeAuthority()
  const record = describeCertificate(certificate, 'ca.pem', undefined, new Date('2036-11-20T12:00:10Z'))
  expect(record).toMatchObject({ role: 'ca', ca: true, secondsLeft: -10, key: null, names: [] })
  expect(record.findings.map(({ ruleId }) => ruleId)).toEqual(['certs/ca-dates'])
})

test('certificates of a file, as the server comes upon them', () => {
  const { certificatePem, keyPem } = makeLeaf()
  const file = `text\n${certificatePem.replaceAll('\n', '\r\n')}${keyPem}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${certificatePem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')}`
  expect(certificatesOf(file)).toMatchObject({ certificates: [{ subject: 'CN=node-1' }], unreadable: 1 })
})

test.each([
  ['Nov 23 12:00:00 2026 GMT', '2026-11-23T12:00:00.000Z'],
  ['Nov  3 01:02:03 2049 GMT', '2049-11-03T01:02:03.000Z'],
  ['Dec 31 23:59:59 9999 GMT', '9999-12-31T23:59:59.000Z'],
  ['Jan  1 00:00:00 50 GMT', '0050-01-01T00:00:00.000Z'],
  ['Bad time value', '1970-01-01T00:00:00.000Z'],
])('Node prints %s', (text, expected) => {
  const certificate = { validFrom: text, validTo: text } as X509Certificate
  expect([notBefore(certificate), notAfter(certificate)].map((date) => date.toISOString())).toEqual([
    expected,
    expected,
  ])
})

test('every recorded certificate can be shown, however odd', () => {
  const { files }: { files: string[] } = JSON.parse(
    readFileSync(new URL('../qdrant/tls/rustls.json', import.meta.url), 'utf8'),
  )
  let shown = 0
  for (const file of files) {
    let certificate: X509Certificate
    try {
      certificate = new X509Certificate(Buffer.from(file, 'base64'))
    } catch {
      continue
    }
    const record = describeCertificate(certificate, 'f', undefined, NOW)
    expect(record.notAfter).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    shown++
  }
  expect(shown).toBeGreaterThan(150)
})

// Made by openssl req -subj /; Node has undefined where a subject is empty.
test('an empty subject', () => {
  const { clients }: { clients: { title: string; chain: string[] }[] } = JSON.parse(
    readFileSync(new URL('../qdrant/tls/clients.json', import.meta.url), 'utf8'),
  )
  const [der = ''] = clients.find(({ title }) => title === 'empty subject')?.chain ?? []
  const certificate = new X509Certificate(Buffer.from(der, 'base64'))
  const { subject, issuer } = describeCertificate(certificate, 'cert.pem', undefined, NOW)
  expect([subject, issuer]).toEqual(['', 'CN=ca'])
})
