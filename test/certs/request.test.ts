import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { readPrivateKey } from '../../src/certs/authority.ts'
import { KEY_TYPES } from '../../src/certs/key-types.ts'
import { parseNames } from '../../src/certs/names.ts'
import { makeRequest, readRequest } from '../../src/certs/request.ts'
import { signRequest } from '../../src/certs/sign.ts'
import { NOW } from '../support/io.ts'
import { fixedEntropy, makeAuthority } from './fixture.ts'

const request = (
  names: readonly string[] = ['qdrant', '10.0.0.1', '::1'],
  keyType: (typeof KEY_TYPES)[number] = 'ec-p256',
) => makeRequest({ role: 'node', commonName: 'qdrant', names: parseNames(names), keyType }, fixedEntropy())

const sign = (pem: string, shape: Partial<Parameters<typeof signRequest>[1]> = {}) =>
  signRequest(Buffer.from(pem), { role: 'node', days: 30, ...shape }, makeAuthority(), NOW, fixedEntropy(9))

test.each(KEY_TYPES)('a request with a %s key is read and signed', (keyType) => {
  const { requestPem, keyPem } = request(undefined, keyType)
  expect(readRequest(Buffer.from(requestPem))).toMatchObject({
    commonName: 'qdrant',
    names: ['qdrant', '10.0.0.1', '::1'],
    others: ['extendedKeyUsage'],
  })
  const signed = sign(requestPem)
  expect(signed.names).toEqual(['qdrant', '10.0.0.1', '::1'])
  const certificate = new X509Certificate(signed.certificatePem)
  expect(certificate.checkPrivateKey(readPrivateKey(keyPem))).toBe(true)
  expect(certificate).toMatchObject({ subject: 'CN=qdrant', validTo: 'Dec 23 12:00:00 2026 GMT', ca: false })
})

test('the role decides the usages, not the request', () => {
  const { certificatePem } = sign(request().requestPem, { role: 'server' })
  expect(new X509Certificate(certificatePem).keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
})

test('other names can be given', () => {
  const { certificatePem, names } = sign(request().requestPem, { names: ['other.example'] })
  expect(names).toEqual(['other.example'])
  expect(new X509Certificate(certificatePem).subjectAltName).toBe('DNS:other.example')
})

test('a request without names is for clients only', () => {
  const { requestPem } = request([])
  expect(() => sign(requestPem)).toThrow('the request names no host')
  expect(
    new X509Certificate(sign(requestPem, { role: 'client' }).certificatePem).subjectAltName,
  ).toBeUndefined()
})

test('an empty common name is not signed: RFC 5280 has none', () => {
  const { requestPem } = makeRequest(
    { role: 'node', commonName: '', names: parseNames(['q.example']), keyType: 'ec-p256' },
    fixedEntropy(),
  )
  expect(new X509Certificate(sign(requestPem).certificatePem).subject).toBe('CN=q.example')
})

/** The same request with one byte of its DER changed. */
function tampered(pem: string, find: string, replace: string): string {
  const der = Buffer.from(pem.replace(/-----.*-----|\n/g, ''), 'base64').toString('hex')
  const changed = der.replace(find, replace)
  if (changed === der) throw new Error('nothing to change')
  return `-----BEGIN CERTIFICATE REQUEST-----\n${Buffer.from(changed, 'hex').toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`
}

test('possession of the key is checked', () => {
  const name = Buffer.from('qdrant').toString('hex')
  const forged = tampered(request().requestPem, name, Buffer.from('qdrent').toString('hex'))
  expect(() => readRequest(Buffer.from(forged))).toThrow('the request is not signed by the key it is for')
})

test.each([
  ['', 'it holds no PEM certificate request'],
  [
    '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n',
    'it is no PKCS#10 request',
  ],
  ['-----BEGIN CERTIFICATE REQUEST-----\n!!\n-----END CERTIFICATE REQUEST-----\n', 'InvalidCharacter(33)'],
  [makeAuthority().certificatePem, 'it holds no PEM certificate request'],
])('%j is no request', (pem, reason) => {
  expect(() => readRequest(Buffer.from(pem))).toThrow(reason)
})
