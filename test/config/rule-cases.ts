import { makeAuthority, makeLeaf } from '../certs/fixture.ts'
import { KEY, type Setup } from './fixture.ts'

const CONFIG = 'config/config.yaml'
const AT = (place: string) => `${CONFIG}:${place}`

/** A service on this machine alone, with a good key; more lines go into the table. */
export const service = (...lines: string[]): string =>
  `service:\n  host: 127.0.0.1\n  api_key: "${KEY}"\n${lines.map((line) => `  ${line}\n`).join('')}`
export const GOOD: Setup = { config: service() }
export const config = (text: string): Setup => ({ config: text })
/** The same without a key: the lines bring their own. */
export const keyless = (...lines: string[]): Setup =>
  config(`service:\n  host: 127.0.0.1\n${lines.map((line) => `  ${line}\n`).join('')}`)
export const OTHER = 'zK2mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSy'

export const authority = makeAuthority()
const leaf = makeLeaf({}, authority)
const stranger = makeLeaf({ keyType: 'ec-p384' }, authority)
export const tls = (more: Setup['files'] = {}): Setup => ({
  config: service('enable_tls: true'),
  files: {
    'tls/cert.pem': { content: leaf.certificatePem },
    'tls/key.pem': { content: leaf.keyPem },
    'tls/cacert.pem': { content: authority.certificatePem },
    ...more,
  },
})
export const pair = ({ certificatePem, keyPem }: typeof leaf): Setup['files'] => ({
  'tls/cert.pem': { content: certificatePem },
  'tls/key.pem': { content: keyPem },
})
export const cluster = (lines = '', more: string[] = []): string =>
  `${service('enforce_internal_auth: true', ...more)}cluster:\n  enabled: true\n${lines}`
const P2P = '  p2p: { enable_tls: true }\n'

