import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, parseDocument, stringify } from 'yaml'
import { applyEdits, setValue, unsetValue } from '../../src/config/edit.ts'
import { refusal } from '../support/refusal.ts'
import { runsOf } from '../support/runs.ts'

const set = (text: string, path: string, value: string) =>
  applyEdits(text, setValue(text, path.split('.'), value))
const unset = (text: string, path: string) => applyEdits(text, unsetValue(text, path.split('.')))

test.each([
  ['', 'a.b', '1', 'a:\n  b: 1\n'],
  ['# only a comment', 'a', '1', '# only a comment\na: 1\n'],
  ['a: 1\n', 'a', '2', 'a: 2\n'],
  ['a: 1', 'a', '2', 'a: 2'],
  ['a:    1   # why\nb: 2\n', 'a', '"x"', 'a:    "x"   # why\nb: 2\n'],
  [
    'service:\n    api_key: old # c\n    host: h\n',
    'service.api_key',
    '"new"',
    'service:\n    api_key: "new" # c\n    host: h\n',
  ],
  [
    'service:\n  host: h\n\n# next\ntls:\n  cert: c\n',
    'service.api_key',
    '"k"',
    'service:\n  host: h\n  api_key: "k"\n\n# next\ntls:\n  cert: c\n',
  ],
  ['service:\n  host: h', 'service.api_key', '"k"', 'service:\n  host: h\n  api_key: "k"'],
  ['service:\n', 'service.api_key', '"k"', 'service:\n  api_key: "k"\n'],
  ['service: # c\n', 'service.api_key', '"k"', 'service: # c\n  api_key: "k"\n'],
  ['service: null # c\nb: 1\n', 'service.api_key', '"k"', 'service: # c\n  api_key: "k"\nb: 1\n'],
  ['service: null\n', 'service.api_key', '"k"', 'service:\n  api_key: "k"\n'],
  ['service: {}\n', 'service.api_key', '"k"', 'service: {api_key: "k"}\n'],
  ['service: { host: h }\n', 'service.api_key', '"k"', 'service: { host: h, api_key: "k" }\n'],
  ['service: { host: h, api_key: o }\n', 'service.api_key', '"k"', 'service: { host: h, api_key: "k" }\n'],
  [
    'service:\n  host: h\n',
    'cluster.p2p.port',
    '6335',
    'service:\n  host: h\ncluster:\n  p2p:\n    port: 6335\n',
  ],
  ['a: 1\r\nb: 2\r\n', 'c.d', '3', 'a: 1\r\nb: 2\r\nc:\r\n  d: 3\r\n'],
  ['\uFEFFa: 1\n', 'a', '2', '\uFEFFa: 2\n'],
  ['\uFEFFa: 1\n', 'b', '2', '\uFEFFa: 1\nb: 2\n'],
  ['a: &x old\nb: *x\n', 'a', 'new', 'a: &x new\nb: *x\n'],
  ['a: !!str 012\n', 'a', '"z"', 'a: "z"\n'],
  ['a:\nb: 1\n', 'a', '2', 'a: 2\nb: 1\n'],
  ['a: |\n  one\n  two\nb: 1\n', 'a', '"x"', 'a: "x"\nb: 1\n'],
  ["a: 'it''s'\n", 'a', '"x"', 'a: "x"\n'],
  ['a: "one\n  two"\nb: 1\n', 'a', '"x"', 'a: "x"\nb: 1\n'],
  ['service.api_key: old\n', 'service.api_key', '"k"', 'service.api_key: "k"\n'],
  ['a  : 1\n', 'a', '2', 'a  : 2\n'],
  ['a:\t1\n', 'a', '2', 'a:\t2\n'],
  ['a: # why\nb: 1\n', 'a', '2', 'a: 2 # why\nb: 1\n'],
  ['a: # why\n  x\nb: 1\n', 'a', '2', 'a: # why\n  2\nb: 1\n'],
  ['a:\n  x\nb: 1\n', 'a', '2', 'a:\n  2\nb: 1\n'],
  ['a:\r\n  x\r\nb: 1\r\n', 'a', '2', 'a:\r\n  2\r\nb: 1\r\n'],
  ['a: |\r\n  one\r\nb: 1\r\n', 'a', '2', 'a: 2\r\nb: 1\r\n'],
  ['s:\n  t:\n  u: 1\n', 's.t.v', '2', 's:\n  t:\n    v: 2\n  u: 1\n'],
  ['s:\n  t: null # c\n', 's.t.v.w', '2', 's:\n  t: # c\n    v:\n      w: 2\n'],
  ['s: null', 's.t', '2', 's:\n  t: 2'],
  ['s: # c', 's.t', '2', 's: # c\n  t: 2'],
  ['s:\r\n', 's.t', '2', 's:\r\n  t: 2\r\n'],
  ['\uFEFFs:\n', 's.t', '2', '\uFEFFs:\n  t: 2\n'],
  ['\uFEFF', 'a', '2', '\uFEFFa: 2\n'],
  ['# c\n', 'a', '2', '# c\na: 2\n'],
  ['\n# c', 'a', '2', '\n# c\na: 2\n'],
  ['# not --- a start, nor ... an end\n', 'a', '2', '# not --- a start, nor ... an end\na: 2\n'],
  ['a: {}\n', 'a.b.c.d', '2', 'a: {b: {c: {d: 2}}}\n'],
  ['a: { x: 1 }\n', 'a.b.c', '2', 'a: { x: 1, b: {c: 2} }\n'],
  ['{a: 1}\n', 'b', '2', '{a: 1, b: 2}\n'],
  ['a: 1\nb: { c: 1 }\n', 'b.c', '2', 'a: 1\nb: { c: 2 }\n'],
  ['s.t: 1\ns:\n  t: 3\n', 's.t', '2', 's.t: 2\ns:\n  t: 3\n'],
  ['service:\n  tls:\n  # c\n  host: h\n', 'service.host', '"k"', 'service:\n  tls:\n  # c\n  host: "k"\n'],
])('set %j %s', (text, path, value, expected) => {
  expect(set(text, path, value)).toBe(expected)
})

