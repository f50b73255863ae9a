import { expect, test } from 'vitest'
import { loadEffective } from '../../../src/qdrant/config/effective.ts'
import { type MemoryFile, memoryFiles } from '../config/memory-files.ts'

const start = (text: string, files: Record<string, MemoryFile> = {}) =>
  loadEffective({
    files: memoryFiles({ 'config/config.yaml': { content: text }, ...files }),
    directory: '/srv',
  }).outcomes[0]

const warnings = (text: string) =>
  start(text)
    .log.filter(({ target }) => target === 'collection::operations::validation')
    .map((line) => line.text)

const SHARE = 'must be from 0.0 to 1.0'

// What a server v1.19.0 warned of.
test.each([
  [
    'storage: {optimizers: {deleted_threshold: 1.5}}',
    'storage.optimizers.deleted_threshold',
    `value 1.5 invalid, ${SHARE}`,
  ],
  [
    'storage: {optimizers: {deleted_threshold: 2}}',
    'storage.optimizers.deleted_threshold',
    `value 2.0 invalid, ${SHARE}`,
  ],
  [
    'storage: {optimizers: {deleted_threshold: -1e-7}}',
    'storage.optimizers.deleted_threshold',
    `value -1e-7 invalid, ${SHARE}`,
  ],
  [
    'storage: {optimizers: {deleted_threshold: -0.000009}}',
    'storage.optimizers.deleted_threshold',
    `value -9e-6 invalid, ${SHARE}`,
  ],
  [
    'storage: {optimizers: {deleted_threshold: -0.00001}}',
    'storage.optimizers.deleted_threshold',
    `value -0.00001 invalid, ${SHARE}`,
  ],
  [
    'storage: {optimizers: {deleted_threshold: 1e16}}',
    'storage.optimizers.deleted_threshold',
    `value 1e+16 invalid, ${SHARE}`,
  ],
  [
    'storage: {optimizers: {deleted_threshold: 9999999999999998}}',
    'storage.optimizers.deleted_threshold',
    `value 9999999999999998.0 invalid, ${SHARE}`,
  ],
  [
    'storage: {optimizers: {deleted_threshold: 1.8e309}}',
    'storage.optimizers.deleted_threshold',
    `value null invalid, ${SHARE}`,
  ],
  [
    'storage: {optimizers: {vacuum_min_vector_number: 99}}',
    'storage.optimizers.vacuum_min_vector_number',
    'value 99 invalid, must be 100 or larger',
  ],
  [
    'storage: {hnsw_index: {ef_construct: 3}}',
    'storage.hnsw_index.ef_construct',
    'value 3 invalid, must be 4 or larger',
  ],
  [
    'storage: {quotas: {release_margin_percent: 101}}',
    'storage.quotas.release_margin_percent',
    'value 101 invalid, must be 100 or smaller',
  ],
  [
    'storage: {quotas: {max_resident_memory_percent: 0}}',
    'storage.quotas.max_resident_memory_percent',
    'value 0 invalid, must be from 1 to 100',
  ],
  [
    'storage: {collection: {strict_mode: {max_query_limit: 0}}}',
    'storage.collection.strict_mode.max_query_limit',
    'value 0 invalid, must be 1 or larger',
  ],
  [
    'cluster: {peer_id: 9007199254740992}',
    'cluster.peer_id',
    'value 9007199254740992 invalid, must be from 1 to 9007199254740991',
  ],
  ['cluster: {peer_id: 0}', 'cluster.peer_id', 'value 0 invalid, must be from 1 to 9007199254740991'],
  ['tls: {cert_ttl: 0}', 'tls.cert_ttl', 'value 0 invalid, must be 1 or larger'],
  ['service: {host: ""}', 'service.host', 'value "" invalid, must be at least 1 characters'],
  [
    'service: {metrics_prefix: "a-b"}',
    'service.metrics_prefix',
    "Metrics prefix must be of all alphanumeric characters, with an exception for '_'",
  ],
  [
    'service: {metrics_prefix: "é"}',
    'service.metrics_prefix',
    "Metrics prefix must be of all alphanumeric characters, with an exception for '_'",
  ],
  [
    'storage: {temp_path: ""}',
    'storage.temp_path',
    'Validation error: Path cannot be empty [{"value": String("")}]',
  ],
  [
    'storage: {payload: {memory: pinned}}',
    'storage.payload.memory',
    '`pinned` memory placement is not supported for payload storage',
  ],
])('%s', (text, path, fault) => {
  expect(warnings(text)).toEqual([
    'Settings configuration file has validation errors:',
    `- ${path}: ${fault}`,
  ])
})

test.each([
  'storage: {optimizers: {deleted_threshold: 0}}',
  'storage: {optimizers: {deleted_threshold: 1}}',
  'storage: {optimizers: {vacuum_min_vector_number: 100}, hnsw_index: {ef_construct: 4}}',
  'storage: {quotas: {max_disk_usage_percent: 100, max_resident_memory_percent: 1, release_margin_percent: 100}}',
  'service: {metrics_prefix: a_B9}',
  'storage: {payload: {memory: cold}}',
])('%s is warned of by nobody', (text) => {
  expect(warnings(text)).toEqual([])
  expect(start(text).starts).toBe(true)
})

// And what it ended with: of everything that its validators warn of, only quotas stop it.
test.each([
  ['{max_disk_usage_percent: 101}', 'max_disk_usage_percent: range'],
  ['{enabled: false, release_margin_percent: 101}', 'release_margin_percent: range'],
  [
    '{enabled: true, max_resident_memory_percent: 0, max_disk_usage_percent: 101}',
    'max_resident_memory_percent: range; max_disk_usage_percent: range',
  ],
])('quotas %s end it', (quotas, faults) => {
  const text = `storage: {quotas: ${quotas}}`
  const message = `Bad request: Invalid quota config: [${faults}]`
  expect(start(text)).toMatchObject({ starts: false, exitCode: 1, stderr: [`Error: ${message}`] })
  // The server's source: quotas that were kept by an earlier start are the ones that count.
  expect(start(text, { 'storage/quota.json': { content: '{}' } }).starts).toBe(true)
  expect(start(`${text.slice(0, -1)}, storage_path: ""}`, { 'quota.json': { content: '{}' } }).starts).toBe(
    true,
  )
})
