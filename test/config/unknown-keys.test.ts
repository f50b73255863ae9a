import { expect, test } from 'vitest'
import { findingsOf, placeOf, type Setup } from './fixture.ts'

const CONFIG = 'config/config.yaml'
const KINDS = ['unknown-key', 'wrong-case', 'misplaced-key', 'missing-blank', 'merge-key', 'foreign-key']

/** What is said of unknown keys: rule, place, hint. */
async function unknown(setup: Setup): Promise<string[]> {
  const findings = await findingsOf({ ...setup, only: KINDS })
  return findings.map(
    (one) => `${placeOf(one).replace(`${CONFIG}:`, '')} ${one.ruleId.slice(7)}: ${one.hint ?? ''}`,
  )
}

/** The file as the fixes of its findings leave it, each with what it says. */
async function fixes(config: string): Promise<string[]> {
  const found = (await findingsOf({ config, only: KINDS })).flatMap(({ fix }) => fix ?? [])
  return found.map(({ description, edits }) => {
    const [{ start, end, text } = { start: 0, end: 0, text: '' }] = edits
    return `${description}: ${config.slice(0, start)}${text}${config.slice(end)}`
  })
}

test.each([
  ['service: { apikey: x }\n', '1:12 unknown-key: did you mean api_key?'],
  ['service: { API_KEY: x }\n', '1:12 wrong-case: did you mean api_key?'],
  ['Service: { host: "::1" }\n', '1:1 wrong-case: did you mean service?'],
  ['clustre: { enabled: true }\n', '1:1 unknown-key: did you mean cluster?'],
  ['cluster.p2p: { enable_tsl: true }\n', '1:16 unknown-key: did you mean enable_tls?'],
  ['storage: { wal: { wal_capacity: 32 } }\n', '1:19 unknown-key: did you mean wal_capacity_mb?'],
  ['cert: ./tls/cert.pem\n', '1:1 misplaced-key: its place is tls.cert'],
  ['tls: { http_port: 1 }\n', '1:8 misplaced-key: its place is service.http_port'],
  ['optimizers: { deleted_threshold: 0.5 }\n', '1:1 misplaced-key: its place is storage.optimizers'],
  ['enable_tls: true\n', '1:1 misplaced-key: its place is service.enable_tls'],
  ['storage: { enabled: true }\n', '1:12 misplaced-key: its place is cluster.enabled'],
  ['enable_tsl: true\n', '1:1 misplaced-key: its place is service.enable_tls'],
  ['api_ky: x\n', '1:1 misplaced-key: its place is service.api_key'],
  // Four and five letters are near to much: `certs` may be anything.
  ['certs: x\n', '1:1 foreign-key: '],
  ['hsot: x\n', '1:1 foreign-key: '],
  // Only tables that decide about safety are looked through for a slip.
  ['storage_pth: x\n', '1:1 foreign-key: '],
  ['service: { x: { a: 1, b: 2 } }\n', '1:12 foreign-key: '],
  ['service: { "<<": { a: 1 } }\n', '1:12 merge-key: use an alias for each value, or write them out'],
  ['service: { "api_key :x": 1 }\n', '1:12 missing-blank: write a blank behind the colon'],
  ['service: { "nothing:x": 1 }\n', '1:12 foreign-key: '],
  ['service: { ":api_key": 1 }\n', '1:12 unknown-key: did you mean api_key?'],
])('%j', async (config, said) => {
  expect(await unknown({ config })).toEqual([said])
})

test.each([
  'storage: { optimizers: { memmap_threshold_kb: 1000 } }\n',
  'service.http_port: 6333\n',
  'storage: { collection: { quantization: { anything: 1 } } }\n',
  'service:\n',
])('nothing is unknown in %j', async (config) => {
  expect(await unknown({ config })).toEqual([])
})

test('every layer is looked at, in its order', async () => {
  expect(
    await unknown({
      config: 'frob: 1\nservice: { nicate: 2 }\n',
      files: { 'config/local.yaml': { content: 'other: 3\n' } },
      variables: { QDRANT__SERVICE__APIKEY: 'x' },
    }),
  ).toEqual([
    '1:1 foreign-key: ',
    '2:12 foreign-key: ',
    'config/local.yaml:1:1 foreign-key: ',
    '$QDRANT__SERVICE__APIKEY unknown-key: did you mean api_key?',
  ])
})

test('what follows a colon may be a secret and is not told', async () => {
  const [finding] = await findingsOf({ config: 'service: {host: "::1", api_key:hunter2}\n' })
  expect(finding?.message).toBe('service.api_key lacks a blank behind its colon, so it is not set')
  expect(JSON.stringify(finding)).not.toContain('hunter2')
})

test.each([
  ['service: { Enable_TLS: false }\n', ['write enable_tls: service: { enable_tls: false }\n']],
  ['service: { "enable_tsl": false }\n', ['write enable_tls: service: { enable_tls: false }\n']],
  ['service: { api_key:abc }\n', ['put a blank behind the colon of api_key: service: { api_key: abc }\n']],
  [
    'service: { api_key:a+b/c.d- }\n',
    ['put a blank behind the colon of api_key: service: { api_key: a+b/c.d- }\n'],
  ],
  // What is not certain is left to the person: more behind the colon, quotes around all of it, a path with dots.
  ['service: { api_key:a$b }\n', []],
  ['service: { "api_key:abc": 1 }\n', []],
  ['service.enable_tsl: false\n', []],
  ['cert: a.pem\n', []],
  ['frobnicate: 1\n', []],
  // What is meant has a value already.
  ['service: { enable_tsl: false, enable_tls: true }\n', []],
  ['service: { Enable_TLS: false, enable_tls: true }\n', []],
  ['service: { api_key:abc, api_key: x }\n', []],
  ['tsl: { cert: a }\ntls: { key: b }\n', []],
  ['tsl: { cert: a }\n', ['write tls: tls: { cert: a }\n']],
  ['service: { hots: "::1", http_port: 1 }\n', ['write host: service: { host: "::1", http_port: 1 }\n']],
  ['cluster.p2p: { enable_tsl: false }\n', ['write enable_tls: cluster.p2p: { enable_tls: false }\n']],
])('the fix of %j', async (config, expected) => {
  expect(await fixes(config)).toEqual(expected)
})
