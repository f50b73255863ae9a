/** One setting of the server: how it is typed and what it is for (src/settings.rs, storage/src/audit.rs). */
export interface Setting {
  path: string
  type: 'string' | 'boolean' | 'port' | 'integer' | 'number' | 'word'
  /** `null` in the file means unset; elsewhere it stops the server from starting. */
  nullable: boolean
  /** What holds when no file and no variable names it. */
  default: string | number | boolean | null
  /** First release that reads it; older ones ignore it. */
  since: string
  /** A value that must not be shown. */
  secret?: true
  /** Possible values of a `word`. */
  words?: readonly string[]
  about: string
}

type Row = [
  path: string,
  type: Setting['type'] | `${Setting['type']}?`,
  fallback: Setting['default'],
  since: string,
  about: string,
]

// biome-ignore format: one row a setting
const ROWS: readonly Row[] = [
  ['log_level', 'string?', 'INFO', '1.2.0', 'what is logged; ERROR and OFF hide every warning about authentication'],
  ['telemetry_disabled', 'boolean', false, '1.2.0', 'send no usage statistics'],
  ['service.host', 'string', '0.0.0.0', '1.2.0', 'IP address to listen on'],
  ['service.http_port', 'port', 6333, '1.2.0', 'port of REST and the dashboard'],
  ['service.grpc_port', 'port?', 6334, '1.2.0', 'port of gRPC; null closes it'],
  ['service.metrics_port', 'port?', null, '1.17.0', 'port that serves /metrics without asking for a key'],
  ['service.max_request_size_mb', 'integer', 32, '1.2.0', 'largest request'],
  ['service.max_workers', 'integer?', 0, '1.2.0', 'threads of REST; 0 takes one a core'],
  ['service.http_keep_alive_timeout_sec', 'integer', 5, '1.17.1', 'how long an idle connection stays open'],
  ['service.http_client_request_timeout_sec', 'integer', 5, '1.17.1', 'how long a client may take to send the request head'],
  ['service.http_client_disconnect_timeout_sec', 'integer', 5, '1.17.1', 'how long a closing connection is waited for'],
  ['service.enable_cors', 'boolean', true, '1.2.0', 'let web pages of any origin call the API'],
  ['service.enable_tls', 'boolean', false, '1.2.0', 'TLS on REST, gRPC and the metrics port'],
  ['service.verify_https_client_certificate', 'boolean', false, '1.2.0', 'demand a client certificate on REST (not on gRPC)'],
  ['service.api_key', 'string?', null, '1.2.0', 'key that may do everything, and signs tokens'],
  ['service.read_only_api_key', 'string?', null, '1.7.0', 'key that may read everything'],
  ['service.alt_api_key', 'string?', null, '1.17.0', 'second key with the rights of api_key, for rotation'],
  ['service.jwt_rbac', 'boolean?', null, '1.9.0', 'accept tokens signed with api_key'],
  ['service.enforce_internal_auth', 'boolean?', null, '1.18.0', 'demand a key on the node port too'],
  ['service.hide_jwt_dashboard', 'boolean?', null, '1.11.4', 'hide the token page of the dashboard'],
  ['service.static_content_dir', 'string?', './static', '1.3.0', 'folder of the dashboard'],
  ['service.enable_static_content', 'boolean?', null, '1.3.0', 'serve the dashboard'],
  ['service.slow_query_secs', 'number?', null, '1.9.3', 'what counts as a slow request'],
  ['service.hardware_reporting', 'boolean?', null, '1.12.2', 'report the cost of each request'],
  ['service.metrics_prefix', 'string?', null, '1.16.0', 'put before the name of every metric'],
  ['service.enable_snapshot_url_recovery', 'boolean', true, '1.18.0', 'let snapshots be fetched from any URL'],
  ['tls.cert', 'string', './tls/cert.pem', '1.2.0', 'certificate of this server, leaf first'],
  ['tls.key', 'string', './tls/key.pem', '1.2.0', 'its private key, not encrypted'],
  ['tls.ca_cert', 'string?', './tls/cacert.pem', '1.2.0', 'certificates that clients and nodes are checked against'],
  ['tls.cert_ttl', 'integer?', 3600, '1.2.0', 'seconds until REST reads the certificate again; null never'],
  ['cluster.enabled', 'boolean', false, '1.2.0', 'be part of a cluster'],
  ['cluster.peer_id', 'integer?', null, '1.15.0', 'number of this node'],
  ['cluster.grpc_timeout_ms', 'integer', 60_000, '1.2.0', 'longest call between nodes'],
  ['cluster.connection_timeout_ms', 'integer', 2000, '1.2.0', 'longest wait for a connection between nodes'],
  ['cluster.resharding_enabled', 'boolean', false, '1.13.0', 'allow the number of shards to change'],
  ['cluster.p2p.port', 'port?', 6335, '1.2.0', 'port of the nodes'],
  ['cluster.p2p.connection_pool_size', 'integer', 2, '1.2.0', 'connections to each node'],
  ['cluster.p2p.enable_tls', 'boolean', false, '1.2.0', 'TLS with certificates on both ends between nodes'],
  ['cluster.consensus.max_message_queue_size', 'integer', 100, '1.2.0', 'longest queue of consensus messages'],
  ['cluster.consensus.tick_period_ms', 'integer', 100, '1.2.0', 'pulse of the consensus'],
  ['cluster.consensus.bootstrap_timeout_sec', 'integer', 15, '1.2.0', 'longest wait for the first node'],
  ['cluster.consensus.message_timeout_ticks', 'integer', 10, '1.2.0', 'longest wait for a consensus message'],
  ['cluster.consensus.compact_wal_entries', 'integer', 128, '1.2.0', 'entries after which the log is compacted'],
  ['audit.enabled', 'boolean', false, '1.17.0', 'write who did what'],
  ['audit.dir', 'string', './storage/audit', '1.17.0', 'folder of the audit log, from the working directory'],
  ['audit.rotation', 'word', 'daily', '1.17.0', 'when a new file is begun'],
  ['audit.max_log_files', 'integer', 7, '1.17.0', 'how many files are kept; 1 loses the log at every restart'],
  ['audit.trust_forwarded_headers', 'boolean', false, '1.17.0', 'take the address of the caller from a header'],
  ['audit.log_api', 'boolean', true, '1.18.0', 'name the path or method of each call'],
]

const SECRETS = new Set(['service.api_key', 'service.read_only_api_key', 'service.alt_api_key'])

const WORDS: Record<string, readonly string[]> = { 'audit.rotation': ['daily', 'hourly'] }

export const SETTINGS: readonly Setting[] = ROWS.map(([path, type, fallback, since, about]) => ({
  path,
  type: type.replace('?', '') as Setting['type'],
  nullable: type.endsWith('?'),
  default: fallback,
  since,
  about,
  ...(SECRETS.has(path) && { secret: true as const }),
  ...(WORDS[path] !== undefined && { words: WORDS[path] }),
}))

/** Tables whose keys are all known here; keys of others (storage, logger …) are not judged. */
export const KNOWN_TABLES = [
  'service',
  'tls',
  'cluster',
  'cluster.p2p',
  'cluster.consensus',
  'audit',
] as const

/** Every name that may stand at the top of a file. */
export const TOP_LEVEL = [
  'log_level',
  'logger',
  'storage',
  'service',
  'cluster',
  'telemetry_disabled',
  'tls',
  'debugger',
  'inference',
  'gpu',
  'feature_flags',
  'audit',
] as const

export const settingAt = (path: string): Setting | undefined =>
  SETTINGS.find((setting) => setting.path === path)
