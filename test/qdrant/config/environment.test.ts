import { expect, test } from 'vitest'
import { readEnvironment, type Variable } from '../../../src/qdrant/config/environment.ts'

const keys = (...variables: Variable[]) => {
  const layer = readEnvironment(variables)
  return layer.kind === 'values'
    ? [...layer.values].map(([key, raw]) => [key, 'value' in raw ? raw.value : undefined])
    : layer
}

test.each([
  ['QDRANT__SERVICE__API_KEY', ['service.api_key']],
  ['qdrant__Service.Api_Key', ['service.api_key']],
  ['QDRANT__SERVICE__API__KEY', ['service.api.key']],
  ['QDRANT___SERVICE', ['_service']],
  ['QDRANT__', ['']],
  ['QDRANT_SERVICE__API_KEY', []],
  ['XQDRANT__A', []],
  // The Kelvin sign becomes a plain k.
  ['QDRANT__SERVICE__API_\u212aEY', ['service.api_key']],
  // The name ends in a byte that is no UTF-8.
  ['QDRANT__A\udcff', []],
])('%j is %j', (name, expected) => {
  expect(keys({ name, value: 'v' })).toEqual(expected.map((key) => [key, 'v']))
})

test('values are text as they stand', () => {
  expect(keys({ name: 'QDRANT__A', value: ' "0x1" ' }, { name: 'QDRANT__B', value: '' })).toEqual([
    ['a', ' "0x1" '],
    ['b', ''],
  ])
  expect(keys({ name: 'QDRANT__A', value: Buffer.from('caf\u00e9') })).toEqual([['a', 'caf\u00e9']])
})

test.each([
  ['636166e9', '"caf\\xE9"'],
  ['ff', '"\\xFF"'],
  ['61c3a922ed0a', '"aé\\"\\xED\\n"'],
])('the bytes %s stop the server', (hex, shown) => {
  expect(keys({ name: 'QDRANT__Service__X', value: Buffer.from(hex, 'hex') })).toEqual({
    kind: 'error',
    text: `env variable "service__x" contains non-Unicode data: ${shown}`,
    redacted: 'env variable "service__x" contains non-Unicode data',
    variable: 'QDRANT__Service__X',
  })
})
