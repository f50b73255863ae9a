import fc from 'fast-check'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import type { RowFormat } from '../../src/jwt/batch/formats.ts'
import { batchMinter } from '../../src/jwt/batch/mint.ts'
import { rowsOf } from '../../src/jwt/batch/rows.ts'
import { bulkSigner } from '../../src/jwt/batch/signer.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const NOW = new Date('2026-11-23T12:00:00Z')

test('the bulk signer makes the same bytes as jose', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.string({ minLength: 32 }),
      async (claims, key) => {
        const signed = await new SignJWT(claims as never)
          .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
          .sign(Buffer.from(key, 'utf8'))
        expect(bulkSigner(key, true)(JSON.parse(JSON.stringify(claims)))).toBe(signed)
      },
    ),
    { numRuns: 300 },
  )
})

async function* bytes(text: string, size = 7) {
  const all = Buffer.from(text)
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

async function rows(text: string, format: RowFormat) {
  const found = []
  for await (const some of rowsOf(bytes(text), format)) found.push(...some)
  return found
}

test.each<[RowFormat, string]>([
  ['ndjson', '{"name":"ä","access":"read"}\r\n\n{"name":"b","collections":{"docs":"points"}}'],
  ['csv', 'name,access,collections\r\nä,read,\n\n"b",,docs=points\n'],
  ['yaml', '- { name: ä, access: read }\n- name: b\n  collections: { docs: points }\n'],
])('%s rows', async (format, text) => {
  expect((await rows(text, format)).map((row) => ('value' in row ? row.value : row))).toEqual([
    { name: 'ä', access: 'read' },
    { name: 'b', collections: { docs: 'points' } },
  ])
})

test.each<[RowFormat, string, object[]]>([
  [
    'ndjson',
    '{"a":1}\nnope\n{"b":2}',
    [
      { line: 1, value: { a: 1 } },
      { line: 2, fault: 'it is not JSON' },
      { line: 3, value: { b: 2 } },
    ],
  ],
  [
    'csv',
    'name,team\n',
    [
      {
        line: 1,
        fault: 'there is no column "team"; there are name, subject, sub, access, collections, expires',
      },
    ],
  ],
  ['csv', 'name\n"a\n', [{ line: 2, fault: 'a quote is not closed, or stands inside a field' }]],
  ['csv', 'name,access\na\n', [{ line: 2, fault: 'there are 1 fields, and the header has 2' }]],
  ['csv', 'name\n"a ""b"", c"\n', [{ line: 2, value: { name: 'a "b", c' } }]],
])('%s %j', async (format, text, expected) => {
  expect(await rows(text, format)).toEqual(expected)
})

const bomb = `a: &a [1,1,1,1,1,1,1,1,1,1]\n${'bcdefgh'
  .split('')
  .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[index]}`).join(',')}]\n`)
  .join('')}`

test.each<[RowFormat, string]>([
  ['yaml', 'a: 1\n'],
  ['yaml', '- [\n'],
  ['yaml', `- &r [${bomb.length}]\n- ${bomb.replaceAll('\n', '\n  ')}\n`],
  ['ndjson', `"${'x'.repeat(1_100_000)}`],
])('%s that cannot be taken is refused at once', async (format, text) => {
  const start = performance.now()
  await expect(async () => {
    for await (const _ of rowsOf(bytes(text, 1 << 16), format)) {
    }
  }).rejects.toMatchObject({ name: 'QdrantAuthError' })
  expect(performance.now() - start).toBeLessThan(1000)
})

test('a bad row is a fault with its line; the others are signed', () => {
  const mint = batchMinter({ key: KEY, allowWeak: false, now: NOW, serverVersion: '1.19.0' })
  expect(mint({ line: 1, value: { name: 'a', access: 'read', expires: 'never' } })).toEqual({
    line: 1,
    name: 'a',
    // openssl dgst -sha256 -hmac over the two parts
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3MiOiJyIn0.B_ARWULFspKIKO9KseCPBFipT6GpeJKuJXNCbm1Adr0',
    claims: { access: 'r' },
    expiresAt: null,
  })
  expect(mint({ line: 2, value: { access: 'manage' } })).toEqual({
    line: 2,
    fault: 'access: manage tokens are minted one by one',
  })
  expect(mint({ line: 3, value: { acess: 'read' } })).toMatchObject({
    line: 3,
    fault: expect.stringContaining('acess: no such field'),
  })
  expect(mint({ line: 4, fault: 'it is not JSON' })).toEqual({ line: 4, fault: 'it is not JSON' })
  const old = batchMinter({ key: KEY, allowWeak: false, now: NOW, serverVersion: '1.12.0' })
  expect(old({ line: 1, value: { access: 'read' } })).toMatchObject({ expiresAt: '2026-12-23T12:00:00Z' })
  expect(old({ line: 2, value: { collections: { a: 'points' } } })).toMatchObject({
    fault: expect.stringContaining('would refuse'),
  })
})
