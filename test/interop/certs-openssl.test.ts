import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { KEY_TYPES } from '../../src/certs/key-types.ts'
import { makePair } from '../support/certs.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { NOW } from '../support/io.ts'
import { HAS_OPENSSL } from '../support/programs.ts'

const AT = String(Math.floor(NOW.getTime() / 1000))

function openssl(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd, encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}

const files = (pair: ReturnType<typeof makePair>) =>
  temporaryDirectory({
    'ca.pem': pair.authority.certificatePem,
    'cert.pem': pair.certificatePem,
    'key.pem': pair.keyPem,
  })

const verify = (cwd: string, ...args: string[]) =>
  openssl(cwd, 'verify', '-x509_strict', '-attime', AT, '-CAfile', 'ca.pem', ...args, 'cert.pem')

test.skipIf(!HAS_OPENSSL).each(KEY_TYPES)(
  'openssl accepts a %s node certificate as server and client',
  (keyType) => {
    const cwd = files(
      makePair({ keyType, names: ['qdrant-1', 'qdrant.example', '10.0.0.7', '::1', '*.nodes.example'] }),
    )
    for (const purpose of ['sslserver', 'sslclient']) {
      expect(verify(cwd, '-purpose', purpose)).toEqual({ status: 0, output: 'cert.pem: OK\n' })
    }
    for (const host of ['qdrant-1', 'QDRANT.example', 'a.nodes.example']) {
      expect(verify(cwd, '-verify_hostname', host)).toEqual({ status: 0, output: 'cert.pem: OK\n' })
    }
    for (const address of ['10.0.0.7', '::1']) {
      expect(verify(cwd, '-verify_ip', address)).toEqual({ status: 0, output: 'cert.pem: OK\n' })
    }
    expect(verify(cwd, '-verify_hostname', 'other.example').status).not.toBe(0)
    expect(openssl(cwd, 'pkey', '-in', 'key.pem', '-check', '-noout').status).toBe(0)
  },
)

test.skipIf(!HAS_OPENSSL)('a server certificate is no client, and a client no server', () => {
  const server = files(makePair({ role: 'server' }))
  expect(verify(server, '-purpose', 'sslserver').status).toBe(0)
  expect(verify(server, '-purpose', 'sslclient').output).toContain('unsuitable certificate purpose')
  const client = files(makePair({ role: 'client', names: [] }))
  expect(verify(client, '-purpose', 'sslclient').status).toBe(0)
  expect(verify(client, '-purpose', 'sslserver').output).toContain('unsuitable certificate purpose')
})

test.skipIf(!HAS_OPENSSL)('what openssl reads is what was asked for', () => {
  const cwd = files(makePair({ commonName: 'Knöten 1' }))
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

test.skipIf(!HAS_OPENSSL)('dates on both sides of 2050', () => {
  const cwd = files(makePair({ now: new Date('2049-12-01T00:00:00Z') }))
  const { output } = openssl(cwd, 'x509', '-in', 'cert.pem', '-noout', '-dates')
  expect(output).toBe('notBefore=Nov 30 23:55:00 2049 GMT\nnotAfter=Dec  1 00:00:00 2050 GMT\n')
})

test.skipIf(!HAS_OPENSSL)('name constraints hold', () => {
  const inside = files(
    makePair({ permitted: ['example.org', '127.0.0.1'], names: ['a.example.org', '127.0.0.1'] }),
  )
  expect(verify(inside)).toEqual({ status: 0, output: 'cert.pem: OK\n' })
  const outside = files(makePair({ permitted: ['example.org'], names: ['example.net'] }))
  expect(verify(outside).output).toContain('permitted subtree violation')
})
