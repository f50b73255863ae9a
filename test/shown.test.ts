import { expect, test } from 'vitest'
import { masked, quoted, shown, shownJson } from '../src/shown.ts'

test.each([
  ['docs', 'docs'],
  ['ünï 日本 😀', 'ünï 日本 😀'],
  ['a\nb\x1b[2J', 'a\\u000ab\\u001b[2J'],
  ['\x7f\x9b\u2028\u202e\u2066', '\\u007f\\u009b\\u2028\\u202e\\u2066'],
])('%j', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('quotes cut a name', () => {
  expect(quoted('a"\n\x9b')).toBe('"a\\"\\n\\u009b"')
  expect(quoted('x'.repeat(1000))).toHaveLength(62)
})

test('a line keeps its columns and its tabs', () => {
  expect(masked('\ta\x1b[2J\u202eb')).toBe('\ta\uFFFD[2J\uFFFDb')
})

test('JSON keeps its lines and its value', () => {
  const value = { 'a\n\x9b': ['\u202e'] }
  expect(shownJson(value)).toBe('{\n  "a\\n\\u009b": [\n    "\\u202e"\n  ]\n}')
  expect(JSON.parse(shownJson(value))).toEqual(value)
  expect(shownJson(undefined)).toBe('null')
})
