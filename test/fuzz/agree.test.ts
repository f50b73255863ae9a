import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { compactVerify } from 'jose'
import { expect, test } from 'vitest'
import * as der from '../../src/certs/der.ts'
import { parseName } from '../../src/certs/names.ts'
import { bulkSigner } from '../../src/jwt/batch/signer.ts'
import { DerReader, TAG } from '../../src/qdrant/tls/der.ts'
import { base64url, isSignedBy, splitToken } from '../../src/qdrant/token/decode.ts'
import { makeLeaf } from '../certs/fixture.ts'
import { HAS_OPENSSL } from '../support/programs.ts'
import { runsOf, timeoutOf } from '../support/runs.ts'

test(
  'of a token that was changed somewhere we and jose say the same',
  async () => {
    const token = bulkSigner('k'.repeat(32), false)({ access: 'r', exp: 4_000_000_000 })
    const letters = fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. ',
    )
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: token.length - 1 }), letters, async (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1)
        const secret = 'k'.repeat(32)
        const parts = splitToken(changed)
        const signature = base64url(parts?.signature ?? '')
        const ours =
          parts !== undefined && signature !== undefined && isSignedBy(secret, parts.signed, signature)
        const theirs = await compactVerify(changed, Buffer.from(secret)).then(
          () => true,
          () => false,
        )
        // The server is stricter than jose in how base64url ends.
        if (ours) expect(theirs).toBe(true)
        if (theirs && !ours) expect(at).toBe(token.length - 1)
      }),
      runsOf(150),
    )
  },
  timeoutOf(20_000),
)

const value: fc.Arbitrary<der.Der> = fc.letrec<{ value: der.Der }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    fc.uint8Array({ maxLength: 140 }).map(der.octetString),
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map(der.unsigned),
    fc.boolean().map(der.boolean),
    fc.string({ unit: 'grapheme', maxLength: 40 }).map(der.utf8String),
    fc.constantFrom('1.2.840.10045.2.1', '2.5.29.17', '1.3.6.1.5.5.7.3.1').map(der.oid),
    fc.date({ min: new Date('1950-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map(der.time),
    fc.array(tie('value'), { maxLength: 5 }).map((items) => der.sequence(...items)),
    fc.tuple(fc.nat({ max: 30 }), tie('value')).map(([number, one]) => der.explicit(number, one)),
  ),
})).value

test('any DER that is written is placed in other DER as it was', () => {
  fc.assert(
    fc.property(value, (one) => {
      const bytes = der.toBytes(der.sequence(one))
      const outer = new DerReader(der.toBytes(der.sequence(der.placed(bytes), der.nullValue())))
      expect(outer.enter(TAG.sequence).read().raw.equals(bytes)).toBe(true)
    }),
    runsOf(150),
  )
})

test.skipIf(!HAS_OPENSSL)('any DER that is written is DER to openssl (needs openssl)', () => {
  fc.assert(
    fc.property(value, (one) => {
      const { status } = spawnSync('openssl', ['asn1parse', '-inform', 'DER'], { input: der.toBytes(one) })
      expect(status).toBe(0)
    }),
    runsOf(15),
  )
})

test.skipIf(!HAS_OPENSSL)(
  'openssl finds every name in the certificate, as the kind that it is (needs openssl)',
  () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()), (text) => {
        const name = parseName(text)
        const { stdout } = spawnSync(
          'openssl',
          ['x509', '-noout', name.kind === 'ip' ? '-checkip' : '-checkhost', text],
          { input: makeLeaf({ names: [text] }).certificatePem, encoding: 'utf8' },
        )
        expect(stdout).toMatch(/ does match certificate\n$/)
      }),
      runsOf(15),
    )
  },
  timeoutOf(20_000),
)