test.each([
  ['a: 1\nb: 2\nc: 3\n', 'b', 'a: 1\nc: 3\n'],
  ['a: 1\nb: 2 # c', 'b', 'a: 1\n'],
  ['s:\n  a: 1\n  b: |\n    x\n    y\n  c: 2\n', 's.b', 's:\n  a: 1\n  c: 2\n'],
  ['s:\n  a: 1\n', 's.a', 's:\n  {}\n'],
  ['s: { a: 1, b: 2 }\n', 's.a', 's: { b: 2 }\n'],
  ['s: { a: 1, b: 2 }\n', 's.b', 's: { a: 1 }\n'],
  ['s: { a: 1 }\n', 's.b', 's: { a: 1 }\n'],
  ['a: 1\n', 'x.y', 'a: 1\n'],
  ['a: 1\n', 'a', ''],
  ['\uFEFFa: 1\nb: 2\n', 'a', '\uFEFFb: 2\n'],
  ['s:\nb: 1\n', 's.a', 's:\nb: 1\n'],
  ['', 'a', ''],
  ['s: { a: 1 }\n', 's.a', 's: {  }\n'],
  ['s: { a: 1, b: 2, c: 3 }\n', 's.b', 's: { a: 1, c: 3 }\n'],
  ['s:\n  a:\n  b: 1\n', 's.a', 's:\n  b: 1\n'],
  ['s:\r\n  a: 1\r\n  b: 2\r\n', 's.a', 's:\r\n  b: 2\r\n'],
  ['s.a: 1\nb: 2\n', 's.a', 'b: 2\n'],
])('unset %j %s', (text, path, expected) => {
  expect(unset(text, path)).toBe(expected)
})

const BY_HAND = 'edit the file by hand, then run qdrant-auth config validate'

