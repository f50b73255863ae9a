import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonNode, readJson } from '../../../src/qdrant/json/read.ts'

const read = (text: string) => readJson(Buffer.from(text))

test.each([
  ['18446744073709551615', { kind: 'u64', value: 18446744073709551615n }],
  ['18446744073709551616', { kind: 'f64', value: 2 ** 64 }],
  ['-9223372036854775808', { kind: 'i64', value: -9223372036854775808n }],
  ['-1', { kind: 'i64', value: -1n }],
  ['-0', { kind: 'f64', value: -0 }],
  ['0', { kind: 'u64', value: 0n }],
  ['1e3', { kind: 'f64', value: 1000 }],
  ['1.0', { kind: 'f64', value: 1 }],
  ['1.25', { kind: 'f64', value: 1.25 }],
  ['-9223372036854775809', { kind: 'f64', value: -(2 ** 63) }],
  ['1e999', { kind: 'too-large', fault: 'behind' }],
  // serde_json stops at the digit that makes the exponent itself too large.
  ['1e99999999999', { kind: 'too-large', fault: 'inside' }],
  ['"\\u00e4\\ud83d\\ude00"', { kind: 'string', value: 'ä😀' }],
  // Looking for the other half of the pair swallows the closing quote.
  ['"\\ud800"', { kind: 'string', value: '', fault: 'behind' }],
  ['"\\udc00x"', { kind: 'string', value: '', fault: 'inside' }],
  ['"\\udfff"', { kind: 'string', value: '', fault: 'inside' }],
  ['"\\ud800x"', { kind: 'string', value: '', fault: 'inside' }],
  ['"\\ud800\\udbff"', { kind: 'string', value: '', fault: 'inside' }],
  ['"\\ud800\\ue000"', { kind: 'string', value: '', fault: 'inside' }],
  ['"\\ud800\\udc00"', { kind: 'string', value: '\u{10000}' }],
  ['"\\udbff\\udfff"', { kind: 'string', value: '\u{10ffff}' }],
  ['"\\ue000"', { kind: 'string', value: '\ue000' }],
  [' [ ] ', { kind: 'list', items: [] }],
  [
    '{"a":1,"a":null}',
    {
      kind: 'object',
      entries: [
        { key: { kind: 'string', value: 'a' }, value: { kind: 'u64', value: 1n } },
        { key: { kind: 'string', value: 'a' }, value: { kind: 'null' } },
      ],
    },
  ],
])('%s', (text, node) => {
  expect(read(text)).toEqual(node)
})

test('bytes that are no UTF-8 are a fault of their string', () => {
  expect(readJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ kind: 'string', value: '', fault: 'behind' })
})

test.each([
  '',
  ' ',
  '01',
  '1.',
  '1e',
  '.5',
  '+1',
  '[1,]',
  '{"a":1,}',
  '{a:1}',
  "'a'",
  '"a\nb"',
  '"\\x"',
  '"\\u12"',
  '"\\u12g4"',
  '"\\u 123"',
  '"\\u123"4"',
  '"\\',
  '{xa":1}',
  '[1}',
  '{"a":1]',
  '[1 2]',
  '[',
  '{"a"',
  'nul',
  'true1',
  '1 2',
  '\u00a01',
  '\ufeff1',
  '/**/1',
])('refuses %j', (text) => {
  expect(read(text)).toBeUndefined()
})

const plain = (node: JsonNode): unknown => {
  switch (node.kind) {
    case 'null':
      return null
    case 'list':
      return node.items.map(plain)
    case 'object':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.value, plain(value)]))
    case 'too-large':
      return Number.POSITIVE_INFINITY
    default:
      return typeof node.value === 'bigint' ? Number(node.value) : node.value
  }
}

test('agrees with JSON.parse on documents', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (text) => {
      const node = read(text)
      expect(node && plain(node)).toEqual(JSON.parse(text))
    }),
  )
})

test('agrees with JSON.parse on what is no document', () => {
  const pieces = fc.array(fc.constantFrom(...'[]{}",:0123456789.eE+-truefalsn\\u d8'.split('')), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      let valid = true
      try {
        JSON.parse(text)
      } catch {
        valid = false
      }
      expect(read(text) !== undefined).toBe(valid)
    }),
    { numRuns: 20_000 },
  )
})

test('deep nesting costs memory and not the stack', () => {
  expect(read('['.repeat(100_000))).toBeUndefined()
  expect(read(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toBeDefined()
})
