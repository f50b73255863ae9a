import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeAll } from '../reference/tree.ts'

const at = (path: string) => new URL(`../../${path}`, import.meta.url)

test('no flag takes a secret: those that name one take a file, a variable, a word of few, or nothing', async () => {
  const named = (await describeAll()).flatMap(({ path, options }) =>
    options
      .filter(({ long = '' }) => /key|token|secret|passphrase|password|credential/.test(long))
      .map(({ long, value, choices }) => ({ path, long, value, choices })),
  )
  expect(named.length).toBeGreaterThan(20)
  const wrong = named.filter(
    ({ value, choices, long }) =>
      !['', '<file>', '[file]', '<name>'].includes(value) &&
      choices.length === 0 &&
      long !== '--rate-per-key',
  )
  expect(wrong).toEqual([])
})

test('what README.md links to is there', () => {
  const text = readFileSync(at('README.md'), 'utf8')
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path)
  expect(links.filter((path) => path.startsWith('test/')).length).toBeGreaterThanOrEqual(6)
  expect(links.filter((path) => !existsSync(at(path)))).toEqual([])
})
