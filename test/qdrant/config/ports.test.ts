import { expect, test } from 'vitest'
import { loadEffective } from '../../../src/qdrant/config/effective.ts'
import { type MemoryFile, memoryFiles } from './memory-files.ts'

/** What a server v1.19.0 did with these settings; of a race, either end was seen in one start or another. */
function outcomes(
  text: string,
  args: string[] = [],
  files: Record<string, MemoryFile> = {},
  privileged = true,
) {
  return loadEffective({
    files: memoryFiles({ 'config/config.yaml': { content: text }, ...files }),
    directory: '/srv',
    arguments: args,
    privileged,
  }).outcomes
}

/** What it said, without the lines of every start. */
const said = (...start: Parameters<typeof outcomes>) =>
  outcomes(...start)[0]
    .log.map(({ level, target, text }) => `${level} ${target}: ${text.split('\n')[0]}`)
    .filter((line) => !/Config file not found|transport settings|Distributed mode|Telemetry/.test(line))

const CLUSTER = 'cluster: {enabled: true}\n'
const URI = ['--uri', 'http://127.0.0.1:6335']
const NO_FOLDER = "WARN qdrant::actix::web_ui: Static content folder for Web UI './static' does not exist"
const REST = [
  'INFO qdrant::actix: TLS disabled for REST API',
  'INFO qdrant::actix: Qdrant HTTP listening on 6333',
]
const GRPC = [
  'INFO qdrant::tonic: Qdrant gRPC listening on 6334',
  'INFO qdrant::tonic: TLS disabled for gRPC API',
]
const METRICS = 'INFO qdrant::actix::metrics_service: TLS disabled for metrics API'
const PANIC = 'ERROR qdrant::startup: Panic occurred in file'

test('a plain start', () => {
  expect(said('')).toEqual([NO_FOLDER, ...REST, ...GRPC])
})

test('a metrics port of its own asks nobody for a key', () => {
  const text = 'service: {metrics_port: 9090, api_key: k}\n'
  expect(said(text)).toEqual([
    NO_FOLDER,
    ...REST,
    METRICS,
    'INFO qdrant::actix::metrics_service: Qdrant metrics listening on 9090',
    ...GRPC,
  ])
  const { rest, metrics, grpc } = outcomes(text)[0].ports
  expect([rest.authentication, metrics.authentication, grpc.authentication]).toEqual([true, false, true])
  expect([rest.clientCertificate, metrics.clientCertificate, grpc.clientCertificate]).toEqual([
    false,
    false,
    false,
  ])
})

test('the metrics port and REST race for one port, and who loses takes the server along or not', () => {
  const found = outcomes('service: {metrics_port: 6333}\n')
  expect(found.map(({ starts, ports }) => [starts, ports.rest.state, ports.metrics.state])).toEqual([
    [true, 'open', 'failed'],
    [false, 'closed', 'closed'],
  ])
  expect(said('service: {metrics_port: 6333}\n')).toContain(
    'ERROR qdrant: Error while starting Metrics server: Address already in use (os error 98)',
  )
})

test('whether there is TLS is told before the port is opened, and before the files are', () => {
  const uri = ['--uri', 'http://127.0.0.1:6335']
  expect(said('service: {http_port: 7}\ncluster: {enabled: true}\n', uri, {}, false)).toEqual([
    'INFO qdrant::tonic: TLS disabled for internal gRPC API',
    NO_FOLDER,
    'INFO qdrant::actix: TLS disabled for REST API',
    'ERROR qdrant: Error while starting REST server: Permission denied (os error 13)',
    ...GRPC,
  ])
  expect(said('service: {enable_tls: true}\ncluster: {enabled: true}\n', uri)).toEqual([
    'INFO qdrant::tonic: TLS disabled for internal gRPC API',
    NO_FOLDER,
    'INFO qdrant::actix: TLS enabled for REST API (TTL: 3600)',
    'ERROR qdrant: Error while starting REST server: TLS file could not be opened: ./tls/cert.pem',
    'INFO qdrant::tonic: Qdrant gRPC listening on 6334',
    'INFO qdrant::tonic: TLS enabled for gRPC API (TTL not supported)',
    'ERROR qdrant: Error while starting gRPC server: failed to open file `./tls/cert.pem`: No such file or directory (os error 2)',
  ])
  expect(said('service: {metrics_port: 7}\n', [], {}, false).slice(3, 5)).toEqual([
    METRICS,
    'ERROR qdrant: Error while starting Metrics server: Permission denied (os error 13)',
  ])
})

