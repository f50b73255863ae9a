import { expect, test } from 'vitest'
import { findingsOf, KEY, type Setup, told } from './fixture.ts'

const OTHER = 'zK2mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSy'
const service = (...settings: string[]) => `service: { ${settings.join(', ')} }\n`
const KEYED = `api_key: "${KEY}"`
const HERE = 'host: 127.0.0.1'

/** Whether a rule speaks for a config.yaml. */
const speaks = async (rule: string, config: string, more: Partial<Setup> = {}) =>
  (await told(rule, { config, ...more })).length > 0

test.each([
  ['key-without-tls', service(KEYED), true],
  ['key-without-tls', service(KEYED, 'host: ""'), true],
  ['key-without-tls', service(KEYED, 'host: "10.0.0.5"'), true],
  ['key-without-tls', service(KEYED, 'host: "::"'), true],
  ['key-without-tls', service(KEYED, 'host: "::1"'), false],
  ['key-without-tls', service(KEYED, 'host: 127.10.20.30'), false],
  ['key-without-tls', service(KEYED, 'host: "127.0.0.1.example.org"'), true],
  ['key-without-tls', service(KEYED, 'host: "x127.0.0.1"'), true],
  ['key-without-tls', service(KEYED, 'host: "::1x"'), true],
  ['key-without-tls', service(KEYED, 'enable_tls: true'), false],
  ['key-without-tls', service('host: 0.0.0.0'), false],
  ['open-metrics', service('metrics_port: 9090'), true],
  ['open-metrics', service('metrics_port: 9090', 'host: ""'), true],
  ['open-metrics', service('metrics_port: 9090', 'host: "::1"'), false],
  ['open-metrics', service('metrics_port: null'), false],
  ['open-metrics', service(KEYED), false],
  ['open-metrics', service('metrics_port: 9090', 'enable_tls: true'), true],
  ['open-metrics', service('metrics_port: 9090', 'verify_https_client_certificate: true'), true],
  [
    'open-metrics',
    service('metrics_port: 9090', 'enable_tls: true', 'verify_https_client_certificate: true'),
    false,
  ],
  ['host-not-address', service('host: "10.0.0.256"'), true],
  ['host-not-address', service('host: "0.0.0.0"'), false],
  ['host-not-address', service('host: ""'), false],
  ['grpc-without-client-certificate', service('grpc_port: 6334'), false],
  [
    'client-certificate-without-tls',
    service('enable_tls: true', 'verify_https_client_certificate: true'),
    false,
  ],
  ['open-cors', service(KEYED), false],
  ['snapshot-from-url', service(KEYED), false],
  ['certificates-without-tls', 'tls: { key: k.pem }\n', true],
  ['certificates-without-tls', 'tls: { ca_cert: k.pem }\n', false],
  ['certificates-without-tls', 'tls: { key: k.pem }\ncluster: { p2p: { enable_tls: true } }\n', false],
  ['certificates-without-tls', `${service('enable_tls: true')}tls: { key: k.pem }\n`, false],
  ['null-ca', 'tls: { ca_cert: null }\ncluster: { enabled: true, p2p: { enable_tls: true } }\n', true],
  ['null-ca', 'tls: { ca_cert: null }\ncluster: { p2p: { enable_tls: true } }\n', false],
  ['null-ca', `${service('verify_https_client_certificate: true')}tls: { ca_cert: null }\n`, false],
  ['null-ca', service('enable_tls: true', 'verify_https_client_certificate: true'), false],
  ['no-authentication', service('read_only_api_key: x'), false],
  ['no-authentication', service('api_key: ""'), true],
  ['no-authentication', service('http_port: many'), false],
  ['jwt-without-key', service('jwt_rbac: true', 'alt_api_key: x'), false],
  ['jwt-without-key', service('jwt_rbac: true', 'read_only_api_key: x'), true],
  ['jwt-without-key', service(HERE), false],
  ['only-read-only-key', service('read_only_api_key: x', 'alt_api_key: y'), false],
  ['only-read-only-key', service(HERE), false],
  ['only-alternate-key', service(KEYED), false],
  ['internal-auth-without-key', service('enforce_internal_auth: true', 'alt_api_key: y'), false],
  ['internal-auth-off', 'cluster: { enabled: true }\n', false],
  ['internal-auth-off', `${service('read_only_api_key: x')}cluster: { enabled: true }\n`, true],
  ['internal-auth-off', service(KEYED), false],
  ['cluster-without-tls', 'cluster: { enabled: false }\n', false],
  ['equal-keys', service(`api_key: "${KEY}"`, `alt_api_key: "${KEY}"`), true],
  ['equal-keys', service(`read_only_api_key: "${KEY}"`, `alt_api_key: "${KEY}"`), true],
  ['equal-keys', service('api_key: ""', 'alt_api_key: ""'), false],
  ['equal-keys', service(HERE), false],
  ['short-key', service(`api_key: "${'k'.repeat(32)}"`), false],
  ['short-key', service(`read_only_api_key: "${'k'.repeat(31)}"`), true],
  ['blank-in-key', service('alt_api_key: " x"'), true],
  ['blank-in-key', service('api_key: "a b"'), false],
  ['unusable-key', service('alt_api_key: "a\\tb"'), true],
  ['unusable-key', service('api_key: " ~ "'), false],
  ['unusable-key', service('api_key: "\\x7f"'), true],
])('%s: %s %s', async (rule, config, expected) => {
  expect(await speaks(rule, config)).toBe(expected)
})

