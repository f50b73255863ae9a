import type { Raw, RawTable } from '../settings/raw.ts'

type Value = null | boolean | number | string | { readonly [key: string]: Value }

/** What the configuration compiled into the server says (config/config.yaml of v1.19.0), in its own spellings. */
const BUNDLED: { readonly [key: string]: Value } = {
  log_level: 'INFO',
  storage: {
    storage_path: './storage',
    snapshots_path: './snapshots',
    snapshots_config: { snapshots_storage: 'local' },
    temp_path: null,
    on_disk_payload: true,
    update_concurrency: null,
    wal: { wal_capacity_mb: 32, wal_segments_ahead: 0 },
    node_type: 'Normal',
    performance: { max_search_threads: 0, optimizer_cpu_budget: 0, update_rate_limit: null },
    optimizers: {
      deleted_threshold: 0.2,
      vacuum_min_vector_number: 1000,
      default_segment_number: 0,
      max_segment_size_kb: null,
      indexing_threshold_kb: 10_000,
      flush_interval_sec: 5,
      max_optimization_threads: null,
    },
    hnsw_index: {
      m: 16,
      ef_construct: 100,
      full_scan_threshold_kb: 10_000,
      max_indexing_threads: 0,
      on_disk: false,
      payload_m: null,
    },
    shard_transfer_method: null,
    collection: {
      replication_factor: 1,
      write_consistency_factor: 1,
      vectors: { on_disk: null },
      quantization: null,
    },
    max_collections: null,
  },
  service: {
    max_request_size_mb: 32,
    max_workers: 0,
    host: '0.0.0.0',
    http_port: 6333,
    grpc_port: 6334,
    enable_cors: true,
    enable_tls: false,
    verify_https_client_certificate: false,
  },
  cluster: {
    enabled: false,
    p2p: { port: 6335, enable_tls: false },
    consensus: { tick_period_ms: 100, compact_wal_entries: 128 },
  },
  telemetry_disabled: false,
  tls: { cert: './tls/cert.pem', key: './tls/key.pem', ca_cert: './tls/cacert.pem', cert_ttl: 3600 },
}

const SOURCE = { source: { layer: 'bundled' } } as const

function toRaw(value: Value): Raw {
  if (value === null) return { kind: 'nil', ...SOURCE }
  if (typeof value === 'boolean') return { kind: 'boolean', value, ...SOURCE }
  if (typeof value === 'string') return { kind: 'string', value, ...SOURCE }
  if (typeof value === 'object') return toTable(value)
  return Number.isInteger(value)
    ? { kind: 'integer', value: BigInt(value), ...SOURCE }
    : { kind: 'float', value, ...SOURCE }
}

const toTable = (values: { readonly [key: string]: Value }): RawTable => ({
  kind: 'table',
  entries: new Map(Object.entries(values).map(([key, value]) => [key, toRaw(value)])),
})

/** The first layer, as a tree that later ones are merged into. */
export const BUNDLED_TREE: RawTable = toTable(BUNDLED)