/** A case that the rule speaks for, where it points to, and the nearest one it says nothing to. */
export const CASES: [rule: string, failing: Setup, place: string, passing: Setup][] = [
  ['broken-yaml', config('service: ['), AT('1:11'), GOOD],
  ['broken-yaml', config('a: 1\n---\nb: 2\n'), AT('3:1'), GOOD],
  ['broken-yaml', config('service:\n\tapi_key: x\n'), AT('2:2'), GOOD],
  [
    'duplicate-key',
    config(service(`api_key: "${OTHER}"`)),
    AT('4:12'),
    config(service(`alt_api_key: "${OTHER}"`)),
  ],
  ['stray-character', config(service('# a\uFEFFb')), AT('4:6'), config(`\uFEFF${service()}`)],
  ['wrong-type', config(service('http_port: many')), AT('4:14'), config(service('http_port: 6333'))],
  ['wrong-type', config(service('http_port: null')), AT('4:14'), config(service('grpc_port: null'))],
  [
    'wrong-type',
    { ...GOOD, variables: { QDRANT__SERVICE__JWT_RBAC: 'maybe' } },
    '$QDRANT__SERVICE__JWT_RBAC',
    { ...GOOD, variables: { QDRANT__SERVICE__JWT_RBAC: 'ON' } },
  ],
  [
    'wrong-type',
    config(`${service()}audit: { rotation: Daily }\n`),
    AT('4:20'),
    config(`${service()}audit: { rotation: daily }\n`),
  ],
  [
    'will-not-start',
    { config: `${service()}audit: { enabled: true }\n`, files: { storage: { content: 'a file' } } },
    '',
    config(`${service()}audit: { enabled: true }\n`),
  ],
  ['random-outcome', config(`${service()}service.api_key: "${OTHER}"\n`), AT('3:3'), GOOD],
  ['not-judged', config('- '.repeat(20_000)), AT('1:1'), GOOD],
  ['unknown-key', config(service('enable_tsl: true')), AT('4:3'), config(service('enable_tls: false'))],
  ['unknown-key', config(`${service()}tsl: {}\n`), AT('4:1'), config(`${service()}tls: {}\n`)],
  [
    'unknown-key',
    { ...GOOD, variables: { QDRANT__SERVICE__APIKEY: 'x' } },
    '$QDRANT__SERVICE__APIKEY',
    { ...GOOD, variables: { QDRANT_URI: 'http://a:6335' } },
  ],
  [
    'foreign-key',
    config(`${service()}frobnicate: 1\n`),
    AT('4:1'),
    config(`${service()}telemetry_disabled: true\n`),
  ],
  [
    'wrong-case',
    config(service('Enable_TLS: true')),
    AT('4:3'),
    { ...config(service('Enable_TLS: true')), version: '1.12.0' },
  ],
  [
    'misplaced-key',
    config(`${service()}tls: { enable_tls: true }\n`),
    AT('4:8'),
    config(service('enable_tls: false')),
  ],
  ['misplaced-key', config(`api_key: "${KEY}"\n${service()}`), AT('1:1'), GOOD],
  ['misplaced-key', config(`${service()}cluster: { enforce_internal_auth: true }\n`), AT('4:12'), GOOD],
  [
    'missing-blank',
    config('service: {host: 127.0.0.1, api_key:abc}\n'),
    AT('1:28'),
    config('service: {api_key: abc}\n'),
  ],
  ['merge-key', config(`x: &x { a: 1 }\n${service('<<: *x')}`), AT('5:3'), GOOD],
  [
    'variable-name',
    { ...GOOD, variables: { QDRANT_SERVICE__API_KEY: 'x' } },
    '$QDRANT_SERVICE__API_KEY',
    { ...GOOD, variables: { QDRANT__SERVICE__API_KEY: KEY } },
  ],
  [
    'variable-name',
    { ...GOOD, variables: { QDRANT__SERVICE_ENABLE_TLS: '1' } },
    '$QDRANT__SERVICE_ENABLE_TLS',
    { ...GOOD, variables: { QDRANT_CLIENT_TIMEOUT: '1' } },
  ],
  [
    'newer-setting',
    { ...config(service(`alt_api_key: "${OTHER}"`)), version: '1.16.3' },
    AT('4:3'),
    { ...config(service(`alt_api_key: "${OTHER}"`)), version: '1.17.0' },
  ],
  [
    'out-of-range',
    config(service('http_keep_alive_timeout_sec: 0')),
    AT('4:32'),
    config(service('http_keep_alive_timeout_sec: 1')),
  ],
  ['mangled-key', keyless('api_key: 1e10'), AT('3:12'), keyless('api_key: "1e10"')],
  ['mangled-key', keyless('api_key: 0012345'), AT('3:12'), keyless("api_key: '0012345'")],
  ['mangled-key', keyless('api_key: True'), AT('3:12'), keyless('api_key: yes')],
  ['unquoted-key', keyless('api_key: 12345'), AT('3:12'), keyless('api_key: abcde')],
  ['unset-key', config(service('read_only_api_key: ""')), AT('4:3'), GOOD],
  ['unset-key', keyless('api_key: ~'), AT('3:3'), GOOD],
  ['commented-key', keyless('api_key: #s3cretpassword'), AT('3:3'), keyless('api_key: "#s3cretpassword"')],
  ['tagged-key', keyless('api_key: !secret qdrant_key'), AT('3:12'), keyless('api_key: qdrant_key')],
  ['tagged-key', keyless('api_key: !!str'), AT('3:12'), keyless('api_key: &key abc')],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what people write, and Qdrant does not fill in
  ['variable-in-value', keyless('api_key: "${QDRANT_KEY}"'), AT('3:12'), keyless('api_key: "a$b"')],
  ['blank-in-key', keyless('api_key: |', `  ${KEY}`), AT('4:5'), GOOD],
  ['unusable-key', keyless('api_key: "schlüssel-aaaaaaaaaaaaaaaaaaaaaaaaa"'), AT('3:12'), GOOD],
  ['short-key', keyless('api_key: "abc"'), AT('3:12'), GOOD],
  [
    'equal-keys',
    config(service(`read_only_api_key: "${KEY}"`)),
    AT('4:22'),
    config(service(`read_only_api_key: "${OTHER}"`)),
  ],
  ['readable-secret', { ...GOOD, mode: 0o640 }, AT('3:3'), { ...keyless(), mode: 0o644 }],
  ['tracked-secret', { ...GOOD, tracked: [CONFIG] }, AT('3:3'), { ...keyless(), tracked: [CONFIG] }],
  ['no-authentication', keyless(), '', GOOD],
  [
    'only-read-only-key',
    keyless(`read_only_api_key: "${KEY}"`),
    AT('3:22'),
    config(service(`read_only_api_key: "${OTHER}"`)),
  ],
  [
    'only-alternate-key',
    keyless(`alt_api_key: "${KEY}"`),
    AT('3:16'),
    config(service(`alt_api_key: "${OTHER}"`)),
  ],
  ['jwt-without-key', keyless('jwt_rbac: true'), AT('3:13'), config(service('jwt_rbac: true'))],
  [
    'overriding-variable',
    { ...GOOD, variables: { QDRANT__SERVICE__API_KEY: OTHER } },
    '$QDRANT__SERVICE__API_KEY',
    { ...keyless(), variables: { QDRANT__SERVICE__API_KEY: OTHER } },
  ],
  [
    'unset-by-layer',
    { ...GOOD, files: { 'config/local.yaml': { content: 'service:\n  api_key:\n' } } },
    'config/local.yaml:2:3',
    { ...GOOD, files: { 'config/local.yaml': { content: 'service:\n  jwt_rbac: true\n' } } },
  ],
  [
    'unset-by-layer',
    { ...GOOD, variables: { QDRANT__SERVICE__API_KEY: '' } },
    '$QDRANT__SERVICE__API_KEY',
    { ...GOOD, variables: { QDRANT__SERVICE__ALT_API_KEY: '' } },
  ],
  [
    'unreadable-file',
    { ...GOOD, uid: 1000, files: { 'config/local.yaml': { mode: 0o600, content: '' } } },
    '',
    GOOD,
  ],
  ['wrong-extension', { files: { 'config/config': { content: service() } } }, '', GOOD],
  ['missing-config-path', { ...GOOD, arguments: ['--config-path', 'gone.yaml'] }, '', GOOD],
  [
    'unread-file',
    { ...GOOD, files: { 'config/production.yaml': { content: '' } } },
    '',
    { ...GOOD, files: { 'config/production.yaml': { content: '' } }, variables: { RUN_MODE: 'production' } },
  ],
  [
    'unread-file',
    { ...GOOD, files: { 'config/config.yaml.bak': { content: '' } } },
    '',
    { ...GOOD, files: { 'config/notes.txt': { content: '' } } },
  ],
  ['key-without-tls', config(`service:\n  host: 0.0.0.0\n  api_key: "${KEY}"\n`), AT('2:9'), GOOD],
  [
    'host-not-address',
    config('service: { host: localhost }\n'),
    AT('1:18'),
    config('service: { host: "::1" }\n'),
  ],
  [
    'grpc-without-client-certificate',
    config(service('verify_https_client_certificate: true')),
    AT('4:36'),
    config(service('verify_https_client_certificate: true', 'grpc_port: null')),
  ],
  [
    'client-certificate-without-tls',
    config(service('verify_https_client_certificate: true')),
    AT('4:36'),
    GOOD,
  ],
  ['certificates-without-tls', config(`${service()}tls:\n  cert: ./tls/cert.pem\n`), AT('5:3'), tls()],
  [
    'open-metrics',
    config(`service:\n  metrics_port: 9090\n`),
    AT('2:17'),
    config(service('metrics_port: 9090')),
  ],
  ['random-port', config(service('grpc_port: false')), AT('4:14'), config(service('grpc_port: null'))],
  ['port-collision', config(service('grpc_port: 6333')), AT('4:14'), config(service('grpc_port: 6334'))],
  ['open-cors', config(service('enable_cors: true')), AT('4:16'), config(service('enable_cors: false'))],
  [
    'snapshot-from-url',
    config(service('enable_snapshot_url_recovery: true')),
    AT('4:33'),
    config(service('enable_snapshot_url_recovery: false')),
  ],
  ['missing-certificate', config(service('enable_tls: true')), AT('4:15'), tls()],
  ['unusable-certificate', tls({ 'tls/key.pem': { content: stranger.keyPem } }), AT('4:15'), tls()],
  ['mismatched-pair', tls({ 'tls/key.pem': { content: stranger.keyPem } }), AT('4:15'), tls()],
  ['certificate-time', { ...tls(), now: new Date('2029-01-01T00:00:00Z') }, AT('4:15'), tls()],
  ['certificate-usage', tls(pair(makeLeaf({ role: 'client', names: [] }, authority))), AT('4:15'), tls()],
  [
    'null-ca',
    config(`${service('enable_tls: true', 'verify_https_client_certificate: true')}tls: { ca_cert: null }\n`),
    AT('6:17'),
    config(`${service('enable_tls: true')}tls: { ca_cert: null }\n`),
  ],
  [
    'cert-ttl-zero',
    config(`${service()}tls: { cert_ttl: 0 }\n`),
    AT('4:18'),
    config(`${service()}tls: { cert_ttl: null }\n`),
  ],
  ['cluster-without-tls', config(cluster()), AT('6:12'), config(cluster(P2P))],
  ['internal-auth-off', config(`${service()}cluster: { enabled: true }\n`), AT('4:21'), config(cluster())],
  [
    'internal-auth-without-key',
    keyless('enforce_internal_auth: true'),
    AT('3:26'),
    config(service('enforce_internal_auth: true')),
  ],
  ['internal-auth-alone', config(service('enforce_internal_auth: true')), AT('4:26'), config(cluster())],
  [
    'uri-without-tls',
    { config: cluster(P2P), arguments: ['--uri', 'http://node-1:6335'] },
    '',
    { config: cluster(P2P), arguments: ['--uri=https://node-1:6335'] },
  ],
  [
    'uri-without-tls',
    { config: cluster(P2P), variables: { QDRANT_BOOTSTRAP: 'http://node-1:6335' } },
    '',
    { config: cluster(), variables: { QDRANT_BOOTSTRAP: 'http://node-1:6335' } },
  ],
  [
    'vanishing-audit',
    config(`${service()}audit:\n  enabled: true\n  dir: ./audit\n`),
    AT('6:8'),
    config(`${service()}audit: { enabled: true }\n`),
  ],
  [
    'few-audit-files',
    config(`${service()}audit: { enabled: true, max_log_files: 1 }\n`),
    AT('4:40'),
    config(`${service()}audit: { enabled: true, max_log_files: 2 }\n`),
  ],
  [
    'forwarded-address',
    config(`${service()}audit: { enabled: true, trust_forwarded_headers: true }\n`),
    AT('4:50'),
    config(`${service()}audit: { trust_forwarded_headers: true }\n`),
  ],
  [
    'hidden-warnings',
    config(`${service()}log_level: ERROR\n`),
    AT('4:12'),
    config(`${service()}log_level: warn\n`),
  ],
  [
    'ignored-log-level',
    config(`${service()}log_level: "INFO,qdrant=loud"\n`),
    AT('4:12'),
    config(`${service()}log_level: INFO,qdrant=debug\n`),
  ],
]
