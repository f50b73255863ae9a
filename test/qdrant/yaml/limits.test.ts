import { expect, test } from 'vitest'
import { readYaml } from '../../../src/qdrant/yaml/read.ts'

const MEGABYTE = 1 << 20
/** Below 1 in the runs against mutants, which make this forty times as slow. */
const SHARE = Math.min(1, Number(process.env.QDRANT_AUTH_RUNS ?? 1))
/** Of what is read to its end. */
const SOME = Math.round((1 << 18) * SHARE)

const BOMB = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
for (let level = 1; level < 12; level++)
  BOMB.push(
    `a${level}: &a${level} [${Array(10)
      .fill(`*a${level - 1}`)
      .join(', ')}]`,
  )

test.each([
  ['an alias bomb', `${BOMB.join('\n')}\n`, 'more than 100000 values'],
  ['nested lists', '- '.repeat(MEGABYTE / 4), 'more than 500 levels of nesting'],
  ['more than is read', ' '.repeat(65 * MEGABYTE), 'more than 67108864 characters'],
])('%s is beyond the limits', (_, text, message) => {
  expect(readYaml(text)).toEqual({ kind: 'limit', message })
})

test.skipIf(SHARE < 1).each([
  ['many entries', 'ab: c\n'.repeat(MEGABYTE / 4), 'more than 100000 values'],
  ['an open list', `[${'a,'.repeat(MEGABYTE / 4)}`, 'more than 400000 tokens in one collection'],
])('%s are beyond the limits', (_, text, message) => {
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
