import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAuthority, loadAuthority } from '../../src/certs/authority.ts'
import { parseConstraint } from '../../src/certs/constraints.ts'
import { privateKeyPem } from '../../src/certs/key-encoding.ts'
import { KEY_TYPES } from '../../src/certs/key-types.ts'
import { parseNames } from '../../src/certs/names.ts'
import { makeRequest, readRequest } from '../../src/certs/request.ts'
import { signRequest } from '../../src/certs/sign.ts'
import { fixedEntropy, type LeafWish, makeAuthority, makeLeaf } from '../certs/fixture.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { NOW } from '../support/io.ts'
import { HAS_OPENSSL } from '../support/programs.ts'

const AT = String(Math.floor(NOW.getTime() / 1000))
const HUNDRED_YEARS = 36_500

function openssl(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd, encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}

/** A directory with a CA and a certificate of it. */
function files(
  wish: LeafWish = {},
  authority = makeAuthority({ keyType: wish.keyType ?? 'ec-p256' }),
  now = NOW,
) {
  const { certificatePem, keyPem } = makeLeaf(wish, authority, now)
  return temporaryDirectory({
    'ca.pem': authority.certificatePem,
    'cert.pem': certificatePem,
    'key.pem': keyPem,
  })
}

const verify = (cwd: string, ...args: string[]) =>
  openssl(cwd, 'verify', '-x509_strict', '-attime', AT, '-CAfile', 'ca.pem', ...args, 'cert.pem')

const OK = { status: 0, output: 'cert.pem: OK\n' }

