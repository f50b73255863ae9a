import { createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { callFault, loadGrpc, loadRest } from '../../../src/qdrant/tls/ports.ts'
import { makeAuthority, makeLeaf } from '../../certs/fixture.ts'

const authority = makeAuthority()
const { certificatePem: cert, keyPem: key } = makeLeaf({}, authority)
const ca = authority.certificatePem
const other = makeLeaf({ keyType: 'ec-p384' }, authority).keyPem
const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()

/**
 * What a real server 1.19.0 did with such files when it was told to recover a snapshot from an https URL, with
 * verify_https_client_certificate and without: it called, or said `failed to setup HTTPS client: builder error`. (With broken
 * base64 in the CA file it does not even start where it verifies.)
 */
test.each([
  ['plain', {}, 'calls', 'calls'],
  ['no line end behind the certificate', { cert: cert.trimEnd() }, 'fails', 'calls'],
  ['text without a line end behind it', { cert: `${cert}text` }, 'fails', 'calls'],
  ['a public key in the certificate file', { cert: cert + publicKey }, 'fails', 'calls'],
  ['the CA behind the certificate', { cert: cert + ca }, 'calls', 'calls'],
  ['the certificate behind the key', { key: key + cert }, 'calls', 'calls'],
  ['two keys, its own first', { key: key + other }, 'fails', 'calls'],
  ['a garbled certificate behind the CA', { ca: ca + ca.replace('MII', 'MIJ') }, 'fails', 'fails'],
  ['broken base64 behind the CA', { ca: ca + ca.replace('MII', 'M!I') }, 'fails', 'fails'],
  ['a key behind the CA', { ca: ca + key }, 'calls', 'calls'],
])('%s', (_title, given, verifying, plain) => {
  const files = { cert, key, ca, ...given }
  const identity = { certificate: Buffer.from(files.cert), key: Buffer.from(files.key) }
  const answer = (fault: unknown) => (fault === undefined ? 'calls' : 'fails')
  expect(answer(callFault(identity, Buffer.from(files.ca)))).toBe(verifying)
  expect(answer(callFault(undefined, Buffer.from(files.ca)))).toBe(plain)
  // And its ports take every one of them.
  expect([loadRest(identity), loadGrpc(identity)]).toEqual([{ loads: true, serves: true }, { loads: true }])
})
