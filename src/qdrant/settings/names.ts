/** What the rows cannot say: the names the server's messages use, other spellings, words, ranges. */

/** Tables and the structs behind them, as named in messages. */
export const STRUCTS: Readonly<Record<string, string>> = {
  '': 'Settings',
  logger: 'LoggerConfig',
  'logger.on_disk': 'Config',
  storage: 'StorageConfig',
  'storage.snapshots_config': 'SnapshotsConfig',
  'storage.snapshots_config.s3_config': 'S3Config',
  'storage.payload': 'PayloadStorageParams',
  'storage.optimizers': 'OptimizersConfig',
  'storage.optimizers_overwrite': 'OptimizersConfigDiff',
  'storage.wal': 'WalConfig',
  'storage.performance': 'PerformanceConfig',
  'storage.hnsw_index': 'HnswConfig',
  'storage.hnsw_global_config': 'HnswGlobalConfig',
  'storage.collection': 'CollectionConfigDefaults',
  'storage.collection.vectors': 'VectorsConfigDefaults',
  'storage.collection.strict_mode': 'StrictModeConfig',
  'storage.collection.strict_mode.multivector_config': 'StrictModeMultivectorConfig',
  'storage.collection.strict_mode.sparse_config': 'StrictModeSparseConfig',
  'storage.quotas': 'QuotaConfig',
  service: 'ServiceConfig',
  cluster: 'ClusterConfig',
  'cluster.p2p': 'P2pConfig',
  'cluster.consensus': 'ConsensusConfig',
  tls: 'TlsConfig',
  debugger: 'DebuggerConfig',
  'debugger.pyroscope': 'PyroscopeConfig',
  inference: 'InferenceConfig',
  gpu: 'GpuConfig',
  feature_flags: 'FeatureFlags',
  audit: 'AuditConfig',
}

/**
 * Keys that the server reads with serde's `flatten`: their values are not converted, so a number is no text for them, and
 * a list cannot stand for the table they are in.
 */
export const FLATTENED: ReadonlySet<string> = new Set([
  'logger.log_level',
  'logger.span_events',
  'logger.format',
  'logger.color',
  'storage.performance.max_concurrent_collection_loads',
  'storage.performance.max_concurrent_shard_loads',
  'storage.performance.max_concurrent_segment_loads',
])

/** Second spellings. Giving both stops the server, and the bundled configuration gives some of these already. */
export const ALIASES: Readonly<Record<string, string>> = {
  'storage.optimizers.max_segment_size_kb': 'storage.optimizers.max_segment_size',
  'storage.optimizers.memmap_threshold_kb': 'storage.optimizers.memmap_threshold',
  'storage.optimizers.indexing_threshold_kb': 'storage.optimizers.indexing_threshold',
  'storage.optimizers_overwrite.max_segment_size_kb': 'storage.optimizers_overwrite.max_segment_size',
  'storage.optimizers_overwrite.memmap_threshold_kb': 'storage.optimizers_overwrite.memmap_threshold',
  'storage.optimizers_overwrite.indexing_threshold_kb': 'storage.optimizers_overwrite.indexing_threshold',
  'storage.hnsw_index.full_scan_threshold_kb': 'storage.hnsw_index.full_scan_threshold',
}

/** A choice of words and the name of its type. */
export interface Choice {
  readonly name: string
  readonly words: readonly string[]
}

const MEMORY: Choice = { name: 'Memory', words: ['cold', 'cached', 'pinned'] }
const LOG_FORMAT: Choice = { name: 'LogFormat', words: ['text', 'json'] }
const SPAN_EVENT: Choice = { name: 'SpanEvent', words: ['new', 'enter', 'exit', 'close'] }

