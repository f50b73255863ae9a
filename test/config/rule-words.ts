/** What each rule says, with its level and hint, in the order of its cases; one text where all cases get the same. */
export const WORDS: Record<string, readonly string[]> = {
  'broken-yaml': [
    'error: while parsing a node, did not find expected node content at byte 10 line 2 column 1',
    'error: Got 2 YAML documents, expected 1',
    'error: tabs disallowed within this context (block indentation) at byte 10 line 2 column 2',
  ],
  'duplicate-key': [
    'error: String("api_key"): duplicated key in mapping at byte 95 line 4 column 12 → keep one of the two',
  ],
  'stray-character': [
    'error: a byte order mark stands inside the file → remove it: most editors do not show it',
  ],
  'wrong-type': [
    'error: invalid type: string, expected an integer for key `service.http_port`',
    'error: invalid type: unit value, expected an integer for key `service.http_port`',
    'error: invalid type: string, expected a boolean for key `service.jwt_rbac` in the environment',
    'error: enum AuditRotation does not have variant constructor for key `audit.rotation`',
  ],
  'will-not-start': [
    'error: the server does not start: Audit logger must be initialized if audit logging is enabled: failed to create directory `./storage/audit`: Not a directory (os error 20)',
  ],
  'random-outcome': [
    'error: the server picks at random between entries that contradict each other → write each setting once: no dotted key beside its table, no variable beside one for a part of it',
  ],
  'not-judged': ['error: this tool does not judge config/config.yaml: more than 500 levels of nesting'],
  'unknown-key': [
    'error: Qdrant does not know service.enable_tsl and ignores it → did you mean enable_tls?',
    'error: Qdrant does not know tsl and ignores it → did you mean tls?',
    'error: Qdrant does not know service.apikey and ignores it → did you mean api_key?',
  ],
  'foreign-key': ['warning: Qdrant does not know frobnicate and ignores it'],
  'wrong-case': [
    'error: Qdrant does not know service.Enable_TLS and ignores it: keys are case-sensitive → did you mean enable_tls?',
  ],
  'misplaced-key': [
    'error: Qdrant does not look for tls.enable_tls and ignores it → its place is service.enable_tls',
    'error: Qdrant does not look for api_key and ignores it → its place is service.api_key',
    'error: Qdrant does not look for cluster.enforce_internal_auth and ignores it → its place is service.enforce_internal_auth',
  ],
  'missing-blank': [
    'error: service.api_key lacks a blank behind its colon, so it is not set → write a blank behind the colon',
  ],
  'merge-key': [
    'error: Qdrant does not expand service.<<: what it names is not merged in → use an alias for each value, or write them out',
  ],
  'variable-name': [
    'error: Qdrant ignores the variable QDRANT_SERVICE__API_KEY → did you mean QDRANT__SERVICE__API_KEY?',
    'error: Qdrant ignores the variable QDRANT__SERVICE_ENABLE_TLS → did you mean QDRANT__SERVICE__ENABLE_TLS?',
  ],
  'newer-setting': [
    'error: Qdrant 1.16.3 ignores service.alt_api_key, which came with 1.17.0 → upgrade the server, or remove the line',
  ],
  'out-of-range': ['warning: service.http_keep_alive_timeout_sec: value 0 invalid, must be 1 or larger'],
  'mangled-key': [
    'error: service.api_key is not in quotes, and the server reads it as something other than this text → put it in double quotes',
  ],
  'unquoted-key': [
    'warning: service.api_key is not in quotes, and YAML takes it for a number → put it in double quotes',
  ],
  'unset-key': [
    'error: service.read_only_api_key is empty, so it is not set → give it a value or remove the line',
    'error: service.api_key is empty, so it is not set → give it a value or remove the line',
  ],
  'commented-key': [
    'error: service.api_key is not set: what begins with # is a comment → put the key in double quotes',
  ],
  'tagged-key': [
    'error: service.api_key has a tag, which the server does not follow → write the key itself, in double quotes',
  ],
  'variable-in-value': [
    'error: service.api_key holds a variable, and Qdrant fills in none → set QDRANT__SERVICE__API_KEY in the environment instead',
  ],
  'blank-in-key': [
    'error: service.api_key begins or ends with a blank or line end, which hardly any client can send → write it on one line in double quotes',
  ],
  'unusable-key': ['error: service.api_key cannot be sent in a header → use letters, digits, - and _'],
  'short-key': [
    'warning: service.api_key has 3 bytes, and 32 is the least → make a new one: qdrant-auth keygen',
  ],
  'equal-keys': [
    'error: service.read_only_api_key is the same as service.api_key → make a new one: qdrant-auth keygen',
  ],
  'readable-secret': [
    'warning: others can read this file with service.api_key in it (0640) → chmod 600 config/config.yaml',
  ],
  'tracked-secret': [
    'error: git keeps this file with service.api_key in it → move the key to config/local.yaml, ignore that file, and make a new key',
  ],
  'no-authentication': [
    'warning: no key is set: everybody who reaches the server may do everything → set service.api_key: qdrant-auth keygen',
  ],
  'only-read-only-key': [
    'warning: only a read-only key is set: nobody can write → set service.api_key as well',
  ],
  'only-alternate-key': ['warning: alt_api_key is set without api_key → make it the api_key'],
  'jwt-without-key': ['error: jwt_rbac does nothing without api_key → set service.api_key'],
  'overriding-variable': [
    'warning: QDRANT__SERVICE__API_KEY overrides service.api_key of config/config.yaml → keep one of the two',
  ],
  'unset-by-layer': ['error: service.api_key of config/config.yaml is taken away here → remove this line'],
  'unreadable-file': [
    'error: the server may not read config/local.yaml and starts without it → give its user the file: chown, or chmod 640 and its group',
  ],
  'wrong-extension': ['error: the server does not read config/config: it reads .yaml and .yml → rename it'],
  'missing-config-path': [
    'error: --config-path gone.yaml is not there, and the server starts without it → check the path',
  ],
  'unread-file': [
    'note: the server does not read config/production.yaml → the Docker image does: --run-mode production',
    'note: the server does not read config/config.yaml.bak',
  ],
  'key-without-tls': [
    'warning: keys are sent in plain text to 0.0.0.0 → set service.enable_tls, or listen on 127.0.0.1',
  ],
  'host-not-address': ['error: service.host "localhost" is no IP address → write 127.0.0.1 or 0.0.0.0'],
  'grpc-without-client-certificate': [
    'warning: gRPC asks for no client certificate → close it with grpc_port: null, or keep it behind a firewall',
  ],
  'client-certificate-without-tls': [
    'error: verify_https_client_certificate does nothing without enable_tls → set service.enable_tls: true',
  ],
  'certificates-without-tls': [
    'warning: the tls table names certificates, and TLS is off on every port → set service.enable_tls: true',
  ],
  'open-metrics': [
    'warning: the metrics port 9090 asks for no key → keep it behind a firewall, or demand client certificates',
  ],
  'random-port': ['error: service.grpc_port is 0: the system picks a random port → write null to close it'],
  'port-collision': [
    'error: service.grpc_port and service.http_port are both 6333 → give each a port of its own',
  ],
  'open-cors': [
    'note: pages of every origin may call the API → set enable_cors: false where no browser needs it',
  ],
  'snapshot-from-url': [
    'note: snapshots may be fetched from any URL → set enable_snapshot_url_recovery: false where nobody needs it',
  ],
  'missing-certificate': [
    'error: tls.cert names ./tls/cert.pem, which the server cannot read: No such file or directory → paths start from the directory the server is started in',
  ],
  'unusable-certificate': [
    'error: gRPC does not come up: transport error → qdrant-auth certs show tells what the files are',
  ],
  'mismatched-pair': ['error: tls.key is not the key of tls.cert → put the key beside its own certificate'],
  'certificate-time': ['error: tls.cert expired on 2027-11-23 → renew it'],
  'certificate-usage': [
    'error: tls.cert is not for servers (serverAuth) → make one with qdrant-auth certs init',
  ],
  'null-ca': ['error: tls.ca_cert is null, and certificates are to be checked → name the file with the CA'],
  'cert-ttl-zero': [
    'warning: tls.cert_ttl is 0: REST never reads a renewed certificate → write seconds, such as 3600',
  ],
  'cluster-without-tls': [
    'warning: the node port has no TLS → set cluster.p2p.enable_tls, with a node certificate for each node',
  ],
  'internal-auth-off': [
    'warning: the node port asks for no key → set service.enforce_internal_auth: true on every node, and restart them together',
  ],
  'internal-auth-without-key': [
    'error: enforce_internal_auth does nothing without api_key → set service.api_key, the same on every node',
  ],
  'internal-auth-alone': ['note: enforce_internal_auth does nothing without a cluster'],
  'uri-without-tls': [
    'error: --uri does not fit: the node port talks TLS → write https://',
    'error: QDRANT_BOOTSTRAP does not fit: the node port talks TLS → write https://',
  ],
  'vanishing-audit': [
    'warning: the audit log in ./audit is outside ./storage, and may not be kept → put it below the data folder, or on a volume of its own',
  ],
  'few-audit-files': [
    'warning: audit.max_log_files keeps one file: a restart loses the log → keep at least 2',
  ],
  'forwarded-address': [
    'warning: callers can choose the address that the audit log shows → only behind a proxy that sets X-Forwarded-For itself',
  ],
  'hidden-warnings': [
    'warning: the log level "ERROR" hides the warnings about keys and files → use INFO or WARN',
  ],
  'ignored-log-level': [
    'warning: log_level: ignoring `qdrant=loud`: error parsing level filter: expected one of "off", "error", "warn", "info", "debug", "trace", or a number 0-5 → such as INFO or WARN,qdrant=debug',
  ],
}