test('ports that fall together', async () => {
  const said = (config: string) => told('port-collision', { config })
  const both = (place: string, path: string, other: string, port: number) =>
    `${place} ${path} and ${other} are both ${port} → give each a port of its own`
  expect(await said(service('grpc_port: null', 'metrics_port: null'))).toEqual([])
  expect(await said(service('http_port: 0', 'grpc_port: 0'))).toEqual([])
  expect(await said(service('http_port: 7', 'grpc_port: 7', 'metrics_port: 7'))).toEqual([
    both('1:37', 'service.grpc_port', 'service.http_port', 7),
    both('1:54', 'service.metrics_port', 'service.http_port', 7),
  ])
  // The node port is used in a cluster only.
  const p2p = 'cluster: { enabled: true, p2p: { port: 6334 } }\n'
  expect(await said(p2p)).toEqual([both('1:40', 'cluster.p2p.port', 'service.grpc_port', 6334)])
  expect(await said(p2p.replace('true', 'false'))).toEqual([])
  expect(await said(`${service('grpc_port: 6335', 'host: "::1"')}cluster: { enabled: true }\n`)).toEqual([
    both('1:23', 'cluster.p2p.port', 'service.grpc_port', 6335),
  ])
  expect(await said(service('grpc_port: 6333', 'http_port: many'))).toEqual([])
})

test('ports that the system picks', async () => {
  expect(
    await told('random-port', {
      config: `${service('http_port: 0', 'grpc_port: 0', 'metrics_port: 0')}cluster: { p2p: { port: 0 } }\n`,
    }),
  ).toEqual([
    '1:23 service.http_port is 0: the system picks a random port → write the number of a port',
    '1:37 service.grpc_port is 0: the system picks a random port → write null to close it',
    '1:54 service.metrics_port is 0: the system picks a random port → write the number of a port',
    '2:25 cluster.p2p.port is 0: the system picks a random port → write the number of a port',
  ])
  expect(await told('random-port', { config: service('http_port: 0', 'grpc_port: many') })).toEqual([])
})

test('addresses of a node', async () => {
  const cluster = (tls: boolean) =>
    `${service(HERE, KEYED, 'enforce_internal_auth: true')}cluster: { enabled: true, p2p: { enable_tls: ${tls} } }\n`
  const said = (tls: boolean, given: string[], variables: Record<string, string> = {}) =>
    told('uri-without-tls', { config: cluster(tls), arguments: given, variables })
  const fits = (name: string, tls: boolean) =>
    ` ${name} does not fit: the node port ${tls ? 'talks TLS → write https://' : 'has no TLS → write http://'}`
  expect(await said(true, ['--uri', 'http://a:6335'])).toEqual([fits('--uri', true)])
  expect(await said(true, ['--uri=https://a:6335', '--bootstrap=http://b:6335'])).toEqual([
    fits('--bootstrap', true),
  ])
  expect(await said(false, ['--uri', 'https://a:6335', '--bootstrap', 'https://b:6335'])).toEqual([
    fits('--uri', false),
    fits('--bootstrap', false),
  ])
  expect(await said(false, [], { QDRANT_URI: 'https://a:6335' })).toEqual([fits('QDRANT_URI', false)])
  expect(await said(true, ['--uri', 'https://a:6335'], { QDRANT_BOOTSTRAP: 'http://b:6335' })).toEqual([
    fits('QDRANT_BOOTSTRAP', true),
  ])
  expect(await said(true, ['--frobnicate', '--uri', 'http://a:6335'])).toEqual([])
  expect(await said(true, [])).toEqual([])
  const single = service(HERE, KEYED)
  expect(await told('uri-without-tls', { config: single, arguments: ['--uri', 'https://a:6335'] })).toEqual(
    [],
  )
})

test('a rule points to what was written', async () => {
  const place = async (rule: string, config: string) =>
    (await told(rule, { config })).map((one) => one.split(' ')[0])
  const p2p = 'cluster: { enabled: true, p2p: { enable_tls: false } }\n'
  expect(await place('cluster-without-tls', p2p)).toEqual(['1:46'])
  expect(await place('internal-auth-off', `${service(KEYED, 'enforce_internal_auth: false')}${p2p}`)).toEqual(
    ['1:91'],
  )
  const mutual = service('verify_https_client_certificate: true', 'grpc_port: 1')
  expect(await place('grpc-without-client-certificate', mutual)).toEqual(['1:62'])
  const open = `${service('enable_tls: true', 'verify_https_client_certificate: true')}tls: { ca_cert: null }\n`
  expect(await place('null-ca', open)).toEqual(['2:17'])
  expect((await told('key-without-tls', { config: service(KEYED) }))[0]).toMatch(
    /^ keys are sent in plain text to 0\.0\.0\.0 /,
  )
})

test('two keys that are the same are told with both their names', async () => {
  const config = service(`api_key: "${KEY}"`, `alt_api_key: "${OTHER}"`, `read_only_api_key: "${OTHER}"`)
  expect((await findingsOf({ config })).map(({ message }) => message)).toContain(
    'service.read_only_api_key is the same as service.alt_api_key',
  )
})
