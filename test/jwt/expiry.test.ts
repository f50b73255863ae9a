import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QdrantAuthError } from '../../src/errors.ts'
import { expiryText, momentOf, parseExpiry } from '../../src/jwt/expiry.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const START = 1795435200

test.each([
  ['30d', START + 30 * 86_400],
  ['12h', START + 12 * 3600],
  ['90m', START + 5400],
  ['1d12h', START + 129_600],
  ['2w', START + 1_209_600],
  ['1y', 1826971200],
  ['1s', START + 1],
  ['2026-11-23T12:00:01Z', START + 1],
  ['2027-01-31T00:00Z', 1801353600],
  ['2027-01-31 00:00:00.9z', 1801353600],
  ['2027-01-31t20:30:00-05:30', 1801353600 + 26 * 3600],
  ['9999-12-31T23:59:59Z', 253402300799],
  ['2027-01-31T00:00:00Z', 1801353600],
  ['2027-01-31T01:00:00+01:00', 1801353600],
  ['2027-01-31', 1801353600],
  ['2028-02-29', 1835395200],
  ['never', undefined],
])('%s', (text, expected) => {
  expect(parseExpiry(text, NOW)).toBe(expected)
})

const NEITHER = 'it is neither a duration nor a time'
const PAST = 'it is not in the future'
const FAR = 'it is after the year 9999'

test.each([
  ['', NEITHER],
  ['30', NEITHER],
  ['0d', PAST],
  ['-1d', NEITHER],
  ['1.5d', NEITHER],
  ['30 d', NEITHER],
  ['1d ', NEITHER],
  ['x1d', NEITHER],
  ['1dd', NEITHER],
  ['1e3d', NEITHER],
  ['9999999999s', NEITHER],
  ['2020-01-01', PAST],
  ['2026-11-23T12:00:00Z', PAST],
  ['Never', NEITHER],
  ['tomorrow', NEITHER],
  ['1795473566', NEITHER],
  ['2027-13-01', NEITHER],
  ['2027-00-01', NEITHER],
  ['2027-01-32', NEITHER],
  ['2027-02-30', NEITHER],
  ['2027-02-29T00:00:00Z', NEITHER],
  ['2027-01-01T24:00:00Z', NEITHER],
  ['2027-01-01T00:60:00Z', NEITHER],
  ['2027-01-01T00:00:00', NEITHER],
  ['2027-01-01T00:00:00+24:00', NEITHER],
  ['20000-01-01', NEITHER],
  ['9999999y', FAR],
  ['9999-12-31T23:59:59-00:01', FAR],
])('%j is refused: %s', (text, reason) => {
  expect(refusal(text)).toEqual({
    code: 'bad-value',
    message: `"${text}" cannot be an expiry: ${reason}`,
    hints: ['write 30d, 12h, 2027-01-31T00:00:00Z or never'],
  })
})

function refusal(text: string) {
  try {
    return parseExpiry(text, NOW)
  } catch (error) {
    if (!(error instanceof QdrantAuthError)) throw error
    const { code, message, hints } = error
    return { code, message, hints }
  }
}

test('a long text is cut where it is refused', () => {
  expect(refusal('x'.repeat(1000))).toMatchObject({
    message: `"${'x'.repeat(60)}" cannot be an expiry: ${NEITHER}`,
  })
})

test('a fraction of the second now does not count', () => {
  expect(parseExpiry('1s', new Date('2026-11-23T12:00:00.999Z'))).toBe(START + 1)
})

test('an expiry as text', () => {
  expect(expiryText(1801353600)).toBe('2027-01-31T00:00:00Z')
  expect(expiryText(undefined)).toBeNull()
})

// ECMAScript: a date reaches 8.64e15 milliseconds from 1970.
test.each([
  [1801353600n, '2027-01-31T00:00:00Z'],
  [0n, '1970-01-01T00:00:00Z'],
  [8_640_000_000_000n, '+275760-09-13T00:00:00Z'],
  [8_640_000_000_001n, null],
  [18_446_744_073_709_551_615n, null],
  [undefined, null],
])('the moment of exp %s', (exp, text) => {
  expect(momentOf(exp)).toBe(text)
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
