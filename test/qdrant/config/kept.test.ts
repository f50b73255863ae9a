import { expect, test } from 'vitest'
import { loadEffective } from '../../../src/qdrant/config/effective.ts'
import { type MemoryFile, memoryFiles } from './memory-files.ts'

/** What servers v1.19.0 did in folders of data that earlier starts had left, or that were put there. */
function start(text: string, files: Record<string, string | MemoryFile>, args: string[] = [], uid = 0) {
  const tree = Object.entries(files).map(([name, file]) => [
    name,
    typeof file === 'string' ? { content: file } : file,
  ])
  return loadEffective({
    files: memoryFiles({ 'config/config.yaml': { content: text }, ...Object.fromEntries(tree) }, uid),
    directory: '/srv',
    arguments: args,
  })
}

const STATE = 'storage/raft_state.json'
const state = (term: number, addresses: Record<string, string> = {}, id = 5): string =>
  JSON.stringify({
    state: { hard_state: { term, vote: 5, commit: 0 }, conf_state: { voters: [5] } },
    peer_address_by_id: addresses,
    this_peer_id: id,
  })

const JSON_FAULT = 'Service internal error: json (de)serialization error'
const QUOTA_FAULT = 'Service internal error: Failed to read quota config: Failed to'
const ALIASES = 'storage/aliases/data.json'
const ALIAS_FAULT = 'Service internal error: Failed to deserialize ./storage/aliases/data.json'
const CLOSED = { content: '{}', mode: 0 }

test.each<[string, Record<string, string | MemoryFile>, string]>([
  ['a garbled state', { [STATE]: 'x' }, `${JSON_FAULT}: expected value at line 1 column 1`],
  ['an empty state', { [STATE]: '' }, `${JSON_FAULT}: EOF while parsing a value at line 1 column 0`],
  ['a blank', { [STATE]: ' ' }, `${JSON_FAULT}: EOF while parsing a value at line 1 column 1`],
  ['line ends', { [STATE]: '\n \n' }, `${JSON_FAULT}: EOF while parsing a value at line 3 column 0`],
  ['what stands behind them', { [STATE]: '\n\n  x' }, `${JSON_FAULT}: expected value at line 3 column 3`],
  ['CRLF', { [STATE]: '\r\n\t?' }, `${JSON_FAULT}: expected value at line 2 column 2`],
  ['a byte order mark', { [STATE]: '\ufeff{}' }, `${JSON_FAULT}: expected value at line 1 column 1`],
  [
    'a state that is a folder',
    { [STATE]: { directory: true } },
    `${JSON_FAULT}: failed to read from file \`./${STATE}\`: Is a directory (os error 21)`,
  ],
  [
    'garbled quotas',
    { 'storage/quota.json': 'x' },
    `${QUOTA_FAULT} (de)serialize from/to json: expected value at line 1 column 1`,
  ],
  [
    'quotas that are a folder',
    { 'storage/quota.json': { directory: true } },
    `${QUOTA_FAULT} (de)serialize from/to json: failed to read from file \`./storage/quota.json\`: Is a directory (os error 21)`,
  ],
  [
    'kept quotas out of range',
    { 'storage/quota.json': '{"enabled":true,"max_disk_usage_percent":0}' },
    'Bad request: Invalid quota config: [max_disk_usage_percent: range]',
  ],
  ['garbled aliases', { [ALIASES]: 'x' }, `${ALIAS_FAULT}: expected value at line 1 column 1`],
  [
    'aliases that are a folder',
    { [ALIASES]: { directory: true } },
    `${ALIAS_FAULT}: failed to read from file \`./${ALIASES}\`: Is a directory (os error 21)`,
  ],
  [
    'a link for a folder of aliases that leads nowhere',
    { 'storage/aliases': { link: 'nope' } },
    'Service internal error: failed to create directory `./storage/aliases`: File exists (os error 17)',
  ],
  // Behind these the server has a name that is made up at each start.
  [
    'a file for a folder of aliases',
    { 'storage/aliases': 'x' },
    'Service internal error: Not a directory (os error 20)',
  ],
])('%s ends it', (_name, files, message) => {
  const { outcomes } = start('', files)
  expect(outcomes).toMatchObject([{ starts: false, exitCode: 1, stderr: [`Error: ${message}`] }])
})

// The server's own text goes on with what serde_json says.
test.each([
  [STATE, '{}', JSON_FAULT],
  [STATE, '[]', JSON_FAULT],
  [STATE, '{"state":1}', JSON_FAULT],
  [STATE, '{"this_peer_id":5}', JSON_FAULT],
  [STATE, '{"a":}', JSON_FAULT],
  ['storage/quota.json', 'null', `${QUOTA_FAULT} (de)serialize from/to json`],
  ['storage/quota.json', '{"enabled":1}', `${QUOTA_FAULT} (de)serialize from/to json`],
  [
    'storage/quota.json',
    '{"enabled":true,"max_disk_usage_percent":300}',
    `${QUOTA_FAULT} (de)serialize from/to json`,
  ],
  [ALIASES, '[]', ALIAS_FAULT],
  [ALIASES, '{"a":1}', ALIAS_FAULT],
  [ALIASES, '{"a":"b"', ALIAS_FAULT],
])('%s with %s ends it', (name, content, message) => {
  expect(start('', { [name]: content }).outcomes[0].stderr).toEqual([`Error: ${message}`])
})

