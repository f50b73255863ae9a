import { expect, test } from 'vitest'
import { readYaml } from '../../../src/qdrant/yaml/read.ts'

const MEGABYTE = 1 << 20
/** Of what is read to its end. */
const SOME = 1 << 18

const BOMB = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
for (let level = 1; level < 12; level++)
  BOMB.push(
    `a${level}: &a${level} [${Array(10)
      .fill(`*a${level - 1}`)
      .join(', ')}]`,
  )

test.each([
  ['an alias bomb', `${BOMB.join('\n')}\n`, 'more than 100000 values'],
  ['many entries', 'ab: c\n'.repeat(SOME), 'more than 100000 values'],
  ['nested lists', '- '.repeat(SOME), 'more than 500 levels of nesting'],
  ['an open list', `[${'a,'.repeat(SOME)}`, 'more than 400000 tokens in one collection'],
  ['more than is read', ' '.repeat(65 * MEGABYTE), 'more than 67108864 characters'],
])('%s is beyond the limits', (_, text, message) => {
  expect(readYaml(text)).toEqual({ kind: 'limit', message })
})

test.each([
  ['one long text', `k: "${'a'.repeat(10 * SOME)}"\n`],
  ['many words', `k: ${'a b '.repeat(2 * SOME)}\n`],
  ['many lines', `k: |\n${'  aaa\n'.repeat(SOME)}`],
  ['many escapes', `k: '${"a''".repeat(2 * SOME)}'\n`],
  ['many comments', '# x\n'.repeat(2 * SOME)],
  ['nothing but NUL', '\0'.repeat(MEGABYTE)],
])('%s is read in time', (_, text) => {
  expect(readYaml(text).kind).toBe('documents')
})
