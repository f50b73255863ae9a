import { expect, test } from 'vitest'
import { QdrantAuthError } from '../../src/errors.ts'
import { expandPatterns, parseCollectionList } from '../../src/jwt/collections.ts'

test.each([
  ['b\na\n\na\r\n', ['a', 'b']],
  ['["b", "a"]', ['a', 'b']],
  ['{"result":{"collections":[{"name":"b"},{"name":"a"}]},"status":"ok"}', ['a', 'b']],
  ['', []],
  [' b \r\n\ta\n', ['a', 'b']],
  ['\n [" b ", "", {"name":"a"}]', ['a', 'b']],
  ['a[1]\n{x}', ['a[1]', '{x}']],
])('%j', (text, names) => {
  expect(parseCollectionList(text)).toEqual(names)
})

const NEITHER = 'the list of collections is neither names nor an answer to GET /collections'

test.each([
  ['{', 'the list of collections is not JSON'],
  ['[a]', 'the list of collections is not JSON'],
  ['{"result":{}}', NEITHER],
  ['{"result":null}', NEITHER],
  ['{"result":{"collections":{"a":1}}}', NEITHER],
  ['[1]', NEITHER],
  ['[null]', NEITHER],
  ['["a",{"x":1}]', NEITHER],
])('%j is refused', (text, message) => {
  expect(() => parseCollectionList(text)).toThrow(new QdrantAuthError('file-malformed', message))
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
  [
    { 'team-*': 'read', '*-a': 'read' },
    { 'team-a': 'read', 'team-b': 'read' },
  ],
])('%j', (collections, expanded) => {
  expect(expandPatterns(collections, NAMES)).toEqual(expanded)
})

// Each name, and the pattern behind it, is for one letter that patterns elsewhere give a meaning.
test.each([
  ['a.c', 'abc', 'a.?'],
  ['a+c', 'aac', 'a+?'],
  ['a(c)', 'ac', 'a(?)'],
  ['a[bc]', 'ab', 'a[*]'],
  ['a{1}', 'a', '?{1}'],
  ['a|c', 'a', 'a|?'],
  ['^ac', 'ac', '^?c'],
  ['ac$', 'ac', 'a?$'],
  ['a\\d', 'a1', '?\\d'],
])('of %j and %j the pattern %j is for the first', (name, other, pattern) => {
  expect(expandPatterns({ [pattern]: 'read' }, [name, other])).toEqual({ [name]: 'read' })
})

test('a star is any text, a question mark one character of any kind, and both are for whole names', () => {
  const names = ['', 'a', 'ab', '\ud83d\ude00', '\n', 'xa']
  const matching = (pattern: string) => Object.keys(expandPatterns({ [pattern]: 'read' }, names))
  expect(matching('*')).toEqual(names)
  expect(matching('?')).toEqual(['a', '\ud83d\ude00', '\n'])
  expect(matching('a*')).toEqual(['a', 'ab'])
  expect(matching('*a')).toEqual(['a', 'xa'])
  expect(matching('??')).toEqual(['ab', 'xa'])
})

// Names that every object of JavaScript has were left out in silence once.
test('a collection may be called anything', () => {
  const names = ['constructor', '__proto__', 'docs']
  expect(Object.entries(expandPatterns({ '*': 'read' }, names))).toEqual([
    ['constructor', 'read'],
    ['__proto__', 'read'],
    ['docs', 'read'],
  ])
})

test('what a pattern cannot be', () => {
  const refused = (collections: Record<string, string>, message: string) =>
    expect(() => expandPatterns(collections, NAMES)).toThrow(new QdrantAuthError('bad-value', message))
  refused({ 'z*': 'read' }, 'no collection of the list matches "z*"')
  refused({ 'team-*': 'read', '*-a': 'points' }, 'two patterns give team-a different levels')
  // Nothing is left for the pattern: the name itself has a level.
  refused({ docs: 'read', 'doc?': 'points' }, 'no collection of the list matches "doc?"')
})
