import { expect, test } from 'vitest'
import { configSchema } from '../../src/config/schema.ts'

interface Table {
  type: string
  properties: Record<string, Table>
  additionalProperties: boolean
}

const schema = () => configSchema() as unknown as Table & Record<string, unknown>
const at = (path: string): unknown =>
  path.split('.').reduce<Table | undefined>((table, name) => table?.properties[name], schema())

test('the document: its tables, places for anchors, and nothing else', () => {
  const { properties, ...rest } = schema()
  expect(rest).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Qdrant configuration',
    description: 'config.yaml of Qdrant, printed by qdrant-auth config schema',
    type: 'object',
    additionalProperties: false,
    patternProperties: { '^x-': {} },
  })
  expect(Object.keys(properties).sort()).toEqual([
    'audit',
    'cluster',
    'debugger',
    'feature_flags',
    'gpu',
    'inference',
    'log_level',
    'logger',
    'service',
    'storage',
    'telemetry_disabled',
    'tls',
  ])
  expect(Object.keys(properties.tls?.properties ?? {}).sort()).toEqual(['ca_cert', 'cert', 'cert_ttl', 'key'])
  expect(properties.tls).toMatchObject({ type: 'object', additionalProperties: false })
})

test.each([
  [
    'service.host',
    { type: 'string', default: '0.0.0.0', description: 'IP address to listen on (since 1.2.0)' },
  ],
  [
    'service.api_key',
    { type: ['string', 'null'], description: 'key that may do everything, and signs tokens (since 1.2.0)' },
  ],
  [
    'service.enable_tls',
    { type: 'boolean', default: false, description: 'TLS on REST, gRPC and the metrics port (since 1.2.0)' },
  ],
  [
    'service.http_port',
    {
      type: 'integer',
      minimum: 0,
      maximum: 65_535,
      default: 6333,
      description: 'port of REST and the dashboard (since 1.2.0)',
    },
  ],
  [
    'service.grpc_port',
    {
      type: ['integer', 'null'],
      minimum: 0,
      maximum: 65_535,
      default: 6334,
      description: 'port of gRPC; null closes it (since 1.2.0)',
    },
  ],
  [
    'storage.wal.wal_capacity_mb',
    { type: 'integer', minimum: 1, default: 32, description: 'size of one segment of the log (since 1.2.0)' },
  ],
  [
    'storage.hnsw_index.full_scan_threshold',
    {
      type: 'integer',
      minimum: 0,
      default: 10_000,
      description: 'size in kilobytes below which the index is not used (since 1.2.0)',
    },
  ],
  [
    'storage.quotas.max_disk_usage_percent',
    { type: ['integer', 'null'], minimum: 1, maximum: 100, description: 'most disk (since 1.19.0)' },
  ],
  [
    'storage.performance.optimizer_cpu_budget',
    {
      type: 'integer',
      default: 0,
      description: 'cores for optimization; negative leaves so many free (since 1.8.0)',
    },
  ],
  [
    'storage.performance.max_concurrent_shard_loads',
    {
      type: ['integer', 'string', 'null'],
      description: 'shards of a collection loaded at a time (since 1.17.0)',
    },
  ],
  [
    'storage.optimizers_overwrite.max_optimization_threads',
    { type: ['integer', 'string', 'null'], description: 'as in storage.optimizers (since 1.9.5)' },
  ],
  [
    'storage.optimizers.deleted_threshold',
    {
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 0.2,
      description: 'share of deleted points that starts a clean-up (since 1.2.0)',
    },
  ],
  [
    'service.slow_query_secs',
    { type: ['number', 'null'], description: 'what counts as a slow request (since 1.9.3)' },
  ],
  [
    'audit.rotation',
    { enum: ['daily', 'hourly'], default: 'daily', description: 'when a new file is begun (since 1.17.0)' },
  ],
  [
    'logger.format',
    { enum: ['text', 'json', null], description: 'form of the log on standard output (since 1.12.6)' },
  ],
  ['logger.color', { type: ['string', 'boolean', 'null'], description: 'colours in the log (since 1.9.3)' }],
  ['logger.span_events', { type: ['array', 'null'], description: 'events of spans to log (since 1.9.3)' }],
  [
    'storage.collection.quantization',
    { type: ['object', 'null'], description: 'quantization of new collections (since 1.9.3)' },
  ],
])('%s', (path, schema) => {
  expect(at(path)).toEqual(schema)
})

test('a setting may have a second name', () => {
  expect(at('storage.hnsw_index.full_scan_threshold_kb')).toEqual(
    at('storage.hnsw_index.full_scan_threshold'),
  )
  expect(at('storage.full_scan_threshold_kb')).toBe(undefined)
})
