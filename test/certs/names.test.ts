import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameText, parseName, parseNames, warningsOf } from '../../src/certs/names.ts'
import { QdrantAuthError } from '../../src/errors.ts'
import { coversHost } from '../../src/qdrant/tls/names.ts'
import { makeLeaf } from './fixture.ts'

test.each([
  ['qdrant', 'dns', 'qdrant'],
  ['Qdrant.Example.ORG', 'dns', 'qdrant.example.org'],
  ['qdrant.example.org.', 'dns', 'qdrant.example.org'],
  ['bücher.example', 'dns', 'xn--bcher-kva.example'],
  ['node_1.example', 'dns', 'node_1.example'],
  ['*.example.org', 'dns', '*.example.org'],
  ['xn--bcher-kva.example', 'dns', 'xn--bcher-kva.example'],
  ['1password.example', 'dns', '1password.example'],
  ['10.0.0.7', 'ip', '10.0.0.7'],
  ['::1', 'ip', '::1'],
  ['[::1]', 'ip', '::1'],
  ['0:0:0:0:0:0:0:1', 'ip', '::1'],
  ['2001:DB8:0:0:1:0:0:1', 'ip', '2001:db8::1:0:0:1'],
  ['::ffff:127.0.0.1', 'ip', '::ffff:7f00:1'],
])('%s is the %s name %s', (text, kind, expected) => {
  const name = parseName(text)
  expect([name.kind, nameText(name)]).toEqual([kind, expected])
})

test('addresses as they stand in a certificate', () => {
  expect(parseName('10.0.0.7')).toMatchObject({ bytes: Uint8Array.of(10, 0, 0, 7) })
  expect(parseName('2001:db8::1:0:0:1')).toMatchObject({
    bytes: Uint8Array.of(0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1),
  })
})

test.each([
  ['', 'it is empty'],
  ['https://qdrant', 'it is a URL'],
  ['qdrant:6333', 'it is no host name'],
  ['qdrant/x', 'it is no host name'],
  ['a@b', 'it is no host name'],
  ['a%41', 'it is no host name'],
  ['two names', 'it has blanks in it'],
  ['qdrant ', 'it has blanks in it'],
  ['a..b', 'it has an empty label'],
  ['.', 'it has an empty label'],
  ['-a.org', 'a label starts or ends with a dash'],
  ['a-.org', 'a label starts or ends with a dash'],
  [`${'a'.repeat(64)}.org`, 'a label is longer than 63 characters'],
  [`${'a.'.repeat(130)}org`, 'it is longer than 253 characters'],
  ['*', 'a wildcard is the whole first label'],
  ['*.*.a.b', 'a wildcard is the whole first label'],
  ['a.*.b', 'a wildcard is the whole first label'],
  ['a*.example.org', 'a wildcard is the whole first label'],
  ['*.x', 'a wildcard needs two labels behind it'],
  ['10.0.0.300', 'it looks like an IP address and is none'],
  ['1.2.3', 'it looks like an IP address and is none'],
  ['::1%eth0', 'it is no host name'],
  ['[::1', 'it is no host name'],
  ['a,b', 'it is no host name'],
  ['snow\u0000man', 'it is no host name'],
])('%j is refused: %s', (text, reason) => {
  expect(() => parseName(text)).toThrow(reason)
})

test('each name once, in the order given', () => {
  expect(parseNames(['b', 'A', 'a', '::1', '0::1']).map(nameText)).toEqual(['b', 'a', '::1'])
})

test.each([
  ['qdrant', 0],
  ['10.0.0.1', 0],
  ['node_1', 1],
  ['*.example.org', 1],
])('warnings of %s: %i', (text, count) => {
  expect(warningsOf(parseName(text))).toHaveLength(count)
})

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.domain(),
  fc.ipV4(),
  fc.ipV6(),
  fc.stringMatching(/^[*a-z0-9._:%-]{0,40}$/),
)

test('every text is a name or a QdrantAuthError; a name stays itself when read again', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        const once = parseName(text)
        expect(parseName(nameText(once))).toEqual(once)
      } catch (error) {
        expect(error).toBeInstanceOf(QdrantAuthError)
      }
    }),
    { numRuns: 500 },
  )
})

test('what is accepted is covered, for Node as for rustls', () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()), (text) => {
      const name = parseName(text)
      const certificate = new X509Certificate(makeLeaf({ names: [text] }).certificatePem)
      const host = nameText(name)
      const byNode =
        name.kind === 'dns' ? certificate.checkHost(host, { subject: 'never' }) : certificate.checkIP(host)
      expect([byNode !== undefined, coversHost(certificate.raw, host)]).toEqual([true, true])
    }),
    { numRuns: 100 },
  )
})
