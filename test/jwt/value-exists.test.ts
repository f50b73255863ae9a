import { expect, test } from 'vitest'
import { parseGuard } from '../../src/jwt/value-exists.ts'

test.each<[string, string, string, string | number | boolean]>([
  ['g:k=v', 'g', 'k', 'v'],
  ['g:k=', 'g', 'k', ''],
  ['g:k=a=b:c', 'g', 'k', 'a=b:c'],
  ['g:a:b=c', 'g', 'a:b', 'c'],
  ['g=h:k=v', 'g=h', 'k', 'v'],
  ['g:k=two\nlines', 'g', 'k', 'two\nlines'],
  ['g:k=7', 'g', 'k', 7],
  ['g:k=-12', 'g', 'k', -12],
  ['g:k=9007199254740991', 'g', 'k', 9007199254740991],
  ['g:k=1.5', 'g', 'k', '1.5'],
  ['g:k=7a', 'g', 'k', '7a'],
  ['g:k=a7', 'g', 'k', 'a7'],
  ['g:k=true', 'g', 'k', true],
  ['g:k=false', 'g', 'k', false],
  ['g:k=True', 'g', 'k', 'True'],
  ['g:k="7"', 'g', 'k', '7'],
  ['g:k="true"', 'g', 'k', 'true'],
  ['g:k="a\nb"', 'g', 'k', 'a\nb'],
  ['g:k="a', 'g', 'k', '"a'],
  ['g:k=a"', 'g', 'k', 'a"'],
  ['g:k=x"a"', 'g', 'k', 'x"a"'],
  ['g:k="a"x', 'g', 'k', '"a"x'],
])('--value-exists %j', (text, collection, key, value) => {
  expect(parseGuard([text])).toEqual({ collection, matches: [{ key, value }] })
})

test('several values of one collection, and none at all', () => {
  expect(parseGuard(['g:k=7', 'g:"odd key"="7"'])).toEqual({
    collection: 'g',
    matches: [
      { key: 'k', value: 7 },
      { key: '"odd key"', value: '7' },
    ],
  })
  expect(parseGuard([])).toBeUndefined()
})

test.each(['', 'g', 'g:', 'g:k', ':k=v', 'g:=v', 'k=v', 'k=v:'])(
  '--value-exists %j has no such form',
  (text) => {
    expect(() => parseGuard([text])).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: `--value-exists ${JSON.stringify(text)} is not COLLECTION:KEY=VALUE`,
      }),
    )
  },
)

test('a token can name one collection', () => {
  expect(() => parseGuard(['a:k=v', 'a:l=v', 'b:k=v'])).toThrow(
    expect.objectContaining({
      code: 'usage',
      message: '--value-exists names several collections, and a token can name one',
    }),
  )
})

// 2^53 + 1: JSON would carry another number.
test.each(['9007199254740993', '-9007199254740993'])('%s is no number here', (digits) => {
  expect(() => parseGuard([`g:k=${digits}`])).toThrow(
    expect.objectContaining({
      code: 'bad-value',
      message: `${digits} has too many digits for a number here`,
      hints: [`write "${digits}" to mean text`],
    }),
  )
})
