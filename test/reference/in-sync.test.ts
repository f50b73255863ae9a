import { expect, test } from 'vitest'
import { VERSION } from '../../src/version.ts'
import { bash } from './bash.ts'
import { placesOf } from './completion.ts'
import { fish } from './fish.ts'
import { manPages } from './man.ts'
import { markdown } from './markdown.ts'
import { powershell } from './powershell.ts'
import { describeAll, topics } from './tree.ts'
import { zsh } from './zsh.ts'

/**
 * The command reference, the man pages and the completions are made from the command table. `npm run reference` writes
 * them; here they are compared.
 */
const [all, subjects] = [await describeAll(), await topics()]
const places = placesOf(all, subjects)
const pages = manPages(all, subjects, VERSION)
const root = new URL('../../', import.meta.url)
const path = (name: string) => new URL(name, root).pathname

test('docs/reference.md', async () => {
  await expect(markdown(all, subjects)).toMatchFileSnapshot(path('docs/reference.md'))
})

test.each(pages)('man/$name', async ({ name, text }) => {
  await expect(text).toMatchFileSnapshot(path(`man/${name}`))
})

test.each([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
  ['ps1', powershell],
])('templates/completion/qdrant-auth.%s', async (ending, script) => {
  await expect(script(places)).toMatchFileSnapshot(path(`templates/completion/qdrant-auth.${ending}`))
})
