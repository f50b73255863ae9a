import { expect, test } from 'vitest'
import { parseYaml, parseYamlList } from '../../src/config/yaml-list.ts'
import { refusal } from '../support/refusal.ts'

const malformed = (reason: string) => ['file-malformed', `the YAML cannot be read: ${reason}`]

test('a list of values', () => {
  expect(parseYamlList('- a\n- { b: 1 }\n- [null, true]\n')).toEqual(['a', { b: 1 }, [null, true]])
  expect(parseYaml('a: &x 1\nb: *x\n')).toEqual({ a: 1, b: 1 })
})

test.each([
  ['a: 1\n', 'it is not a list'],
  ['', 'it is not a list'],
])('no list: %j', (text, reason) => {
  expect(refusal(() => parseYamlList(text))).toEqual(malformed(reason))
})

test.each([
  [
    'a: 1\nb: [\n',
    'line 3: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a: 1\na: 2\n', 'line 2: Map keys must be unique'],
  ['a: *b\n', 'an alias names nothing, or there are more of them than anybody needs'],
  // Ended the tool with an overflow of the stack.
  ['&a [*a]\n', 'an alias stands within what it names'],
  ['a: &x { b: { c: [1, *x] } }\n', 'an alias stands within what it names'],
])('no YAML: %j', (text, reason) => {
  expect(refusal(() => parseYaml(text))).toEqual(malformed(reason))
})

test('a small file cannot become a large one', () => {
  const levels = Array.from(
    { length: 12 },
    (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]\n`,
  )
  expect(refusal(() => parseYaml(`a0: &a0 [x]\n${levels.join('')}`))).toEqual(
    malformed('an alias names nothing, or there are more of them than anybody needs'),
  )
  expect(refusal(() => parseYaml('['.repeat(200)))).toEqual([
    'file-malformed',
    'the YAML is nested more than 100 levels deep',
  ])
})
