import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseExpiry } from '../../src/jwt/expiry.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const START = 1795435200

test.each([
  ['30d', START + 30 * 86_400],
  ['12h', START + 12 * 3600],
  ['90m', START + 5400],
  ['1d12h', START + 129_600],
  ['2w', START + 1_209_600],
  ['2027-01-31T00:00:00Z', 1801353600],
  ['2027-01-31T01:00:00+01:00', 1801353600],
  ['2027-01-31', 1801353600],
  ['2028-02-29', 1835395200],
  ['never', undefined],
])('%s', (text, expected) => {
  expect(parseExpiry(text, NOW)).toBe(expected)
})

test.each([
  '',
  '30',
  '0d',
  '-1d',
  '1.5d',
  '30 d',
  '2020-01-01',
  'Never',
  'tomorrow',
  '1795473566',
  '2027-13-01',
  '2027-02-30',
  '2027-02-29T00:00:00Z',
  '2027-01-01T24:00:00Z',
  '9999999y',
  '1e3d',
  '20000-01-01',
])('%j is refused', (text) => {
  expect(() => parseExpiry(text, NOW)).toThrow('cannot be an expiry')
})

test('total: any text is an expiry in the future or an error with a code', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9smhdwyTZ:-]*$/)), (text) => {
      try {
        const exp = parseExpiry(text, NOW)
        expect(exp === undefined || (Number.isInteger(exp) && exp > START)).toBe(true)
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-value' })
      }
    }),
  )
})
