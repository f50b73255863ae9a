import { expect, test } from 'vitest'
import { isDue, parseWithin } from '../../src/certs/within.ts'

test.each([
  ['30d', { seconds: 2_592_000 }],
  ['12h', { seconds: 43_200 }],
  ['90m', { seconds: 5400 }],
  ['2w', { seconds: 1_209_600 }],
  ['66%', { percent: 66 }],
])('%s', (text, expected) => {
  expect(parseWithin(text)).toEqual(expected)
})

test.each(['', '30', 'd', '-1d', '1.5d', '0%', '101%', '30 d', '1y'])('%j is refused', (text) => {
  expect(() => parseWithin(text)).toThrow('is no time before the end of a certificate')
})

const life = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-04-11T00:00:00Z') }

test.each([
  ['30d', '2026-03-12T00:00:00Z', false],
  ['30d', '2026-03-12T00:00:01Z', true],
  ['66%', '2026-03-07T23:59:59Z', false],
  ['66%', '2026-03-08T00:00:00Z', true],
  ['66%', '2030-01-01T00:00:00Z', true],
  ['100%', '2026-04-10T23:59:59Z', false],
  ['100%', '2026-04-11T00:00:00Z', true],
])('of a hundred days, %s at %s: %s', (within, now, due) => {
  expect(isDue(life, parseWithin(within), new Date(now))).toBe(due)
})
