import { expect, test } from 'vitest'
import { logFilter } from '../../../src/qdrant/config/log.ts'

const LEVEL =
  'error parsing level filter: expected one of "off", "error", "warn", "info", "debug", "trace", or a number 0-5'
const DIRECTIVE = 'invalid filter directive'

// What tracing-subscriber 0.3.23 said to each directive.
test.each([
  ['qdrant=9', LEVEL],
  ['qdrant=warning', LEVEL],
  ['qdrant=01x', LEVEL],
  ['a= warn', LEVEL],
  [' a=warn', LEVEL],
  ['[s]=', undefined],
  ['[s]=warn', undefined],
  ['[s]=b', LEVEL],
  ['[s]= ', LEVEL],
  [' [s]=1', LEVEL],
  ['a[s]=1x', LEVEL],
  ['a[s]', undefined],
  ['a[s] ', undefined],
  ['a[{f}]', undefined],
  ['a[s{f=1}]=2', undefined],
  ['[s{f}', DIRECTIVE],
  ['[s{}]', DIRECTIVE],
  ['[s{f}x]', DIRECTIVE],
  ['[s]x', DIRECTIVE],
  ['[s', DIRECTIVE],
  ['a[', DIRECTIVE],
  ['[]', undefined],
  ['[a[b]', undefined],
  [' ', DIRECTIVE],
  ['=warn', DIRECTIVE],
  ['/x', DIRECTIVE],
  ['.', DIRECTIVE],
  ['-x', undefined],
  ['_', undefined],
  [':', undefined],
  ['é', undefined],
  ['qdrant=+03', undefined],
  ['qdrant=', undefined],
  ['a=b=c', LEVEL],
])('%j: %s', (directive, complaint) => {
  const complaints = complaint === undefined ? [] : [`ignoring \`${directive}\`: ${complaint}`]
  expect(logFilter(directive).complaints).toEqual(complaints)
})

test('each part is complained about, empty ones are not', () => {
  expect(logFilter(',x=y,,warn,=1,').complaints).toEqual([
    `ignoring \`x=y\`: ${LEVEL}`,
    `ignoring \`=1\`: ${DIRECTIVE}`,
  ])
})

// The longest name that a target begins with decides, of equals the last; without a level it lets everything through.
test.each([
  ['qdrant', 'qdrant::tonic', 'TRACE', true],
  ['qdrant=', 'qdrant', 'TRACE', true],
  ['qdrant', 'storage', 'DEBUG', false],
  ['+003', 'storage', 'INFO', true],
  ['+003', 'storage', 'DEBUG', false],
  ['10', 'storage', 'DEBUG', false],
  ['qdrant::tonic=error,qdrant=debug', 'qdrant::tonic', 'WARN', false],
  ['qdrant::tonic=error,qdrant=debug', 'qdrant::actix', 'DEBUG', true],
  ['qdrant=error,qdrant=warn', 'qdrant', 'WARN', true],
  ['tonic=off', 'qdrant::tonic', 'INFO', true],
  ['warn,[s]=off', 'qdrant', 'WARN', true],
] as const)('%j and a line of %s, %s: shown %s', (directives, target, level, shown) => {
  expect(logFilter(directives).shows({ level, target, text: '' })).toBe(shown)
})
