import fc from 'fast-check'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { bulkSigner } from '../../src/jwt/batch/signer.ts'
import { KEY } from '../qdrant/token/signed.ts'

const byJose = (claims: object, key: string): Promise<string> =>
  new SignJWT(claims as never).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(Buffer.from(key, 'utf8'))

test('the bulk signer makes the same bytes as jose', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.string({ minLength: 32 }),
      async (claims, key) => {
        expect(bulkSigner(key, true)(JSON.parse(JSON.stringify(claims)))).toBe(await byJose(claims, key))
      },
    ),
    { numRuns: 300 },
  )
})

// openssl dgst -sha256 -hmac over the two parts. A key longer than a block of 64 bytes is hashed (RFC 2104 section 2).
test.each([
  [64, 'p5hUip_IHPvDwjjp5lcWCSwo6inleqD1IydyHEu4Iys'],
  [65, 'nDtf99I-gHGeM3CGHB81NqS5e1Btc36RBcCu9RXy3cE'],
])('a key of %i bytes', (length, signature) => {
  expect(bulkSigner('k'.repeat(length), false)({ access: 'r' })).toBe(
    `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3MiOiJyIn0.${signature}`,
  )
})

test.each(['x', 'ä', '日', '😀'])(
  'one signer makes short and long tokens of %s in turn',
  async (character) => {
    const sign = bulkSigner(KEY, false)
    for (const length of [1, 2000, 1, 5000, 20_000, 3]) {
      const claims = { access: 'r', subject: character.repeat(length) }
      expect(sign(claims)).toBe(await byJose(claims, KEY))
    }
  },
)

test('a weak key needs a word, and an empty one is none', () => {
  expect(() => bulkSigner('short', false)).toThrow(
    expect.objectContaining({
      code: 'weak-key',
      message: 'the key has 5 bytes: 32 is the least for signing',
      hints: [
        'it can be found offline from any token it signs: make a new one with qdrant-auth keygen',
        'use --allow-weak if it is only for a test',
      ],
    }),
  )
  expect(() => bulkSigner('', true)).toThrow(
    expect.objectContaining({ code: 'bad-value', message: 'the key is empty' }),
  )
})
