import { expect, test } from 'vitest'
import { findingsOf, KEY, mended, told } from './fixture.ts'

const service = (...lines: string[]) =>
  `service:\n  host: 127.0.0.1\n${lines.map((line) => `  ${line}\n`).join('')}`
const said = (rule: string, ...lines: string[]) => told(rule, { config: service(...lines) })
const COMMENT = 'service.api_key is not set: what begins with # is a comment → put the key in double quotes'

test.each([
  ['api_key: #12345678'],
  ['"api_key": #12345678'],
  ["'api_key': #12345678"],
  ['api_key : #12345678'],
  ['api_key:   #12345678  '],
  ['api_key: #12345678\r'],
])('%j is a key that is a comment', async (line) => {
  expect(await said('commented-key', line)).toEqual([`3:3 ${COMMENT}`])
})

test('so is one at the end of a file, and in the second file', async () => {
  expect(await told('commented-key', { config: 'service:\n  api_key: #12345678' })).toEqual([
    `2:3 ${COMMENT}`,
  ])
  const files = { 'config/local.yaml': { content: '# keys\nservice:\n  api_key: #12345678\n' } }
  expect(await told('commented-key', { config: service(), files })).toEqual([
    `config/local.yaml:3:3 ${COMMENT}`,
  ])
})

test.each([
  ['a comment in words', 'api_key: # from the vault'],
  ['a short one', 'api_key: #1234567'],
  ['a value on the next line', 'api_key: #12345678', `  "${KEY}"`],
  ['a value before it', `api_key: "${KEY}" #12345678`],
  ['a null before it', 'api_key: null #12345678'],
  ['another setting', 'static_content_dir: #12345678'],
])('%s is none', async (_title, ...lines) => {
  expect(await said('commented-key', ...lines)).toEqual([])
})

test('a long comment is put in quotes, for it can only be a key', async () => {
  const long = `#${'k'.repeat(31)}`
  expect(await mended('commented-key', service(`api_key:  ${long} `))).toEqual([
    `put the key in double quotes: ${service(`api_key:  "${long}" `)}`,
  ])
  expect(await mended('commented-key', service(`api_key: #${'k'.repeat(30)}`))).toEqual([])
  expect(await mended('commented-key', service(`api_key: #"${'k'.repeat(31)}`))).toEqual([])
  expect(await mended('commented-key', service(`api_key: #\\${'k'.repeat(31)}`))).toEqual([])
})

test.each([
  ['api_key:', true],
  ['api_key: ~', true],
  ['api_key: null', true],
  ["api_key: ''", true],
  ['api_key: # from the vault', true],
  ['api_key: #s3cretpassword', false],
  ['api_key: !!str', false],
  ['api_key: &k ""', true],
  ['api_key: &k', false],
  ['api_key: "null"', false],
  ['api_key: x', false],
])('whether %j is empty: %j', async (line, isEmpty) => {
  const message = '3:3 service.api_key is empty, so it is not set → give it a value or remove the line'
  expect(await said('unset-key', line)).toEqual(isEmpty ? [message] : [])
})

const MANGLED = 'service.api_key is not in quotes, and the server reads it as something other than this text'

test.each([
  ['1e10', 'mangled'],
  ['0012345', 'mangled'],
  ['0x1f', 'mangled'],
  ['+12', 'mangled'],
  ['1.50', 'mangled'],
  ['True', 'mangled'],
  ['12345', 'number'],
  // Rust writes no exponent, JavaScript would.
  ['0.0000001', 'number'],
  ['1.5', 'number'],
  ['true', 'word'],
  ['abc', ''],
  ['"1e10"', ''],
])('a key that is written %s', async (value, kind) => {
  const config = service(`api_key: ${value}`)
  expect(await told('mangled-key', { config })).toEqual(
    kind === 'mangled' ? [`3:12 ${MANGLED} → put it in double quotes`] : [],
  )
  expect(await told('unquoted-key', { config })).toEqual(
    kind === 'number' || kind === 'word'
      ? [`3:12 service.api_key is not in quotes, and YAML takes it for a ${kind} → put it in double quotes`]
      : [],
  )
  const rule = kind === 'mangled' ? 'mangled-key' : 'unquoted-key'
  expect(await mended(rule, config)).toEqual(
    kind === '' ? [] : [`put the key in double quotes: ${service(`api_key: "${value}"`)}`],
  )
})

test('a number with an anchor or a tag is left to its author', async () => {
  expect(await said('mangled-key', 'api_key: &k 12345')).toHaveLength(1)
  expect(await mended('mangled-key', service('api_key: &k 12345'))).toEqual([])
})

test.each([
  ['!secret x', 'has a tag, which the server does not follow', '3:12'],
  ['!env', 'has a tag, which the server does not follow', '3:12'],
  ['&k', 'is not set: there is only a tag or an anchor', '3:12'],
  ['&k 5', 'has a tag, which the server does not follow', '3:12'],
])('a key that is written %s', async (value, message, place) => {
  expect(await said('tagged-key', `api_key: ${value}`)).toEqual([
    `${place} service.api_key ${message} → write the key itself, in double quotes`,
  ])
})

test.each(['"!secret"', '&k abc', 'a!b', 'a&b', '12'])('no tag stands before %s', async (value) => {
  expect(await said('tagged-key', `api_key: ${value}`)).toEqual([])
})

test('a finding about a key never holds it', async () => {
  const text = JSON.stringify(
    await findingsOf({ config: service('api_key: 1234567890123', 'alt_api_key: !env hunter2') }),
  )
  expect(text).not.toMatch(/1234567890123|hunter2/)
})
