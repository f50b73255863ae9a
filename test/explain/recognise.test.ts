import { describe, expect, test } from 'vitest'
import { ENTRIES } from '../../src/explain/entries.ts'
import { explain } from '../../src/explain/explain.ts'
import { EMBEDDED } from './embed.ts'
import { STATUSES, TEXTS, WITH_STATUS } from './texts.ts'

const idOf = async (text: string) => (await explain(text)).matches[0]?.id

test.each(TEXTS)('%s', async (text, id) => {
  expect(await idOf(text)).toBe(id)
})

/** Texts that say little give way to what is around them, which may say more; and a spelling needs its own line. */
const SAYS_LITTLE = new Set(ENTRIES.filter(({ vague }) => vague !== undefined).map(({ id }) => id))

describe.each(Object.entries(EMBEDDED))('in %s', (_where, embed) => {
  const telling = TEXTS.filter(([, id]) => !SAYS_LITTLE.has(id) && id !== 'deployment/variable-as-key')
  test('the same is recognised', async () => {
    const wrong: string[] = []
    for (const [text, id] of telling) {
      const found = await idOf(embed(text))
      if (found !== id) wrong.push(`${text}: ${found} instead of ${id}`)
    }
    expect(wrong).toEqual([])
  })
})

test.each(WITH_STATUS)('with its status: %j', async (text, id) => {
  expect(await idOf(text)).toBe(id)
})

test.each(STATUSES)('the status %s', async (text, id) => {
  const { kind, matches } = await explain(text)
  expect(matches[0]?.id).toBe(id)
  if (id.startsWith('status/')) expect(kind).toBe('status')
})

test('small letters, capitals and other quotes change nothing', async () => {
  expect(await idOf('INVALID API KEY OR JWT')).toBe('server/invalid-credential')
  expect(await idOf('access[3].payload: The ‘payload’ constraint is deprecated and should not be used')).toBe(
    'server/payload-filter',
  )
})

// What people have in their files and commands, without an error beside it.
test.each([
  ['\x24{QDRANT_API_KEY}', 'deployment/variable-as-key'],
  ['"\x24{QDRANT_API_KEY:-}"', 'deployment/variable-as-key'],
  ['$QDRANT_API_KEY', 'deployment/variable-as-key'],
  ["curl -H 'api_key: abc' http://localhost:6333/collections", 'client/key-name'],
  ['service.apiKey', 'client/key-name'],
  ['apikey', 'client/key-name'],
  ['x-api-key', 'client/key-name'],
  ['authorization: bearer eyJhbGciOiJIUzI1NiJ9', 'server/no-credential'],
  ['curl -H "Authorization: bearer abc" http://localhost:6333', 'server/no-credential'],
  ['bearer', 'server/no-credential'],
  ['_FILE', 'deployment/file-variable'],
  ['QDRANT__SERVICE__API_KEY_FILE=/run/secrets/key', 'deployment/file-variable'],
  ['    - QDRANT__SERVICE__API_KEY_FILE: /run/secrets/key\n    - A: b', 'deployment/file-variable'],
  ['*.qdrant-headless', 'certificates/name'],
  ['service.host: localhost', 'start/host-not-address'],
  ['apiKey: abc', 'client/key-name'],
])('%s', async (text, id) => {
  expect((await explain(text)).matches[0]?.id).toBe(id)
})

test('the same as part of something that says more, or is right, is not named', async () => {
  for (const text of [
    'QDRANT__SERVICE__API_KEY=\x24{QDRANT_API_KEY}',
    "curl -H 'api-key: abc'",
    'api_key: abc',
    'Authorization: Bearer abc',
    '*.example.org',
  ])
    expect((await explain(text)).matches, text).toEqual([])
  expect((await explain('apiKey: abc\nInvalidSignature')).matches.map(({ id }) => id)).toEqual([
    'server/invalid-signature',
  ])
})

test('a text that says nothing known has no match', async () => {
  for (const text of ['hello', 'lorem ipsum dolor sit amet', 'line 401 of 14030', '∅', 'x'.repeat(100)])
    expect(await explain(text), text).toMatchObject({ kind: 'text', matches: [] })
})

test('several errors at once: each is told, the one that says most first', async () => {
  const log = `WARN Config file not found: config/production
ERROR Error while starting REST server: TLS file could not be opened: ./tls/cert.pem
ERROR Error while starting gRPC server: transport error`
  expect((await explain(log)).matches.map(({ id }) => id)).toEqual(['start/grpc', 'tls-files/not-opened'])
})

test('what is near is offered', async () => {
  const near = async (text: string) => (await explain(text)).near.map(({ id }) => id)
  expect(await near('config/mangeld-key')).toEqual(['config/mangled-key'])
  expect(await near('server/invalid-signatur')).toContain('server/invalid-signature')
  expect(await near('manage operation access for that is required')).toContain('server/manage-access')
})

test('every entry is reached by one of its own texts', async () => {
  const lost: string[] = []
  for (const { id, texts } of ENTRIES) {
    const found = await Promise.all(texts.map((text) => idOf(text.replaceAll(/ ?[*&] ?/g, ' x '))))
    if (!found.includes(id)) lost.push(id)
  }
  expect(lost).toEqual([])
})