export const CHOICES: Readonly<Record<string, Choice>> = {
  'logger.span_events': SPAN_EVENT,
  'logger.format': LOG_FORMAT,
  'logger.color': { name: 'Color', words: ['auto'] },
  'logger.on_disk.format': LOG_FORMAT,
  'logger.on_disk.span_events': SPAN_EVENT,
  'storage.snapshots_config.snapshots_storage': { name: 'SnapshotsStorageConfig', words: ['local', 's3'] },
  'storage.payload.memory': MEMORY,
  'storage.optimizers_overwrite.max_optimization_threads': {
    name: 'MaxOptimizationThreads',
    words: ['auto'],
  },
  'storage.performance.io_uring': { name: 'IoUringMode', words: ['disabled', 'auto'] },
  'storage.hnsw_index.memory': MEMORY,
  'storage.mmap_advice': { name: 'Advice', words: ['normal', 'random', 'sequential'] },
  'storage.low_memory_mode': { name: 'LowMemoryMode', words: ['disabled', 'no_resident', 'no_populate'] },
  'storage.node_type': { name: 'NodeType', words: ['Normal', 'Listener'] },
  'storage.shard_transfer_method': {
    name: 'ShardTransferMethod',
    words: ['stream_records', 'snapshot', 'wal_delta', 'resharding_stream_records'],
  },
  'storage.collection.vectors.memory': MEMORY,
  'audit.rotation': { name: 'AuditRotation', words: ['daily', 'hourly'] },
}

/** Numbers the server only warns about; it starts with them. */
export interface Range {
  readonly min?: number
  readonly max?: number
}

const FROM_ONE: Range = { min: 1 }
const SHARE: Range = { min: 0, max: 1 }

export const RANGES: Readonly<Record<string, Range>> = {
  'storage.optimizers.deleted_threshold': SHARE,
  'storage.optimizers.vacuum_min_vector_number': { min: 100 },
  'storage.optimizers.max_segment_size': FROM_ONE,
  'storage.optimizers_overwrite.deleted_threshold': SHARE,
  'storage.optimizers_overwrite.vacuum_min_vector_number': { min: 100 },
  'storage.optimizers_overwrite.max_segment_size': FROM_ONE,
  'storage.wal.wal_capacity_mb': FROM_ONE,
  'storage.wal.wal_retain_closed': FROM_ONE,
  'storage.hnsw_index.ef_construct': { min: 4 },
  'storage.hnsw_global_config.healing_threshold': SHARE,
  'storage.collection.shard_number': FROM_ONE,
  'storage.collection.shard_number_per_node': FROM_ONE,
  'storage.collection.replication_factor': FROM_ONE,
  'storage.collection.write_consistency_factor': FROM_ONE,
  'storage.collection.strict_mode.max_query_limit': FROM_ONE,
  'storage.collection.strict_mode.max_timeout': FROM_ONE,
  'storage.collection.strict_mode.read_rate_limit': FROM_ONE,
  'storage.collection.strict_mode.write_rate_limit': FROM_ONE,
  'storage.collection.strict_mode.max_points_count': FROM_ONE,
  'storage.collection.strict_mode.max_resident_memory_percent': { min: 1, max: 100 },
  'storage.quotas.max_resident_memory_percent': { min: 1, max: 100 },
  'storage.quotas.max_disk_usage_percent': { min: 1, max: 100 },
  'storage.quotas.release_margin_percent': { max: 100 },
  'service.http_keep_alive_timeout_sec': FROM_ONE,
  'service.http_client_request_timeout_sec': FROM_ONE,
  'service.http_client_disconnect_timeout_sec': FROM_ONE,
  'cluster.peer_id': { min: 1, max: 2 ** 53 - 1 },
  'cluster.grpc_timeout_ms': FROM_ONE,
  'cluster.connection_timeout_ms': FROM_ONE,
  'cluster.p2p.connection_pool_size': FROM_ONE,
  'cluster.consensus.tick_period_ms': FROM_ONE,
  'cluster.consensus.bootstrap_timeout_sec': FROM_ONE,
  'cluster.consensus.message_timeout_ticks': FROM_ONE,
  'tls.cert_ttl': FROM_ONE,
  'gpu.groups_count': FROM_ONE,
}

/**
 * Settings that the bundled configuration gives a value the struct would not: once a layer has reset the table above, they
 * are unset.
 */
export const UNSET_AFTER_RESET: ReadonlySet<string> = new Set([
  'log_level',
  'cluster.p2p.port',
  'storage.optimizers.indexing_threshold',
  'storage.hnsw_index.on_disk',
])
