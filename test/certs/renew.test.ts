import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPrivateKey } from '../../src/certs/authority.ts'
import { commonNameOf } from '../../src/certs/common-name.ts'
import { KEY_TYPES } from '../../src/certs/key-types.ts'
import { isRenewalDue, renewCertificate } from '../../src/certs/renew.ts'
import { NOW } from '../support/io.ts'
import { fixedEntropy, makeAuthority, makeLeaf } from './fixture.ts'

const authority = makeAuthority()
const LATER = new Date(NOW.getTime() + 250 * 86_400_000)
const renew = (certificate: X509Certificate, more: { keepKey?: string; days?: number } = {}) =>
  renewCertificate({ certificate, ...more }, authority, LATER, fixedEntropy(2))

test.each(KEY_TYPES)(
  'the same names, role, kind of key and life for a %s certificate, with a new key',
  (keyType) => {
    const old = makeLeaf(
      { keyType, names: ['qdrant', '10.0.0.1', '::1', '*.nodes.example'], days: 90 },
      authority,
    )
    const before = new X509Certificate(old.certificatePem)
    const made = renew(before)
    const after = new X509Certificate(made.certificatePem)
    expect(after).toMatchObject({
      subject: before.subject,
      subjectAltName: before.subjectAltName,
      keyUsage: before.keyUsage,
      validFrom: 'Jul 31 11:55:00 2027 GMT',
      validTo: 'Oct 29 12:00:00 2027 GMT',
    })
    expect(after.publicKey.asymmetricKeyType).toBe(before.publicKey.asymmetricKeyType)
    expect(after.checkPrivateKey(readPrivateKey(made.keyPem))).toBe(true)
    expect(after.checkPrivateKey(readPrivateKey(old.keyPem))).toBe(false)
  },
)

test('a common name stays as it was given', () => {
  const commonName = 'Knöten "1", a\\b'
  const old = new X509Certificate(makeLeaf({ commonName }, authority).certificatePem)
  expect(commonNameOf(old)).toBe(commonName)
  expect(commonNameOf(new X509Certificate(renew(old).certificatePem))).toBe(commonName)
})

test('the key may be kept', () => {
  const old = makeLeaf({}, authority)
  const made = renew(new X509Certificate(old.certificatePem), { keepKey: old.keyPem })
  expect(made.keyPem).toBe(old.keyPem)
  expect(new X509Certificate(made.certificatePem).checkPrivateKey(readPrivateKey(old.keyPem))).toBe(true)
})

test('a key of another certificate is not kept', () => {
  const old = makeLeaf({}, authority)
  const { keyPem } = makeLeaf({ keyType: 'ed25519' }, authority)
  expect(() => renew(new X509Certificate(old.certificatePem), { keepKey: keyPem })).toThrow(
    'the key to keep does not belong to the certificate',
  )
})

test('never beyond the CA', () => {
  const old = new X509Certificate(makeLeaf({}, authority).certificatePem)
  expect(() => renew(old, { days: 3650 })).toThrow('3650 days would outlive the CA, which ends in 3400')
})

test('another life may be given', () => {
  const old = new X509Certificate(makeLeaf({}, authority).certificatePem)
  expect(new X509Certificate(renew(old, { days: 1 }).certificatePem).validTo).toBe('Aug  1 12:00:00 2027 GMT')
})

const recording: { files: string[]; verify: { title: string; chain: number[] }[] } = JSON.parse(
  readFileSync(new URL('../qdrant/tls/rustls.json', import.meta.url), 'utf8'),
)
const recorded = (title: string) => {
  const [number = -1] = recording.verify.find((each) => each.title === title)?.chain ?? []
  return new X509Certificate(Buffer.from(recording.files[number] ?? '', 'base64'))
}

test.each([
  ['leaf CA:TRUE (server)', 'it is the certificate of a CA'],
  ['EKU codeSigning (server)', 'it is for neither server nor client'],
  ['leaf key secp521r1 (client)', 'its key is of type ec-secp521r1'],
  ['SAN [bad name localhost] for "localhost" (server)', 'it has blanks in it'],
])('%s cannot be renewed', (title, reason) => {
  expect(() => renew(recorded(title))).toThrow(reason)
})

test.each([
  [240, false],
  [242, true],
  [400, true],
])('of 365 days, after %i due: %s', (days, due) => {
  const old = new X509Certificate(makeLeaf({}, authority).certificatePem)
  expect(isRenewalDue(old, { percent: 66 }, new Date(NOW.getTime() + days * 86_400_000))).toBe(due)
})