test.each([
  ['- a\n', 'a', 'the file is not a mapping'],
  ['abc\n', 'a', 'the file is not a mapping'],
  ['a: &x {b: 1}\nc: *x\n', 'c.b', 'c is an alias of &x: change it there'],
  ['s:\n  a: &x {b: 1}\n  c: *x\n', 's.c.b', 's.c is an alias of &x: change it there'],
  ['a: 1\n', 'a.b', 'a is not a mapping'],
  ['s: {t: [1]}\n', 's.t.b', 's.t is not a mapping'],
  ['a: [1]\n', 'a', 'a holds a table or list, not a single value'],
  ['s:\n  a: {}\n', 's.a', 's.a holds a table or list, not a single value'],
  ['---\n', 'a', 'the file is empty but for document markers'],
  ['# c\n...\n', 'a', 'the file is empty but for document markers'],
  ['? a\nb: 1\n', 'a', 'a stands behind a question mark, without a colon'],
  ['? a\nb: 1\n', 'a.c', 'a stands behind a question mark, without a colon'],
  ['? a.c\nb: 1\n', 'a.c', 'a.c stands behind a question mark, without a colon'],
])('set %j %s is refused: %s', (text, path, message) => {
  expect(refusal(() => set(text, path, '1'))).toEqual(['bad-value', message, BY_HAND])
})

test.each([
  ['a: 1\na: 2\n', 'line 2, column 1: Map keys must be unique'],
  [
    'a: [\n',
    'line 2, column 1: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
])('nothing is set in %j', (text, message) => {
  expect(refusal(() => set(text, 'a', '1'))).toEqual(['file-malformed', message, 'mend the YAML first'])
})

test('edits are made from the end, so that places stay what they were', () => {
  const edits = [
    { start: 0, end: 1, text: 'long' },
    { start: 2, end: 3, text: '' },
    { start: 3, end: 3, text: '!' },
  ]
  expect(applyEdits('abcd', edits)).toBe('longb!d')
})

const word = fc.stringMatching(/^[a-z]{1,5}$/)
const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 20 })),
  tree: fc.dictionary(
    word,
    fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('tree'), fc.array(tie('leaf'), { maxLength: 3 })),
    {
      minKeys: 1,
      maxKeys: 4,
    },
  ),
}))

/** Comments and blank lines strewn between the lines of a document, where YAML allows them. */
const strew = (text: string, seeds: readonly number[]) =>
  text
    .split('\n')
    .flatMap((line, index) =>
      /^[a-z]+:/.test(line) && (seeds[index % seeds.length] ?? 0) % 3 === 0 ? ['# note', '', line] : [line],
    )
    .join('\n')

test('set changes what is addressed and nothing else, in random documents', () => {
  fc.assert(
    fc.property(
      tree,
      fc.array(fc.nat(), { minLength: 1 }),
      word,
      word,
      fc.boolean(),
      (value, seeds, section, key, crlf) => {
        const lf = strew(stringify(value), seeds)
        const text = crlf ? lf.replaceAll('\n', '\r\n') : lf
        if (parseDocument(text).errors.length > 0) return
        const path = [section, key]
        let edits: ReturnType<typeof setValue>
        try {
          edits = setValue(text, path, '"NEW"')
        } catch {
          return
        }
        const result = applyEdits(text, edits)
        // The value is there, every other value is what it was …
        const expected = parse(text) as Record<string, Record<string, unknown>>
        expected[section] = { ...(expected[section] ?? {}), [key]: 'NEW' }
        expect(parse(result)).toEqual(expected)
        // … and every byte outside the edit is the same.
        for (const { start, end, text: insert } of edits) {
          expect(result.startsWith(text.slice(0, start))).toBe(true)
          expect(result.slice(start + insert.length)).toBe(text.slice(end))
          expect(insert.length).toBeLessThan(40)
        }
        expect(applyEdits(result, setValue(result, path, '"NEW"'))).toBe(result)
      },
    ),
    runsOf(2000),
  )
})
