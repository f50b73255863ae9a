import { expect, test } from 'vitest'
import { expandPatterns, parseCollectionList } from '../../src/jwt/collections.ts'

test.each([
  ['b\na\n\na\r\n', ['a', 'b']],
  ['["b", "a"]', ['a', 'b']],
  ['{"result":{"collections":[{"name":"b"},{"name":"a"}]},"status":"ok"}', ['a', 'b']],
  ['', []],
])('%j', (text, names) => {
  expect(parseCollectionList(text)).toEqual(names)
})

test.each(['{', '{"result":{}}', '[1]', '[{"x":1}]'])('%j is refused', (text) => {
  expect(() => parseCollectionList(text)).toThrow()
})

const NAMES = ['team-a', 'team-b', 'docs', 'team.c', 'x']

test.each([
  [{ 'team-*': 'read' }, { 'team-a': 'read', 'team-b': 'read' }],
  [
    { '*': 'read', docs: 'points' },
    { docs: 'points', 'team-a': 'read', 'team-b': 'read', 'team.c': 'read', x: 'read' },
  ],
  [{ '?': 'read' }, { x: 'read' }],
  [{ 'team.?': 'read' }, { 'team.c': 'read' }],
  [{ new: 'read' }, { new: 'read' }],
])('%j', (collections, expanded) => {
  expect(expandPatterns(collections, NAMES)).toEqual(expanded)
})

test('what a pattern cannot be', () => {
  expect(() => expandPatterns({ 'z*': 'read' }, NAMES)).toThrow('no collection of the list matches "z*"')
  expect(() => expandPatterns({ 'team-*': 'read', '*-a': 'points' }, NAMES)).toThrow(
    'two patterns give team-a different levels',
  )
})
