import { expect, test } from 'vitest'
import type { YamlNode } from '../../../src/qdrant/yaml/node.ts'
import { decodeText, readYaml } from '../../../src/qdrant/yaml/read.ts'

function rootOf(text: string): YamlNode {
  const result = readYaml(text)
  const root = result.kind === 'documents' ? result.documents[0] : undefined
  if (root === undefined) throw new Error('no document')
  return root
}

/** The text of every node, outermost first. */
function spans(text: string, node: YamlNode = rootOf(text)): string[] {
  const own = text.slice(node.start.offset, node.end)
  if (node.kind === 'sequence') return [own, ...node.items.flatMap((item) => spans(text, item))]
  if (node.kind === 'mapping')
    return [own, ...node.entries.flatMap(({ key, value }) => [...spans(text, key), ...spans(text, value)])]
  return [own]
}

test.each([
  ['a: b c  # d\n', ['a: b c', 'a', 'b c']],
  ['a: "b"   \n', ['a: "b"', 'a', '"b"']],
  ["a: 'b\n c'\n", ["a: 'b\n c'", 'a', "'b\n c'"]],
  ['a:\n', ['a:', 'a', '']],
  ['a: &x !t b\nc: *x\n', ['a: &x !t b\nc: *x', 'a', '&x !t b', 'c', '*x']],
  ['a: [b, {c: d}]  # e\n', ['a: [b, {c: d}]', 'a', '[b, {c: d}]', 'b', '{c: d}', 'c', 'd']],
  ['a:\n  - b\n  - c\n\nd: e\n', ['a:\n  - b\n  - c\n\nd: e', 'a', '- b\n  - c', 'b', 'c', 'd', 'e']],
  ['a: |\n  b\n  c\n\n', ['a: |\n  b\n  c', 'a', 'b\n  c']],
  ['a: b\n  c\n', ['a: b\n  c', 'a', 'b\n  c']],
])('the places of %j', (text, expected) => {
  expect(spans(text)).toEqual(expected)
})

test('a place counts characters, not UTF-16 units', () => {
  const root = rootOf('x: 1\n"😀": é\n')
  const value = root.kind === 'mapping' ? root.entries[1]?.value : undefined
  expect(value?.start).toEqual({ offset: 11, index: 10, line: 2, column: 5 })
})

test('an alias keeps the place of what it names', () => {
  const root = rootOf('a: &x 1\nb: *x\n')
  const value = root.kind === 'mapping' ? root.entries[1]?.value : undefined
  expect(value?.start.line).toBe(2)
  expect(value?.original?.start.line).toBe(1)
})

test.each([
  ['one byte order mark is dropped', 'efbbbf61', 'a'],
  ['a second one stays', 'efbbbfefbbbf61', '\ufeffa'],
  ['a broken sequence is one replacement', '61f09f9422', 'a\ufffd"'],
  ['each byte that begins nothing is one', '6180ff62', 'a\ufffd\ufffdb'],
])('%s', (_, hex, text) => {
  expect(decodeText(Buffer.from(hex, 'hex'))).toBe(text)
})