test('the metrics port stumbles over the same as REST', () => {
  const text = 'service: {metrics_port: 9090, enable_tls: true}\n'
  expect(said(text).filter((line) => line.startsWith('ERROR'))).toEqual([
    'ERROR qdrant: Error while starting Metrics server: TLS file could not be opened: ./tls/cert.pem',
    'ERROR qdrant: Error while starting REST server: TLS file could not be opened: ./tls/cert.pem',
  ])
})

/** What it said besides information; of a panic that goes on with a backtrace, the beginning. */
const warned = (...start: Parameters<typeof outcomes>) =>
  said(...start)
    .filter((line) => !line.startsWith('INFO'))
    .map((line) => line.replace(/(ServiceError \{ error: "Failed).*/, '$1'))

const BLOCKED = { snapshots: { content: '' } }
const JOIN =
  'ERROR qdrant::startup: Panic occurred in file src/main.rs at line 823: thread is not panicking: Any { .. }'
const NO_UPLOADS = `${PANIC} src/actix/mod.rs at line 75: called \`Result::unwrap()\` on an \`Err\` value: ServiceError { error: "Failed`
const NO_WORKERS = `${PANIC} actix-server-2.6.0/src/builder.rs at line 90: assertion \`left != right\` failed: workers must be greater than 0`
const WORKERS = 'storage: {performance: {max_search_threads: 0}}\n'
const NO_TABLE = 'TLS config is not defined in the Qdrant config file'
const NO_CERT = 'failed to open file `./tls/cert.pem`: No such file or directory (os error 2)'
const METRICS_TLS = 'ERROR qdrant: Error while starting Metrics server'

test('without the tls section the metrics port says less than REST', () => {
  expect(warned('service: {metrics_port: 9090, enable_tls: true}\ntls: null\n')).toEqual([
    `${METRICS_TLS}: general TLS IO error`,
    `ERROR qdrant: Error while starting REST server: ${NO_TABLE}`,
  ])
})

test('REST panics over its folder for uploads before it looks for the dashboard', () => {
  expect(warned('', [], BLOCKED)).toEqual([NO_UPLOADS, JOIN])
  expect(warned(CLUSTER, URI, BLOCKED)).toEqual([NO_UPLOADS])
  expect(warned(`${CLUSTER}service: {max_workers: null}\n${WORKERS}`, URI)).toEqual([NO_FOLDER, NO_WORKERS])
  const told = (files: Record<string, MemoryFile>) =>
    outcomes(CLUSTER, URI, files)[0].log.some(({ text }) => text.startsWith('REST transport settings'))
  expect([told({}), told(BLOCKED)]).toEqual([true, false])
})

test('while REST panics the others get to their own errors', () => {
  const tls = 'metrics_port: 9090, enable_tls: true'
  expect(warned(`service: {${tls}, max_workers: null}\n${WORKERS}`).sort()).toEqual([
    `${METRICS_TLS}: TLS file could not be opened: ./tls/cert.pem`,
    `ERROR qdrant: Error while starting gRPC server: ${NO_CERT}`,
    NO_WORKERS,
    JOIN,
    NO_FOLDER,
  ])
  expect(warned(`service: {${tls}}\ntls: null\n`, [], BLOCKED).sort()).toEqual([
    `${METRICS_TLS}: general TLS IO error`,
    `ERROR qdrant: Error while starting gRPC server: ${NO_TABLE}`,
    NO_UPLOADS,
    JOIN,
  ])
})

test('a port that REST did not get to is free for gRPC', () => {
  const text = 'service: {grpc_port: 6333}\n'
  expect(warned(text, [], BLOCKED)).toEqual([NO_UPLOADS, JOIN])
  expect(outcomes(CLUSTER + text, URI, BLOCKED)[0].ports.grpc.state).toBe('open')
  expect(outcomes(CLUSTER + text, URI)[0].ports.grpc.state).toBe('failed')
})

test('the tls section is missed before the number of workers', () => {
  const outcome = outcomes(`service: {enable_tls: true, max_workers: null}\ntls: null\n${WORKERS}`)[0]
  expect(outcome).toMatchObject({ starts: false, exitCode: 1, stderr: [`Error: ${NO_TABLE}`] })
})

test('the metrics port and gRPC race too', () => {
  const found = outcomes('service: {metrics_port: 6334}\n')
  expect(found.map(({ starts, ports }) => [starts, ports.metrics.state, ports.grpc.state])).toEqual([
    [true, 'open', 'failed'],
    [true, 'failed', 'open'],
  ])
})

test.each([{ metrics_port: 0 }, { metrics_port: 9090 }])('no race with %j', (service) => {
  expect(outcomes(JSON.stringify({ service }))).toHaveLength(1)
})

test('gRPC on the port of REST comes second', () => {
  expect(said('service: {grpc_port: 6333}\n').at(-1)).toBe(
    'ERROR qdrant: Error while starting gRPC server: transport error',
  )
})

test('without workers REST alone is lost in a cluster', () => {
  const text = `service: {max_workers: null}\n${CLUSTER}`
  const workers = 'actix-server-2.6.0/src/builder.rs at line 90: assertion `left != right` failed'
  expect(said(text, URI)).toEqual([
    'INFO qdrant::tonic: TLS disabled for internal gRPC API',
    NO_FOLDER,
    `${PANIC} ${workers}: workers must be greater than 0`,
    ...GRPC,
  ])
  const [{ starts, ports, dashboard }] = outcomes(text, URI, { 'static/index.html': { content: '' } })
  expect([starts, ports.rest.state, ports.grpc.state, dashboard]).toEqual([true, 'failed', 'open', false])
})

test('a name for a host ends a cluster', () => {
  const [end] = outcomes(`service: {host: localhost}\n${CLUSTER}`, URI)
  expect(end).toMatchObject({ starts: false, exitCode: 101 })
  const parse = 'called `Result::unwrap()` on an `Err` value: AddrParseError(Ip)'
  expect(end.log.filter(({ level }) => level === 'ERROR').map(({ text }) => text.split('\n')[0])).toEqual([
    `Panic occurred in file src/tonic/mod.rs at line 121: ${parse}`,
    `Panic occurred in file src/tonic/mod.rs at line 253: ${parse}`,
    'Panic occurred in file src/main.rs at line 823: thread is not panicking: Any { .. }',
  ])
})

test('a name that may lead here or nowhere has two outcomes', () => {
  const found = outcomes('service: {host: node-1}\n')
  expect(found.map(({ starts, ports }) => [starts, ports.rest.state, ports.grpc.state])).toEqual([
    [true, 'open', 'failed'],
    [false, 'closed', 'closed'],
  ])
})

const DENIED = 'Permission denied (os error 13)'

test.each([
  ['http_port', 80, DENIED],
  ['http_port', 1, DENIED],
  ['http_port', 1023, DENIED],
  ['http_port', 1024, undefined],
  ['http_port', 0, undefined],
])('%s %i without privileges', (name, port, fault) => {
  const [{ starts, error }] = outcomes(`service: {${name}: ${port}}\n`, [], {}, false)
  expect([starts, error?.text]).toEqual([fault === undefined, fault])
  expect(outcomes(`service: {${name}: ${port}}\n`)[0].starts).toBe(true)
})

test.each([
  [
    '{static_content_dir: web}',
    {},
    ["WARN qdrant::actix::web_ui: Static content folder for Web UI 'web' does not exist"],
    false,
  ],
  ['{static_content_dir: config}', {}, [], true],
  [
    '{static_content_dir: web}',
    { web: { content: '' } },
    ["WARN qdrant::actix::web_ui: Static content folder for Web UI 'web' does not exist"],
    false,
  ],
  ['{enable_static_content: false}', { 'static/x': { content: '' } }, [], false],
  ['{}', { 'static/x': { content: '' } }, [], true],
])('dashboard of service %s', (service, files, lines, dashboard) => {
  const start = [`service: ${service}\n`, [], files] as const
  expect(said(start[0], [], files)).toEqual([...lines, ...REST, ...GRPC])
  expect(outcomes(start[0], [], files)[0].dashboard).toBe(dashboard)
})
