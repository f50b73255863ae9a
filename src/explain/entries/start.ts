import type { Entry } from '../entry.ts'

/** What the server says while it starts, files of TLS and texts of YAML aside (v1.19.0, src/main.rs and src/settings.rs). */
export const START: readonly Entry[] = [
  {
    id: 'start/empty-key',
    title: 'A key is empty, so it counts as unset: if it was the only one, everybody gets in',
    texts: ['is set but empty, it is treated as unset and authentication may be disabled'],
    causes: [
      {
        cause:
          'A variable such as QDRANT__SERVICE__API_KEY is set to nothing, often by a default of nothing (:-) in a compose file. It beats every file.',
        tell: 'config show names the variable as the origin',
        check: 'qdrant-auth config show --environment',
      },
      {
        cause: 'A file has api_key: "" in a layer that is read later.',
        tell: 'config show names the file and the line',
        check: 'qdrant-auth config show',
      },
    ],
  },
  {
    id: 'start/jwt-without-key',
    title: 'Tokens are on and there is no key to check them with, so they stay off',
    texts: ['JWT RBAC configured but no API key set, JWT RBAC is not enabled'],
    causes: [
      {
        cause:
          'jwt_rbac is true, and api_key and alt_api_key are unset or empty. read_only_api_key is none to sign with.',
        tell: 'config show says what the keys are and where from',
        check: 'qdrant-auth config show',
      },
    ],
  },
  {
    id: 'start/short-key',
    title: 'A key that signs tokens has fewer than 32 bytes and can be found from any token',
    texts: ['it is highly recommended to use an API key of * bytes when JWT RBAC is enabled'],
    causes: [
      {
        cause:
          'The shorter of api_key and alt_api_key is below 32 bytes; an empty alternate key counts as 0.',
        tell: 'config validate names the setting',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'start/validation',
    title: 'A setting is out of its range: the server warns and starts all the same',
    texts: [
      'settings configuration file has validation errors',
      'WARN collection::operations::validation * invalid, must be',
      'service * value * invalid, must be',
      'cluster * value * invalid, must be',
      'tls.cert_ttl: value * invalid',
      'metrics prefix must be of all alphanumeric characters',
    ],
    causes: [
      {
        cause:
          'The value named is not what it means: cert_ttl 0 never reloads, others make timeouts of nothing.',
        tell: 'the line names the setting',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'start/config-path',
    title: 'The file of --config-path is not read, and the server starts without it, perhaps without keys',
    texts: ['config file via --config-path is not found'],
    causes: [
      {
        cause:
          'The file is not there for this user: a wrong path, relative to where the server is started, or not readable.',
        tell: 'ls as the user of the server',
        check: 'qdrant-auth config show --config-path FILE',
      },
      {
        cause:
          'Its name does not end with .yaml or .yml in small letters: .YAML, .json and .conf count as absent.',
        tell: 'the name in the line',
        check: 'qdrant-auth config validate --config-path FILE',
      },
    ],
  },
  {
    id: 'start/config-file',
    title: 'A layer of the configuration is not there, which is usual for some',
    texts: ['config file not found'],
    vague: 3,
    causes: [
      {
        cause:
          'config/development or config/production is optional. It matters if your keys are in it: unreadable and misnamed files count as absent too.',
        tell: 'config show lists every layer, and why it was not read',
        check: 'qdrant-auth config show',
      },
    ],
  },
  {
    id: 'start/host-not-address',
    title: 'service.host is a name, and gRPC and the cluster need an address',
    texts: [
      'AddrParseError',
      'host parse IpAddr',
      'service host localhost',
      'invalid IP address syntax',
      'error while starting REST server: failed to lookup address information',
    ],
    causes: [
      {
        cause:
          'service.host is localhost or another name. REST starts with one, gRPC panics, and in a cluster the whole process ends.',
        tell: 'config show has the value and its origin',
        check: 'qdrant-auth config get service.host',
      },
    ],
  },
  {
    id: 'start/port-taken',
    title: 'The server cannot listen on this address or port',
    texts: [
      'cannot assign requested address',
      'address already in use',
      'EADDRINUSE',
      'error while starting REST server: permission denied',
    ],
    causes: [
      {
        cause: 'Another program, or another Qdrant, has the port; or two settings name one port.',
        tell: 'the list of listeners names it',
        check: "ss -ltnp | grep -E ':633[345]'",
      },
      {
        cause: 'service.host is no address of this machine.',
        tell: 'the text is "Cannot assign requested address"',
        check: 'qdrant-auth config get service.host',
      },
      {
        cause: 'The port is below 1024 and the user may not open it.',
        tell: 'the text is "Permission denied"',
        check: 'qdrant-auth config get service.http_port',
      },
    ],
  },
  {
    id: 'start/p2p-port',
    title: 'The cluster is on and has no port for the other nodes',
    texts: ['P2P port is not set'],
    causes: [
      {
        cause: 'cluster.p2p.port is null in the last layer that names it.',
        tell: 'config show has its origin',
        check: 'qdrant-auth config get cluster.p2p.port',
      },
    ],
  },
  {
    id: 'start/same-uri',
    title: 'The node was told to join itself',
    texts: ['bootstrap URI is the same as this peer URI'],
    causes: [
      {
        cause: '--bootstrap and --uri are one address, so the node begins a new cluster.',
        tell: 'right for the first node, wrong for every other one',
        check: 'qdrant-auth config show . -- --uri URI --bootstrap URI',
      },
    ],
  },
  {
    id: 'start/join',
    title: 'The node cannot begin a cluster, or find the one it belongs to',
    texts: [
      'First peer should specify its uri',
      'Failed to initialize Consensus for new Raft state',
      'Failed to recover Consensus from existing Raft state',
      'Failed to recover from any known peers',
      'Retrying recovering from known peers',
    ],
    causes: [
      {
        cause:
          'Neither --uri nor --bootstrap was given. A node that was alone so far is new to a cluster too, whatever is in its storage.',
        tell: 'the line behind it ends with "specify its uri"',
        check: 'qdrant-auth config show . -- --uri http://NODE:6335',
      },
      {
        cause: 'Nobody answers at --bootstrap, or TLS of the node ports is on at one of the two only.',
        tell: 'the lines behind it speak of a transport error',
        check: 'qdrant-auth config show . -- --bootstrap http://NODE:6335',
      },
      {
        cause: 'The node has a new --uri, and no other node that it knows can be told.',
        tell: 'it retried three times before it ended',
        check: 'qdrant-auth config show . -- --uri http://NODE:6335',
      },
    ],
  },
  {
    id: 'start/kept-file',
    title: 'A file of the storage folder cannot be read, and the server ends',
    texts: ['json (de)serialization error', 'Failed to read quota config', 'Failed to deserialize & aliases'],
    causes: [
      {
        cause:
          'raft_state.json, quota.json or aliases/data.json is empty or cut off, as after a full disk, or belongs to another user.',
        tell: 'config validate says the same without a server',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'start/audit',
    title: 'The audit log cannot be written, and the server ends',
    texts: [
      'audit logger must be initialized if audit logging is enabled',
      'failed to create audit log appender',
    ],
    causes: [
      {
        cause: 'The user of the server may not write in audit.dir, or the file system is read-only.',
        tell: 'the text ends with "Permission denied" or "Read-only file system"',
        check: 'qdrant-auth config get audit.dir',
      },
      {
        cause:
          'A part of audit.dir is a file. It is relative to where the server is started, not to the storage.',
        tell: 'the text ends with "Not a directory" or "File exists"',
        check: 'qdrant-auth config get audit.dir',
      },
    ],
  },
  {
    id: 'start/audit-rotation',
    title: 'audit.rotation is neither daily nor hourly',
    texts: ['enum AuditRotation does not have variant', 'value of enum AuditRotation should be'],
    causes: [
      {
        cause: 'Only the words daily and hourly are taken, in small letters.',
        tell: 'the word in the text',
        check: 'qdrant-auth config get audit.rotation',
      },
    ],
  },
  {
    id: 'start/header-key',
    title: 'The key has a character that no header can carry',
    texts: [
      'API key contains invalid characters for gRPC metadata',
      'request parse error: invalid header provided',
    ],
    causes: [
      {
        cause:
          'A line end from a block scalar or a secret file, a tab or a letter outside ASCII. In a cluster it ends the process; elsewhere no client can log in.',
        tell: 'config validate names the character',
        check: 'qdrant-auth config validate',
      },
      {
        cause: 'A client sent such a header, and the key of the server is fine.',
        tell: 'the log line is one of actix_http, at the time of the request',
        check: 'tail -c 3 api-key.txt | od -c',
      },
    ],
  },
  {
    id: 'start/arguments',
    title: 'The server does not know one of its arguments',
    texts: [
      'unexpected argument * found * usage: qdrant',
      'unexpected argument',
      "invalid value * for '--uri",
      "invalid value * for '--bootstrap",
      'invalid uri character',
    ],
    causes: [
      {
        cause: 'A misspelt argument, such as --config for --config-path, or an address that is none.',
        tell: 'the text names it',
        check: 'qdrant-auth config show . -- ARGUMENTS',
      },
    ],
  },
  {
    id: 'start/workers',
    title: 'The server panics over a number that it was given as null or negative',
    texts: ['thread is not panicking', 'cannot convert float seconds to Duration'],
    causes: [
      {
        cause: 'service.max_workers is null, or slow_query_secs is below 0.',
        tell: 'config show has the value and its origin',
        check: 'qdrant-auth config show',
      },
    ],
  },
  {
    id: 'start/no-dashboard',
    title: 'There are no files for the dashboard, which is usual outside the Docker image',
    texts: ['static content folder for Web UI'],
    vague: 3,
    causes: [
      {
        cause: 'service.static_content_dir is not there. Nothing else depends on it.',
        tell: '/dashboard is a 404',
        check: 'qdrant-auth config get service.static_content_dir',
      },
    ],
  },
  {
    id: 'start/grpc',
    title: 'gRPC did not start, and the process goes on with REST alone',
    texts: ['error while starting gRPC server: transport error', 'error while starting gRPC server'],
    causes: [
      {
        cause:
          'Certificate and key do not fit, or the key has a form that gRPC does not take. The log does not say so.',
        tell: 'certs check says whether the key fits, and which port takes the pair',
        check: 'qdrant-auth certs check tls/',
      },
      {
        cause: 'The port is taken.',
        tell: 'the list of listeners names it',
        check: "ss -ltnp | grep ':6334'",
      },
    ],
  },
  {
    id: 'start/internal-grpc',
    title: 'The port for the other nodes did not start',
    texts: ['error while starting internal gRPC server', 'error while starting internal gRPC'],
    causes: [
      {
        cause: 'Certificate, key or CA of tls.* cannot be used, or service.host is a name.',
        tell: 'config validate names the file',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'start/rest',
    title: 'REST did not start: alone the process ends, in a cluster it goes on without REST',
    texts: ['error while starting REST server', 'error while starting metrics server'],
    vague: 1,
    causes: [
      {
        cause: 'The text behind it is the reason: a file of TLS, an address, a port.',
        tell: 'paste the whole line here',
        check: 'qdrant-auth config validate',
      },
    ],
  },
  {
    id: 'start/panic',
    title: 'A part of the server ended',
    texts: ['panic occurred in file', 'thread * panicked at'],
    vague: 1,
    causes: [
      {
        cause: 'The text behind the place is the reason. gRPC may be gone while REST works.',
        tell: 'paste the whole line here',
        check: 'qdrant-auth config show',
      },
    ],
  },
  {
    id: 'start/tls-off',
    title: 'This port speaks plain text: keys and tokens can be read on the way',
    texts: [
      'TLS disabled for REST API',
      'TLS disabled for gRPC API',
      'TLS disabled for metrics API',
      'TLS disabled for internal gRPC API',
    ],
    vague: 3,
    causes: [
      {
        cause:
          'service.enable_tls covers REST, gRPC and metrics; cluster.p2p.enable_tls the port for nodes. tls.enable_tls does nothing.',
        tell: 'config show says what each port demands',
        check: 'qdrant-auth config show',
      },
    ],
  },
  {
    id: 'start/tls-on',
    title: 'This port speaks TLS; the TTL says whether a new certificate needs a restart',
    texts: [
      'TLS enabled for REST API',
      'TLS enabled for gRPC API',
      'TLS enabled for metrics API',
      'TLS enabled for internal gRPC API',
      'TTL not supported',
    ],
    vague: 3,
    causes: [
      {
        cause:
          '"TTL not supported": gRPC and nodes take a new certificate with a restart alone. REST reads its pair again after cert_ttl seconds. A new CA needs a restart everywhere.',
        tell: 'compare what each port shows with the file',
        check: 'qdrant-auth certs check tls/ https://HOST:6333 grpcs://HOST:6334',
      },
    ],
  },
  {
    id: 'start/information',
    title: 'The server says what it does; nothing is wrong',
    texts: ['gRPC endpoint disabled', 'audit logging enabled, writing to', 'distributed mode disabled'],
    vague: 3,
    causes: [
      {
        cause:
          'gRPC is off when grpc_port is null. The audit directory is relative to where the server is started, so in a container it may be outside the volume.',
        tell: 'config show has the values and their origins',
        check: 'qdrant-auth config show',
      },
    ],
  },
]
