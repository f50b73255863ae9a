import { expect, test } from 'vitest'
import { findingsOf, KEY, told } from './fixture.ts'

const config = (text: string) => ({ config: text })

test.each([
  ['a value without a blank', 'service:\n  host:x\n  http_port: 1\n', 'line 2'],
  ['lines between', 'service:\n  host:x\n\n  # why\n   \n  http_port: 1\n', 'line 2'],
  ['blank lines between', 'service:\n  host:x\n\n   \n  http_port: 1\n', 'line 2'],
  ['a name with a dash', 'service:\n  my-host:x\n  http_port: 1\n', 'line 2'],
])('%s: the line before it is named', async (_title, text, line) => {
  const [said] = await told('broken-yaml', config(text))
  expect(said).toMatch(new RegExp(` → ${line} has no blank behind its colon$`))
})

test.each([
  ['a path', 'service:\n  host://x\n  http_port: 1\n'],
  ['a word alone', 'service:\n  host x\n  http_port: 1\n'],
  ['a blank that is there', 'a: b: c\n'],
  ['more than a name', 'service:\n  the host:x\n  http_port: 1\n'],
  ['another mistake', 'service:\n  host:x\n\tb: [\n'],
])('%s: no line is named', async (_title, text) => {
  const said = await told('broken-yaml', config(text))
  expect(said).toHaveLength(1)
  expect(said[0]).not.toContain('→')
})

test('the second file of two is the one that is broken', async () => {
  const files = { 'config/local.yaml': { content: '\n\nservice:\n  host:x\n  http_port: 1\n' } }
  const said = await told('broken-yaml', { config: `service: { host: "::1", api_key: "${KEY}" }\n`, files })
  expect(said).toEqual([
    'config/local.yaml:5:12 mapping values are not allowed in this context at byte 31 line 5 column 12 → line 4 has no blank behind its colon',
  ])
})

test('a variable that is no text', async () => {
  const variables = { QDRANT__SERVICE__API_KEY: Uint8Array.of(0x61, 0xff) }
  expect(await told('broken-yaml', { config: 'service: { host: "::1" }\n', variables })).toEqual([
    '$QDRANT__SERVICE__API_KEY env variable "service__api_key" contains non-Unicode data',
  ])
})

test('a key twice is no other mistake, and a mistake is no key twice', async () => {
  const ids = async (text: string) => (await findingsOf(config(text))).map(({ ruleId }) => ruleId)
  expect(await ids('a: 1\na: 2\n')).toEqual(['config/duplicate-key'])
  expect(await ids('a: [\n')).toEqual(['config/broken-yaml'])
})

test('a value of the wrong type in any layer', async () => {
  const port = (text: string) => `service: { host: "::1", api_key: "${KEY}", http_port: ${text} }\n`
  expect(await told('wrong-type', config(port('"hunter2"')))).toEqual([
    '1:92 invalid type: string, expected an integer for key `service.http_port`',
  ])
  const files = { 'config/local.yaml': { content: 'service:\n  http_port: many\n' } }
  expect(await told('wrong-type', { config: port('1'), files })).toEqual([
    'config/local.yaml:2:14 invalid type: string, expected an integer for key `service.http_port`',
  ])
})
