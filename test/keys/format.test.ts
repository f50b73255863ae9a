import { expect, test } from 'vitest'
import { formatKeys } from '../../src/keys/format.ts'
import { refusal } from '../support/refusal.ts'

const KEYS = [
  { name: 'api_key', key: 'a' },
  { name: 'read_only_api_key', key: 'b' },
]

test.each([
  ['text', 'a\nb\n'],
  ['env', 'QDRANT__SERVICE__API_KEY=a\nQDRANT__SERVICE__READ_ONLY_API_KEY=b\n'],
  ['yaml', 'service:\n  api_key: "a"\n  read_only_api_key: "b"\n'],
] as const)('keys as %s', (format, text) => {
  expect(formatKeys(KEYS, format)).toBe(text)
})

test('a name that the server does not know is refused where names are written', () => {
  const keys = [{ name: 'key_1', key: 'a' }]
  expect(formatKeys(keys, 'text')).toBe('a\n')
  for (const format of ['env', 'yaml'] as const)
    expect(refusal(() => formatKeys(keys, format))).toContain('usage')
})
