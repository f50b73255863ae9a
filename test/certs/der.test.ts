import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as der from '../../src/certs/der.ts'
import { DerReader, derValues, TAG } from '../../src/qdrant/tls/der.ts'

const hex = (value: der.Der): string => der.toBytes(value).toString('hex')
const bytes = (text: string): Buffer => Buffer.from(text, 'hex')

test.each([
  ['zero', der.unsigned(Uint8Array.of(0, 0)), '020100'],
  ['127', der.unsigned(Uint8Array.of(127)), '02017f'],
  ['128 stays positive', der.unsigned(Uint8Array.of(128)), '02020080'],
  ['leading zeroes go', der.unsigned(Uint8Array.of(0, 0, 1, 0)), '02020100'],
  ['true', der.boolean(true), '0101ff'],
  ['false', der.boolean(false), '010100'],
  ['null', der.nullValue(), '0500'],
  ['an OID', der.oid('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
  ['text', der.utf8String('é'), '0c02c3a9'],
  ['bits', der.bitString(Uint8Array.of(0x80), 7), '03020780'],
  ['explicit', der.explicit(3, der.nullValue()), 'a3020500'],
  ['implicit', der.implicit(2, Buffer.from('a')), '820161'],
  ['implicit sequence', der.implicitSequence(0, der.nullValue()), 'a0020500'],
  ['a long value', der.octetString(new Uint8Array(200)), `0481c8${'00'.repeat(200)}`],
  ['1999', der.time(new Date('1999-12-31T23:59:59Z')), `170d${Buffer.from('991231235959Z').toString('hex')}`],
  [
    'the end of 2049',
    der.time(new Date('2049-12-31T23:59:59.999Z')),
    `170d${Buffer.from('491231235959Z').toString('hex')}`,
  ],
  [
    '2050',
    der.time(new Date('2050-01-01T00:00:00Z')),
    `180f${Buffer.from('20500101000000Z').toString('hex')}`,
  ],
])('%s', (_, value, expected) => {
  expect(hex(value)).toBe(expected)
})

test('PEM has lines of 64', () => {
  expect(der.toPem('X', new Uint8Array(49))).toBe(
    `-----BEGIN X-----\n${'A'.repeat(64)}\nAA==\n-----END X-----\n`,
  )
})

test('what is written is read again', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (parts) => {
      const written = der.toBytes(der.sequence(...parts.map((part) => der.octetString(part))))
      const read = derValues(new DerReader(written).read(TAG.sequence).content)
      expect(read.map(({ tag, content }) => [tag, content.toString('hex')])).toEqual(
        parts.map((part) => [TAG.octetString, Buffer.from(part).toString('hex')]),
      )
      expect(der.toBytes(der.placed(written)).equals(written)).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('what is no SEQUENCE is not placed', () => {
  expect(() => der.placed(bytes('0500'))).toThrow('BadDer')
})

test.each([
  ['a length in too many bytes', '048101ff'],
  ['a length with a leading zero', '04820001ff'],
  ['an indefinite length', '0480ff0000'],
  ['a high tag', '1f0100'],
  ['too little', '0402ff'],
  ['nothing', ''],
  ['a length of five bytes', '04850000000001ff'],
])('%s is refused', (_, text) => {
  expect(() => new DerReader(bytes(text)).read()).toThrow('BadDer')
})
