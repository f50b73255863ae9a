import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { encodedPair, newEncodedPair, privateKeyPem } from '../../src/certs/key-encoding.ts'
import { KEY_TYPES } from '../../src/certs/key-types.ts'
import { systemEntropy } from '../../src/cli/io.ts'
import { fixedEntropy, makeLeaf } from './fixture.ts'

const DATA = Buffer.from('signed')

describe.each([...KEY_TYPES, 'secp521r1', 'secp256k1'] as const)('%s', (type) => {
  const keys = Array.from({ length: type.startsWith('ec-') ? 200 : 2 }, (_, index) => {
    if (type === 'secp521r1' || type === 'secp256k1')
      return generateKeyPairSync('ec', { namedCurve: type }).privateKey
    return (type.startsWith('ec-') ? systemEntropy : fixedEntropy(index)).keyPair(type).privateKey
  })

  test('keys are written as OpenSSL writes them', () => {
    for (const key of keys) {
      const { publicKey, pem } = encodedPair(key)
      expect(pem).toBe(key.export({ type: 'pkcs8', format: 'pem' }))
      expect(publicKey.equals(createPublicKey(key).export({ type: 'spki', format: 'der' }))).toBe(true)
    }
  })

  test('new keys are written as OpenSSL writes them', () => {
    if (type !== 'ec-p256' && type !== 'ec-p384') return
    // One number in 256 has a zero in front.
    for (let made = 0; made < 1000; made++) {
      const { publicKey, pem } = newEncodedPair(type, systemEntropy)
      const key = createPrivateKey(pem)
      expect(pem).toBe(key.export({ type: 'pkcs8', format: 'pem' }))
      expect(publicKey.equals(createPublicKey(key).export({ type: 'spki', format: 'der' }))).toBe(true)
      const written = createPublicKey({ key: publicKey, type: 'spki', format: 'der' })
      expect(verify('sha256', DATA, written, sign('sha256', DATA, key))).toBe(true)
    }
  })

  test('and encrypted where a passphrase is given', () => {
    for (const key of keys.slice(0, 1)) {
      const pem = privateKeyPem(key, 'correct horse')
      expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
      const opened = createPrivateKey({ key: pem, passphrase: 'correct horse' })
      expect(createPublicKey(opened).equals(createPublicKey(key))).toBe(true)
    }
  })
})

test('the pair of a new certificate belongs together', () => {
  const { certificatePem, keyPem } = makeLeaf({ keyType: 'ec-p384' })
  expect(new X509Certificate(certificatePem).checkPrivateKey(createPrivateKey(keyPem))).toBe(true)
})
