import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { acceptKey } from '../../../src/qdrant/tls/key-forms.ts'

type Generated = [type: 'ec' | 'rsa' | 'ed25519' | 'ed448' | 'rsa-pss', options: object]

const made = ([type, options]: Generated) =>
  generateKeyPairSync(type as 'rsa', options as { modulusLength: number })
const pkcs8 = (...key: Generated): Buffer => made(key).privateKey.export({ type: 'pkcs8', format: 'der' })

// Which keys are refused is recorded from ring; the reasons are what a person is told of them.
test.each<[Generated, string]>([
  [['ec', { namedCurve: 'P-521' }], 'it names neither P-256 nor P-384 as its curve'],
  [['ec', { namedCurve: 'secp256k1' }], 'it names neither P-256 nor P-384 as its curve'],
  [['ed448', {}], 'ed448 keys are not supported'],
  [['rsa-pss', { modulusLength: 1024 }], 'rsa-pss keys are not supported'],
  [['rsa', { modulusLength: 1024 }], 'RSA keys of 1024 bits are too short: 2048 at least'],
  [
    ['rsa', { modulusLength: 2056 }],
    'the primes of this RSA key of 2056 bits are not a multiple of 512 bits long',
  ],
  [['rsa', { modulusLength: 2048, publicExponent: 3 }], 'its public exponent is not between 65537 and 2^33'],
])('%j: %s', (key, reason) => {
  expect(acceptKey('pkcs8', pkcs8(...key))).toEqual({ accepted: false, reason })
})

test.each<[Generated, string]>([
  [['ec', { namedCurve: 'P-256' }], 'ec-p256'],
  [['ec', { namedCurve: 'P-384' }], 'ec-p384'],
  [['ed25519', {}], 'ed25519'],
  [['rsa', { modulusLength: 2048 }], 'rsa-2048'],
])('%j is %s', (key, type) => {
  const verdict = acceptKey('pkcs8', pkcs8(...key))
  expect(verdict.accepted && verdict.type).toBe(type)
})

test('what is no key, or one in another form', () => {
  const reason = (...given: Parameters<typeof acceptKey>) => {
    const verdict = acceptKey(...given)
    return !verdict.accepted && verdict.reason
  }
  const junk = Buffer.from('junk')
  expect(reason('pkcs8', junk)).toBe('it is no private key in DER')
  expect(reason('pkcs1', junk)).toBe('it is no RSA key in DER')
  expect(reason('sec1', junk)).toBe('it is no EC key of P-256 or P-384 with its public key')
  // Something behind the key, which OpenSSL does not look at.
  expect(reason('pkcs8', Buffer.concat([pkcs8('ed25519', {}), Buffer.of(0)]))).toBe('its form is unusual')
  expect(reason('pkcs8', Buffer.concat([pkcs8('ec', { namedCurve: 'P-256' }), Buffer.of(0)]))).toBe(
    'it does not hold its public key, or not in the usual form',
  )
})
