import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENCODINGS, encode, isPlain } from '../../src/keys/encode.ts'

// What `openssl rand -base64 32`, `xxd -p` and RFC 4648 section 5 make of the bytes 0..31.
const BYTES = Uint8Array.from({ length: 32 }, (_, index) => index)

test.each([
  ['base64url', 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'],
  ['base64', 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='],
  ['hex', '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'],
] as const)('%s', (encoding, text) => {
  expect(encode(BYTES, encoding)).toBe(text)
})

test.each([
  ['-abc', 'reads as an option'],
  ['_abc', 'starts with a sign'],
  ['+12', 'a YAML number'],
  ['/etc', 'a path'],
  ['12345', 'a number'],
  ['1e10', 'a float: the server turns it into 10000000000'],
  ['0x10', 'the server turns it into 16'],
  ['0o17', 'the server turns it into 15'],
  ['1_000', 'a number in YAML 1.1'],
  ['true', 'a boolean'],
  ['Null', 'null'],
  ['no', 'a boolean in YAML 1.1'],
  ['', 'nothing'],
  ['a b', 'two words'],
  ['a#b', 'a comment in an env file'],
  ['a=b', 'an assignment'],
])('%j is not plain: %s', (key) => {
  expect(isPlain(key)).toBe(false)
})

test('nearly every 32-byte key is plain, and a plain key is one word everywhere', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.constantFrom(...ENCODINGS),
      (bytes, encoding) => {
        const key = encode(bytes, encoding)
        const first = key[0] ?? ''
        expect(isPlain(key)).toBe(/[A-Za-z0-9]/.test(first) && !/^\d+(e\d+)?$/.test(key))
      },
    ),
  )
})
