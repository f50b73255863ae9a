import { expect, test } from 'vitest'
import { VERSION } from '../../src/version.ts'
import { manPages } from './man.ts'
import { markdown } from './markdown.ts'
import { describeAll, topics } from './tree.ts'

/** The command reference and the man pages are made from the command table. `npm run reference` writes them; here they are compared. */
const [all, subjects] = [await describeAll(), await topics()]
const pages = manPages(all, subjects, VERSION)
const root = new URL('../../', import.meta.url)
const path = (name: string) => new URL(name, root).pathname

test('docs/reference.md', async () => {
  await expect(markdown(all, subjects)).toMatchFileSnapshot(path('docs/reference.md'))
})

test.each(pages)('man/$name', async ({ name, text }) => {
  await expect(text).toMatchFileSnapshot(path(`man/${name}`))
})
