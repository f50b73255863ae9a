import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeAll } from './tree.ts'

const all = await describeAll()
const path = (name: string) => new URL(`../../${name}`, import.meta.url).pathname

test('there is no man page of a command that is gone, and package.json names each', () => {
  const names = all
    .map(({ path }) => `${['qdrant-auth', ...path.split(' ')].filter(Boolean).join('-')}.1`)
    .sort()
  expect(readdirSync(path('man')).sort()).toEqual(names)
  const { man, files } = JSON.parse(readFileSync(path('package.json'), 'utf8'))
  expect(man).toEqual(names.map((name) => `./man/${name}`))
  expect(files).toContain('man')
})

test('every command of the table is in the reference', () => {
  const text = readFileSync(path('docs/reference.md'), 'utf8')
  for (const { path: name } of all) expect(text).toContain(`\n## ${name || 'qdrant-auth'}\n`)
})