test.skipIf(!HAS_OPENSSL).each(KEY_TYPES)(
  'openssl accepts a %s node certificate as server and client',
  (keyType) => {
    const names = ['qdrant-1', 'qdrant.example', '10.0.0.7', '::1', '*.nodes.example']
    const cwd = files({ keyType, names })
    for (const purpose of ['sslserver', 'sslclient']) expect(verify(cwd, '-purpose', purpose)).toEqual(OK)
    for (const host of ['qdrant-1', 'QDRANT.example', 'a.nodes.example']) {
      expect(verify(cwd, '-verify_hostname', host)).toEqual(OK)
    }
    for (const address of ['10.0.0.7', '::1']) expect(verify(cwd, '-verify_ip', address)).toEqual(OK)
    expect(verify(cwd, '-verify_hostname', 'other.example').status).not.toBe(0)
    expect(openssl(cwd, 'pkey', '-in', 'key.pem', '-check', '-noout').status).toBe(0)
    expect(readFileSync(join(cwd, 'key.pem'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
  },
)

test.skipIf(!HAS_OPENSSL)('a server certificate is no client, and a client no server', () => {
  const server = files({ role: 'server' })
  expect(verify(server, '-purpose', 'sslserver')).toEqual(OK)
  expect(verify(server, '-purpose', 'sslclient').output).toContain('unsuitable certificate purpose')
  const client = files({ role: 'client', names: [] })
  expect(verify(client, '-purpose', 'sslclient')).toEqual(OK)
  expect(verify(client, '-purpose', 'sslserver').output).toContain('unsuitable certificate purpose')
})

test.skipIf(!HAS_OPENSSL)('what openssl reads is what was asked for', () => {
  const cwd = files({ commonName: 'Knöten 1' })
  const text = openssl(cwd, 'x509', '-in', 'cert.pem', '-noout', '-text', '-nameopt', 'utf8,-esc_msb').output
  for (const line of [
    'Version: 3 (0x2)',
    'Issuer: O=qdrant-auth, CN=test CA',
    'Not Before: Nov 23 11:55:00 2026 GMT',
    'Not After : Nov 23 12:00:00 2027 GMT',
    'Subject: CN=Knöten 1',
    'Digital Signature\n',
    'TLS Web Server Authentication, TLS Web Client Authentication',
    'DNS:localhost, IP Address:127.0.0.1',
    'CA:FALSE',
    'X509v3 Authority Key Identifier',
    'X509v3 Subject Key Identifier',
  ]) {
    expect(text).toContain(line)
  }
  const ca = openssl(cwd, 'x509', '-in', 'ca.pem', '-noout', '-text').output
  for (const line of [
    'CA:TRUE, pathlen:0',
    'Certificate Sign, CRL Sign',
    'Not After : Nov 20 12:00:00 2036 GMT',
  ]) {
    expect(ca).toContain(line)
  }
})

test.skipIf(!HAS_OPENSSL).each([
  ['2049-12-01T00:00:00Z', 365, 'notBefore=Nov 30 23:55:00 2049 GMT\nnotAfter=Dec  1 00:00:00 2050 GMT\n'],
  ['2049-12-31T23:59:59.999Z', 1, 'notBefore=Dec 31 23:54:59 2049 GMT\nnotAfter=Jan  1 23:59:59 2050 GMT\n'],
  ['2050-01-01T00:00:00Z', 1, 'notBefore=Dec 31 23:55:00 2049 GMT\nnotAfter=Jan  2 00:00:00 2050 GMT\n'],
  [
    '2026-11-23T12:00:00Z',
    HUNDRED_YEARS,
    'notBefore=Nov 23 11:55:00 2026 GMT\nnotAfter=Oct 30 12:00:00 2126 GMT\n',
  ],
])('dates of a certificate made %s for %i days', (at, days, dates) => {
  const now = new Date(at)
  const cwd = files({ days }, makeAuthority({ days: HUNDRED_YEARS }, now), now)
  expect(openssl(cwd, 'x509', '-in', 'cert.pem', '-noout', '-dates').output).toBe(dates)
})

test.skipIf(!HAS_OPENSSL)('name constraints hold for openssl too', () => {
  const permitted = ['example.org', '127.0.0.0/8'].map(parseConstraint)
  const constrained = makeAuthority({ permitted })
  const names = ['a.example.org', '127.0.0.1']
  expect(verify(files({ names }, constrained))).toEqual(OK)
  // The same CA without its constraints signs what the constrained one would not.
  const twin = makeAuthority()
  for (const [name, only] of [
    ['example.net', permitted],
    ['128.0.0.1', permitted],
    ['::1', permitted],
    ['127.0.0.1', permitted.slice(0, 1)],
    ['a.example.org', permitted.slice(1)],
  ] as const) {
    const { certificatePem } = makeLeaf({ names: [name] }, twin)
    const cwd = temporaryDirectory({
      'ca.pem': makeAuthority({ permitted: only }).certificatePem,
      'cert.pem': certificatePem,
    })
    expect(verify(cwd).output).toMatch(
      /(permitted|excluded) subtree violation|unsupported or invalid name constraint/,
    )
  }
})

test.skipIf(!HAS_OPENSSL).each(KEY_TYPES)('openssl reads our %s request', (keyType) => {
  const names = parseNames(['qdrant', '10.0.0.1'])
  const { requestPem } = makeRequest({ role: 'node', commonName: 'qdrant', names, keyType }, fixedEntropy())
  const { output } = openssl(
    temporaryDirectory({ 'request.pem': requestPem }),
    'req',
    '-in',
    'request.pem',
    '-verify',
    '-noout',
    '-text',
  )
  for (const line of [
    'verify OK',
    'Subject: CN = qdrant',
    'DNS:qdrant, IP Address:10.0.0.1',
    'TLS Web Client Authentication',
  ]) {
    expect(output.replaceAll('CN=', 'CN = ')).toContain(line)
  }
})

test.skipIf(!HAS_OPENSSL)('of a request made by openssl the names are granted and nothing else', () => {
  const cwd = temporaryDirectory({
    'request.cnf': `[req]\nprompt=no\ndistinguished_name=dn\nreq_extensions=ext\n[dn]\nCN=theirs\n[ext]
subjectAltName=DNS:qdrant,IP:10.0.0.1,email:a@b.example\nbasicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\nextendedKeyUsage=codeSigning\n1.2.3.4=DER:0500\n`,
  })
  openssl(cwd, 'genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'key.pem')
  openssl(cwd, 'req', '-new', '-key', 'key.pem', '-config', 'request.cnf', '-out', 'request.pem')
  const pem = readFileSync(join(cwd, 'request.pem'))
  expect(readRequest(pem)).toMatchObject({
    commonName: 'theirs',
    names: ['qdrant', '10.0.0.1'],
    others: [
      'a name that is neither DNS name nor address',
      'basicConstraints',
      'keyUsage',
      'extendedKeyUsage',
      'extension 1.2.3.4',
    ],
  })
  const authority = makeAuthority()
  const { certificatePem } = signRequest(pem, { role: 'node', days: 30 }, authority, NOW, fixedEntropy())
  const signed = temporaryDirectory({ 'ca.pem': authority.certificatePem, 'cert.pem': certificatePem })
  expect(verify(signed, '-purpose', 'sslserver', '-verify_hostname', 'qdrant')).toEqual(OK)
  expect(verify(signed, '-purpose', 'sslclient')).toEqual(OK)
  expect(openssl(signed, 'x509', '-in', 'cert.pem', '-noout', '-text').output).toContain('CA:FALSE')
})

test.skipIf(!HAS_OPENSSL)('a CA that openssl made signs with us, its key encrypted or not', () => {
  const cwd = temporaryDirectory()
  openssl(
    cwd,
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-passout',
    'pass:horse',
    '-keyout',
    'ca-key.pem',
    '-out',
    'ca.pem',
    '-days',
    '36500',
    '-subj',
    '/CN=theirs/O=Éxample',
    '-utf8',
    '-addext',
    'keyUsage=critical,keyCertSign',
  )
  const [certificate, key] = ['ca.pem', 'ca-key.pem'].map((name) =>
    readFileSync(join(cwd, name), 'utf8'),
  ) as [string, string]
  // Made by openssl's clock, so looked at by that.
  const now = new Date(
    Date.parse(openssl(cwd, 'x509', '-in', 'ca.pem', '-noout', '-startdate').output.slice(10)),
  )
  const authority = loadAuthority(certificate, key, now, 'horse')
  const { certificatePem } = makeLeaf({}, authority, now)
  const signed = temporaryDirectory({ 'ca.pem': certificate, 'cert.pem': certificatePem })
  const at = String(Math.floor(now.getTime() / 1000))
  expect(openssl(signed, 'verify', '-x509_strict', '-attime', at, '-CAfile', 'ca.pem', 'cert.pem')).toEqual(
    OK,
  )
})

test.skipIf(!HAS_OPENSSL)('an encrypted CA key opens with openssl', () => {
  const authority = createAuthority(
    { name: 'x', keyType: 'ec-p256', days: 10, permitted: [] },
    NOW,
    fixedEntropy(),
  )
  const cwd = temporaryDirectory({ 'key.pem': privateKeyPem(authority.privateKey, 'horse') })
  expect(openssl(cwd, 'pkey', '-in', 'key.pem', '-passin', 'pass:horse', '-noout')).toEqual({
    status: 0,
    output: '',
  })
  expect(openssl(cwd, 'pkey', '-in', 'key.pem', '-passin', 'pass:other', '-noout').status).not.toBe(0)
})
