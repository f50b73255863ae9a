import { expect, test } from 'vitest'
import { extractCredential, type Headers } from '../../../src/qdrant/token/credential.ts'

// Each row was sent to a running v1.19.0 server over both transports, where the transport can carry it.
test.each<[Headers, string | undefined, string | undefined]>([
  [[], undefined, undefined],
  [[['API-Key', 'k']], 'k', 'k'],
  [[['api-key', '']], '', ''],
  [[['api-key', ' k\t']], 'k', ' k\t'],
  [[['api-key', 'a\tb']], 'a\tb', 'a\tb'],
  [[['api-key', 'k\xfc']], undefined, undefined],
  [[['authorization', 'Bearer k']], 'k', 'k'],
  [[['authorization', ' Bearer k']], 'k', undefined],
  [[['authorization', 'bearer k']], undefined, undefined],
  [[['authorization', 'Bearer  k']], ' k', ' k'],
  [[['authorization', 'Bearer\tk']], undefined, undefined],
  [[['authorization', 'Bearer ']], undefined, ''],
  [
    [
      ['authorization', 'Bearer a'],
      ['api-key', 'b'],
    ],
    'b',
    'b',
  ],
  [
    [
      ['api-key', ''],
      ['authorization', 'Bearer a'],
    ],
    '',
    '',
  ],
  [
    [
      ['api-key', '\xfc'],
      ['authorization', 'Bearer a'],
    ],
    'a',
    'a',
  ],
  [
    [
      ['api-key', 'a'],
      ['api-key', 'b'],
    ],
    'a',
    'a',
  ],
])('%j: REST %j, gRPC %j', (headers, rest, grpc) => {
  const value = (credential: string | undefined) =>
    credential === undefined ? { found: 'nothing' } : { found: 'credential', value: credential }
  expect(extractCredential(headers, 'rest')).toEqual(value(rest))
  expect(extractCredential(headers, 'grpc')).toEqual(value(grpc))
})

test.each<[string, Headers, ReturnType<typeof extractCredential>]>([
  ['a control character', [['api-key', 'a\x01']], { found: 'bad-request' }],
  ['one in a header of no interest', [['x', '\x7f']], { found: 'bad-request' }],
  ['CR before the line end', [['api-key', 'a\r']], { found: 'bad-request' }],
  ['a folded line', [['api-key', 'a\r\n b']], { found: 'bad-request' }],
  ['a line end at the end', [['api-key', 'a\n']], { found: 'credential', value: 'a' }],
  [
    'an empty line ends the head',
    [
      ['x', 'a\r\n'],
      ['api-key', 'k'],
    ],
    { found: 'nothing' },
  ],
  ['a header in a value', [['x', 'a\napi-key: k']], { found: 'credential', value: 'k' }],
])('HTTP/1.1, %s', (_name, headers, extracted) => {
  expect(extractCredential(headers, 'rest')).toEqual(extracted)
})

// Measured: REST takes a head of 131,072 bytes, of which 50 are taken for the rest of the request; grpcio could send 15,824
// characters in api-key.
test.each([
  ['grpc', 'api-key', 15_824],
  ['grpc', 'authorization', 15_818],
  ['rest', 'api-key', 131_011],
] as const)('%s: %s of %i characters is the longest', (transport, name, length) => {
  expect(extractCredential([[name, 'x'.repeat(length)]], transport).found).not.toBe('too-large')
  expect(extractCredential([[name, 'x'.repeat(length + 1)]], transport)).toEqual({ found: 'too-large' })
})

// A running v1.19.0 server answered 200 to a request of 96 headers, its host among them, and 431 to one of 97; gRPC took both.
test.each([
  ['rest', 94, 'credential'],
  ['rest', 95, 'too-large'],
  ['grpc', 95, 'credential'],
] as const)('%s: a key among %i other headers: %s', (transport, others, found) => {
  const headers = [
    ...Array.from({ length: others }, (_, i) => [`x-${i}`, '1'] as const),
    ['api-key', 'k'] as const,
  ]
  expect(extractCredential(headers, transport)).toMatchObject({ found })
})

// And 431 to this one, which has a line of no header behind the 96; 400 where it comes before.
test('of two faults in a head the first decides', () => {
  const many = Array.from({ length: 200 }, (_, i) => [`x-${i}`, '1'] as const)
  const bad = ['not a name', '1'] as const
  expect(extractCredential([...many, bad], 'rest')).toEqual({ found: 'too-large' })
  expect(extractCredential([bad, ...many], 'rest')).toEqual({ found: 'bad-request' })
})

test('long runs of blanks take no time', () => {
  const start = performance.now()
  const blanks = ' '.repeat(130_000)
  for (const value of [blanks, `x${blanks}x`, `${blanks}\x01`])
    extractCredential([['api-key', value]], 'rest')
  expect(performance.now() - start).toBeLessThan(5000)
})