test.each([
  [STATE, state(0)],
  [STATE, state(0, {}, 0)],
  ['storage/quota.json', '{}'],
  ['storage/quota.json', '[]'],
  ['storage/quota.json', '[true]'],
  ['storage/quota.json', '{"nope":1}'],
  [ALIASES, '{"a":"b"}'],
])('%s with %s is no obstacle', (name, content) => {
  expect(start('', { [name]: content }).outcomes[0].starts).toBe(true)
})

test.each([
  [
    STATE,
    'Service internal error: failed to open file `./storage/raft_state.json`: Permission denied (os error 13)',
  ],
  [
    'storage/quota.json',
    `${QUOTA_FAULT} perform io operation: failed to open file \`./storage/quota.json\`: Permission denied (os error 13)`,
  ],
  [
    ALIASES,
    'Service internal error: failed to open file `./storage/aliases/data.json`: Permission denied (os error 13)',
  ],
])('%s that its user cannot read', (name, message) => {
  const folders = {
    storage: { directory: true, owner: 1000 },
    'storage/aliases': { directory: true, owner: 1000 },
  } as const
  expect(start('', { ...folders, [name]: CLOSED }, [], 1000).outcomes[0].stderr).toEqual([
    `Error: ${message}`,
  ])
})

test('what is closed to us need not be closed to a server whose user is not known', () => {
  const own = { directory: true, owner: 1000 } as const
  const files = {
    storage: own,
    'storage/aliases': own,
    [STATE]: CLOSED,
    'storage/quota.json': CLOSED,
    [ALIASES]: CLOSED,
  }
  const { outcomes } = loadEffective({
    files: { ...memoryFiles(files, 1000), writeFailure: () => undefined },
    directory: '/srv',
  })
  expect(outcomes[0].starts).toBe(true)
})

test('a folder of aliases that its user cannot write', () => {
  const files = { storage: { directory: true, owner: 1000 }, 'storage/aliases': { directory: true } } as const
  // Behind it comes a name that is made up at each start.
  expect(start('', files, [], 1000).outcomes[0].stderr).toEqual([
    'Error: Service internal error: Permission denied (os error 13)',
  ])
})

const CLUSTER = 'cluster: {enabled: true, p2p: {port: 27302}}'
const OWN = { '5': 'http://127.0.0.1:27302/' }
const NO_URI =
  "Can't initialize consensus: Failed to initialize Consensus for new Raft state\n\nCaused by:\n    First peer should specify its uri."
const NOT_FOUND =
  "Can't initialize consensus: Failed to recover Consensus from existing Raft state\n\nCaused by:\n    Failed to recover from any known peers"

// A node that was alone so far has a state too, and is new to a cluster all the same.
test.each<[string, string, string[], string | undefined]>([
  ['alone so far, without its address', state(0), [], NO_URI],
  ['alone so far', state(0), ['--uri', 'http://127.0.0.1:27302'], undefined],
  ['others known, but no term', state(0, { ...OWN, '6': 'http://127.0.0.1:27398/' }), [], NO_URI],
  ['in a cluster before', state(1, OWN), [], undefined],
  ['its own address again', state(1, OWN), ['--uri', 'http://127.0.0.1:27302'], undefined],
  ['another address, and nobody to tell', state(1, OWN), ['--uri', 'http://127.0.0.1:27399'], NOT_FOUND],
  ['another node known', state(1, { ...OWN, '6': 'http://127.0.0.1:27398/' }), [], undefined],
  [
    'a number that is none',
    state(0, {}, 0),
    ['--uri', 'http://127.0.0.1:27302'],
    "Can't initialize consensus: invalid node id",
  ],
])('a node of a cluster: %s', (_name, content, args, fault) => {
  const { starts, log, exitCode } = start(CLUSTER, { [STATE]: content }, args).outcomes[0]
  expect({ starts, exitCode }).toEqual(
    fault === undefined ? { starts: true, exitCode: undefined } : { starts: false, exitCode: 101 },
  )
  if (fault !== undefined)
    expect(log.at(-1)?.text).toBe(`Panic occurred in file src/main.rs at line 625: ${fault}`)
})

test('a new address is told to the nodes that are known three times', () => {
  const { log } = start(CLUSTER, { [STATE]: state(1, OWN) }, ['--uri', 'http://127.0.0.1:27399']).outcomes[0]
  expect(log.filter(({ target }) => target === 'qdrant::consensus').map(({ text }) => text)).toEqual([
    'Retrying recovering from known peers (retry 1)',
    'Retrying recovering from known peers (retry 2)',
    'Retrying recovering from known peers (retry 3)',
  ])
})

test('the number that was kept counts, not the one of the settings', () => {
  const text = 'cluster: {enabled: true, peer_id: 0, p2p: {port: 27302}}'
  const args = ['--uri', 'http://127.0.0.1:27302']
  expect(start(text, { [STATE]: state(0, {}, 7) }, args).outcomes[0].starts).toBe(true)
  expect(start(text, {}, args).outcomes[0].starts).toBe(false)
})
