import { describe, expect, test } from 'vitest'
import type { YamlNode } from '../../../src/qdrant/yaml/node.ts'
import { readYaml } from '../../../src/qdrant/yaml/read.ts'

type Shown =
  | null
  | boolean
  | bigint
  | string
  | { real: string }
  | { bad: true }
  | Shown[]
  | { map: [Shown, Shown][] }

/** What makes no sense and counts as nothing. */
const BAD: Shown = { bad: true }

function shown(node: YamlNode): Shown {
  switch (node.kind) {
    case 'null':
      return null
    case 'bad':
      return BAD
    case 'real':
      return { real: node.value }
    case 'sequence':
      return node.items.map(shown)
    case 'mapping':
      return { map: node.entries.map(({ key, value }) => [shown(key), shown(value)]) }
    default:
      return node.value
  }
}

/** Texts with the documents in them, or the error: what yaml-rust2 0.11.0 printed for each. */
// biome-ignore format: one line a text
const TEXTS: Record<string, [text: string, documents: Shown[] | string][]> = {
  'keys and values': [
    ['a: 1\nb: two\n', [{ map: [['a', 1n], ['b', 'two']] }]],
    ['a:\n  b:\n  - c\n  - d\n', [{ map: [['a', { map: [['b', ['c', 'd']]] }]] }]],
    ['a:\n- b\n', [{ map: [['a', ['b']]] }]],
    ['- a: 1\n  b: 2\n-\n  c: 3\n', [[{ map: [['a', 1n], ['b', 2n]] }, { map: [['c', 3n]] }]]],
    ['? a\n: b\n', [{ map: [['a', 'b']] }]],
    ['? a\n', [{ map: [['a', null]] }]],
    ['? [x]\n: b\n', [{ map: [[['x'], 'b']] }]],
    ['a: b: c\n', 'mapping values are not allowed in this context at byte 4 line 1 column 5'],
    ['a : b\n', [{ map: [['a', 'b']] }]],
    ['a:b\n', ['a:b']],
    ['a:\n b: 1\n  c: 2\n', 'mapping values are not allowed in this context at byte 12 line 3 column 4'],
    ['"a": b\n', [{ map: [['a', 'b']] }]],
    ['a: - b\n', 'block sequence entries are not allowed in this context at byte 3 line 1 column 4'],
    ['- - a\n  - b\n', [[['a', 'b']]]],
    ['a\n b: c\n', 'mapping values are not allowed in this context at byte 4 line 2 column 3'],
    ['a:\nb\n', 'simple key expect \':\' at byte 5 line 3 column 1'],
    [': x\n', [{ map: [[null, 'x']] }]],
    ['{a, b: }\n', [{ map: [['a', null], ['b', null]] }]],
    ['{a: b, c}\n', [{ map: [['a', 'b'], ['c', null]] }]],
    ['{"a":b}\n', [{ map: [['a', 'b']] }]],
    ['{a:b}\n', [{ map: [['a:b', null]] }]],
    ['[a, b\n]\n', [['a', 'b']]],
    ['[a: b, {c: d}]\n', [[{ map: [['a', 'b']] }, { map: [['c', 'd']] }]]],
    ['[? a : b]\n', [[{ map: [['a', 'b']] }]]],
    ['[? : a]\n', 'while parsing a flow sequence, expected \',\' or \']\' at byte 5 line 1 column 6'],
    ['[a b: c]\n', [[{ map: [['a b', 'c']] }]]],
    ['["a":b]\n', [[{ map: [['a', 'b']] }]]],
    ['[a\n: b]\n', 'illegal placement of \':\' indicator at byte 3 line 2 column 1'],
    ['[a,,b]\n', 'while parsing a node, did not find expected node content at byte 3 line 1 column 4'],
    ['[-]\n', 'plain scalar cannot start with \'-\' followed by ,[]{} at byte 1 line 1 column 2'],
    ['[- a]\n', '"-" is only valid inside a block at byte 1 line 1 column 2'],
    ['{a: [}\n', 'while parsing a node, did not find expected node content at byte 5 line 1 column 6'],
    ['a: [\n', 'while parsing a node, did not find expected node content at byte 5 line 2 column 1'],
    ['a: {b: c\n', 'while parsing a flow mapping, did not find expected \',\' or \'}\' at byte 9 line 2 column 1'],
    [']\n', 'while parsing a node, did not find expected node content at byte 0 line 1 column 1'],
    ['a: ]\n', 'while parsing a node, did not find expected node content at byte 3 line 1 column 4'],
  ],
  'plain scalars': [
    ['k: a b  c\n', [{ map: [['k', 'a b  c']] }]],
    ['k: a\n  b\n\n  c\n', [{ map: [['k', 'a b\nc']] }]],
    ['k: a #b\n', [{ map: [['k', 'a']] }]],
    ['k: a#b\n', [{ map: [['k', 'a#b']] }]],
    ['k: a: b\n', 'mapping values are not allowed in this context at byte 4 line 1 column 5'],
    ['k: http://x:1/y\n', [{ map: [['k', 'http://x:1/y']] }]],
    ['k: -a\n', [{ map: [['k', '-a']] }]],
    ['k: ?a\n', [{ map: [['k', '?a']] }]],
    ['k: :a\n', [{ map: [['k', ':a']] }]],
    ['k: @a\n', 'unexpected character: `@\' at byte 3 line 1 column 4'],
    ['k: `a\n', 'unexpected character: ``\' at byte 3 line 1 column 4'],
    ['k: %a\n', 'unexpected character: `%\' at byte 3 line 1 column 4'],
    ['%a\n', 'did not find expected <document start> at byte 3 line 2 column 1'],
    ['k: a\n\tb\n', 'while scanning a plain scalar, found a tab at byte 3 line 1 column 4'],
    ['k: a\n \t\n b\n', [{ map: [['k', 'a\nb']] }]],
    ['k: |a\n', 'while scanning a block scalar, did not find expected comment or line break at byte 3 line 1 column 4'],
    ['k: a\\n\n', [{ map: [['k', 'a\\n']] }]],
    ['k: a,b\n', [{ map: [['k', 'a,b']] }]],
    ['[a,b]\n', [['a', 'b']]],
    ['k: a\n...\n', [{ map: [['k', 'a']] }]],
    ['k: a\n---\n', [{ map: [['k', 'a']] }, null]],
    ['a: b\n c\nd: e\n', [{ map: [['a', 'b c'], ['d', 'e']] }]],
    ['k: \u00a0x\n', [{ map: [['k', '\u00a0x']] }]],
    ['k: \u2028x\n', [{ map: [['k', '\u2028x']] }]],
    ['k: \ufeffx\n', [{ map: [['k', '\ufeffx']] }]],
  ],
  'meaning of plain scalars': [
    ['[null, ~, Null, NULL, nil]\n', [[null, null, 'Null', 'NULL', 'nil']]],
    ['[true, True, TRUE, tRue, yes, on]\n', [[true, true, true, 'tRue', 'yes', 'on']]],
    ['[0, -0, 012, +1, -1, +-1, ++1, 1_0]\n', [[0n, 0n, 12n, 1n, -1n, -1n, 1n, '1_0']]],
    ['[0x10, 0X10, 0xfF, 0x-1, 0x, 0xg, 0o17, 0o8, 0b1]\n', [[16n, '0X10', 255n, -1n, '0x', '0xg', 15n, '0o8', '0b1']]],
    ['[9223372036854775807, 9223372036854775808, -9223372036854775808, 0x8000000000000000]\n', [[9223372036854775807n, { real: '9223372036854775808' }, -9223372036854775808n, '0x8000000000000000']]],
    ['[1., .5, 1.5, 1e3, 1E+3, 5.e3, .e3, 1e, e1, 1.2.3]\n', [[{ real: '1.' }, { real: '.5' }, { real: '1.5' }, { real: '1e3' }, { real: '1E+3' }, { real: '5.e3' }, '.e3', '1e', 'e1', '1.2.3']]],
    ['[.inf, -.Inf, +.INF, .nan, inf, nan, Infinity]\n', [[{ real: '.inf' }, { real: '-.Inf' }, { real: '+.INF' }, { real: '.nan' }, 'inf', 'nan', 'Infinity']]],
    ['[1:30, 2001-01-01, 1 2]\n', [['1:30', '2001-01-01', '1 2']]],
  ],
  'quoted scalars': [
    ['k: "a\\tb\\x41\\u00e9\\U0001F600\\0\\e\\/\\N\\_\\L\\P"\n', [{ map: [['k', 'a\tbAé😀\0\u001b/\u0085\u00a0\u2028\u2029']] }]],
    ['k: "\\q"\n', 'while parsing a quoted scalar, found unknown escape character at byte 3 line 1 column 4'],
    ['k: "\\ud800"\n', 'while parsing a quoted scalar, found invalid Unicode character escape code at byte 3 line 1 column 4'],
    ['k: "\\u12"\n', 'while parsing a quoted scalar, did not find expected hexadecimal number at byte 3 line 1 column 4'],
    ['k: "a\n  b\n\n  c"\n', [{ map: [['k', 'a b\nc']] }]],
    ['k: "a\\\n  b"\n', [{ map: [['k', 'ab']] }]],
    ['k: "a \\\n\n  b"\n', [{ map: [['k', 'a \nb']] }]],
    ['k: "a"b\n', 'invalid trailing content after double-quoted scalar at byte 6 line 1 column 7'],
    ['k: "a" b\n', 'invalid trailing content after double-quoted scalar at byte 7 line 1 column 8'],
    ['k: "a" # b\n', [{ map: [['k', 'a']] }]],
    ['k: "a"#b\n', 'comments must be separated from other tokens by whitespace at byte 6 line 1 column 7'],
    ['k: \'it\'\'s\'\n', [{ map: [['k', 'it\'s']] }]],
    ['k: \'a\\n\'\n', [{ map: [['k', 'a\\n']] }]],
    ['k: \'a\n', 'while scanning a quoted scalar, found unexpected end of stream at byte 3 line 1 column 4'],
    ['k: "a\n---\n"\n', 'while scanning a quoted scalar, found unexpected document indicator at byte 3 line 1 column 4'],
    ['k: \'a\n  b\'\n', [{ map: [['k', 'a b']] }]],
    ['k:\n  \'a\n b\'\n', [{ map: [['k', 'a b']] }]],
    ['k: "a\nb"\n', 'invalid indentation in quoted scalar at byte 3 line 1 column 4'],
    ['k: ""\n', [{ map: [['k', '']] }]],
    ['"a\n b": c\n', 'invalid trailing content after double-quoted scalar at byte 6 line 2 column 4'],
    ['k: "\t a \t"\n', [{ map: [['k', '\t a \t']] }]],
  ],
  'block scalars': [
    ['k: |\n  a\n   b\n\n  c\n', [{ map: [['k', 'a\n b\n\nc\n']] }]],
    ['k: |-\n  a\n\n', [{ map: [['k', 'a']] }]],
    ['k: |+\n  a\n\n', [{ map: [['k', 'a\n\n']] }]],
    ['k: >\n  a\n  b\n\n  c\n   d\n  e\n', [{ map: [['k', 'a b\nc\n d\ne\n']] }]],
    ['k: |2\n    a\n', [{ map: [['k', '  a\n']] }]],
    ['k: |1-\n a\n', [{ map: [['k', 'a']] }]],
    ['k: |0\n  a\n', 'while scanning a block scalar, found an indentation indicator equal to 0 at byte 3 line 1 column 4'],
    ['k: | # c\n  a\n', [{ map: [['k', 'a\n']] }]],
    ['k: |#c\n  a\n', 'comments must be separated from other tokens by whitespace at byte 4 line 1 column 5'],
    ['k: |x\n', 'while scanning a block scalar, did not find expected comment or line break at byte 3 line 1 column 4'],
    ['k: |\na\n', 'simple key expect \':\' at byte 7 line 3 column 1'],
    ['k: |\n\n', [{ map: [['k', '\n']] }]],
    ['k: |\n', [{ map: [['k', '\n']] }]],
    ['k: |', [{ map: [['k', '']] }]],
    ['k: |+\n\n', [{ map: [['k', '\n']] }]],
    ['|\nfoo\nbar\n', ['foo\nbar\n']],
    ['k: |\n\ta\n', 'a block scalar content cannot start with a tab at byte 3 line 1 column 4'],
    ['k: |\n    a\n  b\n', 'while parsing a block mapping, did not find expected key at byte 13 line 3 column 3'],
    ['k: |\n  é\n  long line with an é in it\n b: c\n', 'while parsing a block mapping, did not find expected key at byte 40 line 4 column 3'],
    ['k: >-\n\n  a\n', [{ map: [['k', '\na']] }]],
    ['- |\n a\n- b\n', [['a\n', 'b']]],
  ],
  'tags': [
    ['k: !!str 5\n', [{ map: [['k', '5']] }]],
    ['k: !!int 5\n', [{ map: [['k', 5n]] }]],
    ['k: !!int x\n', [{ map: [['k', BAD]] }]],
    ['k: !!int 0x5\n', [{ map: [['k', BAD]] }]],
    ['k: !!bool true\n', [{ map: [['k', true]] }]],
    ['k: !!bool yes\n', [{ map: [['k', BAD]] }]],
    ['k: !!float 5\n', [{ map: [['k', { real: '5' }]] }]],
    ['k: !!float x\n', [{ map: [['k', BAD]] }]],
    ['k: !!null null\n', [{ map: [['k', null]] }]],
    ['k: !!null ""\n', [{ map: [['k', '']] }]],
    ['k: !!null x\n', [{ map: [['k', BAD]] }]],
    ['k: !!binary YQ==\n', [{ map: [['k', 'YQ==']] }]],
    ['k: !foo 5\n', [{ map: [['k', '5']] }]],
    ['k: !foo\n', [{ map: [['k', '']] }]],
    ['k: !\n', [{ map: [['k', '']] }]],
    ['k: ! 5\n', [{ map: [['k', '5']] }]],
    ['k: !!\n', 'while parsing a tag, did not find expected tag URI at byte 3 line 1 column 4'],
    ['k: !e!x 5\n', 'the handle wasn\'t declared at byte 3 line 1 column 4'],
    ['k: !<tag:yaml.org,2002:int> 5\n', [{ map: [['k', '5']] }]],
    ['k: !<x\n', 'while scanning a verbatim tag, did not find the expected \'>\' at byte 3 line 1 column 4'],
    ['k: !%41 5\n', [{ map: [['k', '5']] }]],
    ['k: !%zz 5\n', 'while parsing a tag, did not find URI escaped octet at byte 3 line 1 column 4'],
    ['k: !!int "5"\n', [{ map: [['k', '5']] }]],
    ['!!map {a: 1}\n', [{ map: [['a', 1n]] }]],
    ['%TAG ! tag:yaml.org,2002:\n---\nk: !int 5\n', [{ map: [['k', 5n]] }]],
    ['%TAG !! tag:x:\n---\nk: !!int 5\n', [{ map: [['k', '5']] }]],
    ['%TAG !e! tag:x:\n---\nk: !e!int 5\n', [{ map: [['k', '5']] }]],
    ['%TAG !e! tag:x:\n%YAML 1.2\n---\nk: !e!int 5\n', 'the handle wasn\'t declared at byte 33 line 4 column 4'],
    ['%TAG !e tag:x:\n---\nk: 1\n', 'while parsing a tag directive, did not find expected \'!\' at byte 0 line 1 column 1'],
    ['!!int x: 1\ny: 2\nz: 3\n', [{ map: [[1n, 'y'], [2n, 'z']] }]],
  ],
  'anchors': [
    ['a: &x 1\nb: *x\n', [{ map: [['a', 1n], ['b', 1n]] }]],
    ['a: *x\n', 'while parsing node, found unknown anchor at byte 3 line 1 column 4'],
    ['a: &x\nb: *x\n', [{ map: [['a', null], ['b', null]] }]],
    ['a: &x {b: *x}\n', [{ map: [['a', { map: [['b', BAD]] }]] }]],
    ['a: &x 1\nb: &x 2\nc: *x\n', [{ map: [['a', 1n], ['b', 2n], ['c', 2n]] }]],
    ['&x a: b\nc: *x\n', [{ map: [['a', 'b'], ['c', 'a']] }]],
    ['a: &x k\n*x : v\n', [{ map: [['a', 'k'], ['k', 'v']] }]],
    ['a: &x k\n*x: v\n', 'simple key expect \':\' at byte 14 line 3 column 1'],
    ['a: & b\n', 'while scanning an anchor or alias, did not find expected alphabetic or numeric character at byte 3 line 1 column 4'],
    ['a: &x &y b\n', 'while parsing a block mapping, did not find expected key at byte 6 line 1 column 7'],
    ['a: &x !t b\n', [{ map: [['a', 'b']] }]],
    ['a: !t &x b\n', [{ map: [['a', 'b']] }]],
    ['a: &x *x\n', 'while parsing a block mapping, did not find expected key at byte 6 line 1 column 7'],
    ['a: &x [1]\nb: *x\n', [{ map: [['a', [1n]], ['b', [1n]]] }]],
    ['<<: {a: 1}\nb: 2\n', [{ map: [['<<', { map: [['a', 1n]] }], ['b', 2n]] }]],
    ['&x\n- a\n', [['a']]],
    ['a:\n- &x b\n- *x\n', [{ map: [['a', ['b', 'b']]] }]],
  ],
  'documents': [
    ['', []],
    ['\n', []],
    ['# c\n', []],
    ['---\n', [null]],
    ['...\n', []],
    ['--- a\n', ['a']],
    ['---\na: 1\n...\n', [{ map: [['a', 1n]] }]],
    ['a: 1\n---\nb: 2\n', [{ map: [['a', 1n]] }, { map: [['b', 2n]] }]],
    ['a: 1\n...\nb: 2\n', [{ map: [['a', 1n]] }, { map: [['b', 2n]] }]],
    ['---\n---\n', [null, null]],
    ['a: 1\n... # c\n', [{ map: [['a', 1n]] }]],
    ['a: 1\n... x\n', 'invalid content after document end marker at byte 9 line 2 column 5'],
    ['%YAML 1.2\na: 1\n', 'did not find expected <document start> at byte 10 line 2 column 1'],
    ['%YAML 1.2\n---\na: 1\n', [{ map: [['a', 1n]] }]],
    ['%YAML 1\n---\n', 'while scanning a YAML directive, did not find expected digit or \'.\' character at byte 0 line 1 column 1'],
    ['%YAML 1.2\n%YAML 1.2\n---\na: 1\n', 'duplicate version directive at byte 10 line 2 column 1'],
    ['%YAML 1.1234567890\n---\n', 'while scanning a YAML directive, found extremely long version number at byte 0 line 1 column 1'],
    ['%FOO bar\n---\na: 1\n', [{ map: [['a', 1n]] }]],
    ['a: 1\n%YAML 1.2\n---\n', 'missing explicit document end marker before directive at byte 5 line 2 column 1'],
    ['a: 1\nb\n', 'simple key expect \':\' at byte 7 line 3 column 1'],
    ['a: 1\n- b\n', 'while parsing a block mapping, did not find expected key at byte 7 line 2 column 3'],
    ['- a\nb: 1\n', 'while parsing a block collection, did not find expected \'-\' indicator at byte 4 line 2 column 1'],
    ['a\nb\n', ['a b']],
    ['  a: 1\n', [{ map: [['a', 1n]] }]],
    ['  a: 1\n b: 2\n', 'did not find expected <document start> at byte 9 line 2 column 3'],
    ['a: 1\n\0b: 2\n', [{ map: [['a', 1n]] }]],
    ['\ta: 1\n', [{ map: [['a', 1n]] }]],
    ['a:\n\tb: 1\n', 'tabs disallowed within this context (block indentation) at byte 4 line 2 column 2'],
    ['a:\n \tb: 1\n', [{ map: [['a', { map: [['b', 1n]] }]] }]],
    ['a:\n\t\n  b: 1\n', [{ map: [['a', { map: [['b', 1n]] }]] }]],
    ['a:\tb\n', '\':\' must be followed by a valid YAML whitespace at byte 3 line 1 column 4'],
    ['a:\t- b\n', '\':\' must be followed by a valid YAML whitespace at byte 3 line 1 column 4'],
    ['-\ta\n', [['a']]],
    ['-\t- a\n', '\'-\' must be followed by a valid YAML whitespace at byte 2 line 1 column 3'],
    ['?\ta\n', 'expected whitespace at byte 1 line 1 column 2'],
    ['a: 1\r\nb: 2\r\n', [{ map: [['a', 1n], ['b', 2n]] }]],
    ['a: 1\rb: 2\r', [{ map: [['a', 1n], ['b', 2n]] }]],
    ['😀: [x]: y\n', 'mapping values are not allowed in this context at byte 6 line 1 column 7'],
    ['a: "😀" b\n', 'invalid trailing content after double-quoted scalar at byte 7 line 1 column 8'],
  ],
  'repeated keys': [
    ['a: 1\na: 2\n', 'String("a"): duplicated key in mapping at byte 8 line 2 column 4'],
    ['{a: 1, a: 2}\n', 'String("a"): duplicated key in mapping at byte 10 line 1 column 11'],
    ['1: a\n"1": b\n', [{ map: [[1n, 'a'], ['1', 'b']] }]],
    ['1: a\n01: b\n', 'Integer(1): duplicated key in mapping at byte 9 line 2 column 5'],
    ['1.0: a\n1.00: b\n', [{ map: [[{ real: '1.0' }, 'a'], [{ real: '1.00' }, 'b']] }]],
    ['~: a\nnull: b\n', 'Null: duplicated key in mapping at byte 11 line 2 column 7'],
    ['[a]: 1\n[a]: 2\n', 'Array([String("a")]): duplicated key in mapping at byte 12 line 2 column 6'],
    ['{x: 1}: 1\n{x: 1}: 2\n', 'Hash({String("x"): Integer(1)}): duplicated key in mapping at byte 18 line 2 column 9'],
    ['{}: 1\n[]: 2\n', [{ map: [[{ map: [] }, 1n], [[], 2n]] }]],
    ['a: {b: 1, b: 2}\n', 'String("b"): duplicated key in mapping at byte 13 line 1 column 14'],
    ['a: 1\na: [\n', 'while parsing a node, did not find expected node content at byte 10 line 3 column 1'],
    ['true: 1\n"true": 2\n', [{ map: [[true, 1n], ['true', 2n]] }]],
    ['é"\u0007\u200b: 1\né"\u0007\u200b: 2\n', 'String("é\\"\\u{7}\\u{200b}"): duplicated key in mapping at byte 14 line 2 column 7'],
  ],

}

describe.each(Object.entries(TEXTS))('%s', (_, texts) => {
  test.each(texts)('%j', (text, expected) => {
    const result = readYaml(text)
    expect(result.kind).not.toBe('limit')
    if (result.kind === 'documents') expect(result.documents.map(shown)).toEqual(expected)
    if (result.kind === 'error') expect(result.text).toBe(expected)
  })
})
