import { expect, test } from 'vitest'
import { validateNodes } from '../../src/config/validate.ts'
import { KEY, requestOf } from './fixture.ts'

/** What is said of nodes that each have a config of their own; of one server where there is none. */
async function said(configs: Record<string, string>, alone = ''): Promise<string[]> {
  const { findings } = await validateNodes(Object.keys(configs), (node) =>
    requestOf({ config: configs[node ?? ''] ?? alone, only: ['foreign-key', 'short-key'] }),
  )
  return findings.map(({ message }) => message)
}
const GOOD = `service: { host: "::1", api_key: "${KEY}" }\n`
const foreign = (name: string) => `Qdrant does not know ${name} and ignores it`

test('what holds for every node is said once, what holds for some names them', async () => {
  const [a, b, ab] = [`${GOOD}aa: 1\n`, `${GOOD}bb: 1\n`, `${GOOD}aa: 1\nbb: 1\n`]
  expect(await said({ 'node-1': a, 'node-2': a })).toEqual([foreign('aa')])
  expect(await said({ 'node-1': GOOD, 'node-2': a })).toEqual([`node-2: ${foreign('aa')}`])
  expect(await said({ 'node-1': a, 'node-2': b, 'node-3': a })).toEqual([
    `node-1, node-3: ${foreign('aa')}`,
    `node-2: ${foreign('bb')}`,
  ])
  expect(await said({ 'node-1': ab, 'node-2': ab })).toEqual([foreign('aa'), foreign('bb')])
  expect(await said({ 'node-1': GOOD, 'node-2': GOOD })).toEqual([])
})

test('the same words about another place are another finding', async () => {
  expect(await said({ 'node-1': `${GOOD}aa: 1\n`, 'node-2': `\n${GOOD}aa: 1\n` })).toEqual([
    `node-1: ${foreign('aa')}`,
    `node-2: ${foreign('aa')}`,
  ])
})

test('one node, or none, is one server', async () => {
  expect(await said({ 'node-1': `${GOOD}aa: 1\n` })).toEqual([foreign('aa')])
  expect(await said({}, `${GOOD}aa: 1\n`)).toEqual([foreign('aa')])
})
