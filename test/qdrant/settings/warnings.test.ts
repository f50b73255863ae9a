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

const QUANTIZATION = 'storage: {collection: {quantization: '
const quantized = (text: string) => {
  const { starts, stderr, log } = start(`${QUANTIZATION}${text}}}`)
  const said = log.filter(({ target }) => target === 'collection::operations::validation')
  return starts ? said.slice(1).map((line) => line.text) : stderr
}

// What a server v1.19.0 said to each.
test.each([
  ['{scalar: {type: int8, quantile: 0.4}}', '0.4000000059604645'],
  ['{scalar: {type: int8, quantile: 1.1}}', '1.100000023841858'],
  ['{scalar: {type: int8, quantile: 0.4999999}}', '0.49999991059303284'],
  ['{scalar: {type: int8, quantile: 2}}', '2.0'],
  ['{scalar: {type: int8, quantile: 1e300}}', 'null'],
  ['[{type: int8, quantile: 0.1}]', '0.10000000149011612'],
  ['{scalar: [int8, 2, ~]}', '2.0'],
])('quantization %s is warned of', (text, value) => {
  expect(quantized(text)).toEqual([
    `- storage.collection.quantization.scalar.quantile: value ${value} invalid, must be from 0.5 to 1.0`,
  ])
})

test.each([
  '{scalar: {type: int8, quantile: 0.5}}',
  '{scalar: {type: int8, quantile: 0.49999999}}',
  '{scalar: [int8, ~, ~]}',
  '{scalar: [int8, 0.9, true, cold]}',
  '{product: [x4, ~]}',
  '{binary: [true]}',
  '{turbo: [~, ~, bits2]}',
  '[[int8, ~, ~]]',
  '[[~, ~, one_bit]]',
  '{scalar: {type: int8, quantile: 0.4, memory: 5}, binary: {}}',
])('quantization %s is fine', (text) => {
  expect(quantized(text)).toEqual([])
})

test.each([
  '{scalar: [int8]}',
  '{scalar: [int8, ~, ~, cold, 1]}',
  '{product: [x4]}',
  '{binary: []}',
  '{turbo: []}',
  '[]',
  '[[int8, ~, ~], 1]',
])('quantization %s is none', (text) => {
  expect(quantized(text)).toEqual([
    'Error: data did not match any variant of untagged enum QuantizationConfig for key `storage.collection.quantization`',
  ])
})

const STRICT = 'storage.collection.strict_mode'
const limits = (text: string) =>
  warnings(`storage: {collection: {strict_mode: {${text}}}}`)
    .slice(1)
    .map((line) => line.replace(': value 0 invalid, must be 1 or larger', ''))

test.each([
  ['multivector_config: {a: {max_vectors: 0}}', [`- ${STRICT}.multivector_config.config[0].max_vectors`]],
  ['multivector_config: {a: [0]}', [`- ${STRICT}.multivector_config.config[0].max_vectors`]],
  ['sparse_config: {b: {max_length: 0}, a: {}}', [`- ${STRICT}.sparse_config.config[1].max_length`]],
  [
    'multivector_config: {"10": {max_vectors: 0}, "9": {max_vectors: 0}}',
    [
      `- ${STRICT}.multivector_config.config[0].max_vectors`,
      `- ${STRICT}.multivector_config.config[1].max_vectors`,
    ],
  ],
  [
    'multivector_config: {"é": {max_vectors: 0}, z: {max_vectors: 1}}',
    [`- ${STRICT}.multivector_config.config[1].max_vectors`],
  ],
  ['multivector_config: {a: {max_vectors: 1}, b: {}}', []],
  ['multivector_config: {a: [~]}', []],
  ['sparse_config: {a: {max_vectors: 0}}', []],
])('limits by vector in %s', (text, expected) => {
  expect(limits(text)).toEqual(expected)
})

test.each([
  ['[]', 'invalid length 0, expected struct StrictModeMultivector with 1 element'],
  ['[1, 2]', 'invalid length 2, expected 1 element in sequence'],
  ['[x]', 'invalid type: string "x", expected usize'],
  ['5', 'invalid type: integer `5`, expected struct StrictModeMultivector'],
])('a vector with %s for its limits', (limit, message) => {
  expect(start(`storage: {collection: {strict_mode: {multivector_config: {a: ${limit}}}}}`).stderr).toEqual([
    `Error: ${message} for key \`${STRICT}.multivector_config\``,
  ])
})
