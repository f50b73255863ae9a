import { expect, test } from 'vitest'
import { DerReader, derValues } from '../../../src/qdrant/tls/der.ts'

const reader = (hex: string) => new DerReader(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const long = (head: string, size: number) => `${head}${'00'.repeat(size)}`
const REFUSED = expect.objectContaining({ reason: 'BadDer' })

// X.690, as strictly as webpki reads it.
test.each([
  ['04 00', 0],
  ['04 01 ff', 1],
  [long('047f', 127), 127],
  [long('048180', 128), 128],
  [long('0481ff', 255), 255],
  [long('04820100', 256), 256],
  [long('0482fffe', 65_534), 65_534],
])('a value of length %#', (hex, length) => {
  const value = reader(hex).read()
  expect([value.tag, value.content.length, value.raw.toString('hex')]).toEqual([
    4,
    length,
    hex.replaceAll(' ', ''),
  ])
})

test.each([
  ['nothing', ''],
  ['no length', '04'],
  ['less than its length', '04 02 00'],
  ['a high tag number', '1f 01 00'],
  ['a high tag number of its own', 'bf 01 00'],
  ['an indefinite length', '30 80 00 00'],
  ['a length in two bytes that one would hold', long('04817f', 127)],
  ['a length in three bytes that two would hold', long('048200ff', 255)],
  ['a length in four bytes that three would hold', long('048300ffff', 65_535)],
  ['a length of which a byte is missing', '04 82 01'],
  ['a length of five bytes', '04 85 01 00 00 00 00'],
  ['more than webpki reads', long('0482ffff', 65_535)],
  ['far more', long('0483010000', 65_536)],
])('%s is refused', (_, hex) => {
  expect(() => reader(hex).read()).toThrow(REFUSED)
})

test('a tag that is not the wanted one is refused', () => {
  expect(() => reader('04 00').read(0x30)).toThrow(REFUSED)
  expect(reader('30 02 04 00').enter(0x30).read(4).content).toHaveLength(0)
})

test.each([
  ['01 01 ff', true],
  ['01 01 00', false],
  ['', false],
  ['04 00', false],
])('boolean %s', (hex, value) => {
  expect(reader(hex).optionalBoolean()).toBe(value)
})

test.each(['01 01 01', '01 01 fe', '01 00', '01 02 00 00', '01 02 ff ff'])('boolean %s is refused', (hex) => {
  expect(() => reader(hex).optionalBoolean()).toThrow(REFUSED)
})

test.each([
  ['02 01 00', 0],
  ['02 01 7f', 127],
  ['02 02 00 80', 128],
  ['02 02 00 ff', 255],
])('integer %s', (hex, value) => {
  expect(reader(hex).smallInteger()).toBe(value)
})

test.each(['02 00', '02 01 80', '02 02 00 7f', '02 02 01 00', '02 02 00', '02 03 00 00 80', '04 01 00'])(
  'integer %s is refused',
  (hex) => {
    expect(() => reader(hex).smallInteger()).toThrow(REFUSED)
  },
)

test('bits come in whole bytes', () => {
  expect(reader('03 03 00 0a 0b').bits().toString('hex')).toBe('0a0b')
  expect(() => reader('03 02 01 80').bits()).toThrow(REFUSED)
  expect(() => reader('03 00').bits()).toThrow(REFUSED)
})

test('values in a row', () => {
  expect(derValues(Buffer.from('0500020105', 'hex')).map(({ tag }) => tag)).toEqual([5, 2])
  expect(derValues(Buffer.alloc(0))).toEqual([])
})
