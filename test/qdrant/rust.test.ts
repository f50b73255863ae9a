import { expect, test } from 'vitest'
import { debugString, displayFloat } from '../../src/qdrant/rust.ts'

/** As Rust printed them. */
test.each([
  [0, '0'],
  [-0, '-0'],
  [1.5, '1.5'],
  [1e10, '10000000000'],
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [1.5e-7, '0.00000015'],
  [-2.5e-10, '-0.00000000025'],
  [5e-324, `0.${'0'.repeat(323)}5`],
  [1.7976931348623157e308, `17976931348623157${'0'.repeat(292)}`],
  [Number.POSITIVE_INFINITY, 'inf'],
  [Number.NEGATIVE_INFINITY, '-inf'],
  [Number.NaN, 'NaN'],
])('the number %d', (value, text) => {
  expect(displayFloat(value)).toBe(text)
})

test.each([
  ['plain é 😀 text', '"plain é 😀 text"'],
  ['"\\\n\t\r\0\'', '"\\"\\\\\\n\\t\\r\\0\'"'],
  ['\u0007\u001b\u007f\u0085', '"\\u{7}\\u{1b}\\u{7f}\\u{85}"'],
  ['\u00a0\u200b\u2028\ufeff', '"\\u{a0}\\u{200b}\\u{2028}\\u{feff}"'],
  ['e\u0301\u{e000}\u{10ffff}', '"e\\u{301}\\u{e000}\\u{10ffff}"'],
])('the text %j', (value, text) => {
  expect(debugString(value)).toBe(text)
})
