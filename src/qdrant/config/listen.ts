import type { Values } from '../settings/values.ts'
import { Ended, endWith, panicLine, panicOfThread } from './ended.ts'
import { judgeHost, LOOKUP_FAILURE } from './host.ts'
import { type LogLine, line } from './log.ts'
import { type Authentication, CLOSED, type Outcome, type Port } from './outcome.ts'
import type { Surroundings } from './start.ts'
import { grpcTls, NO_TLS, p2pTls, restTls } from './tls-files.ts'

/** The server is up, with the ports that came about. */
export interface Listening {
  readonly ports: Outcome['ports']
  readonly dashboard: boolean
  readonly log: readonly LogLine[]
}

type PortName = keyof Outcome['ports']

interface Situation {
  readonly values: Values
  readonly authentication: Authentication
  readonly surroundings: Surroundings
  /** Whether a name for a host is taken to lead to an address of the machine. */
  readonly resolves: boolean
  /** Who is at a port first where two want the same. */
  readonly order: readonly PortName[]
}

const IN_USE = 'Address already in use (os error 98)'
const DENIED = 'Permission denied (os error 13)'
/** tonic does not print what it stumbled over. */
const TRANSPORT = 'transport error'
const NO_ADDRESS = 'called `Result::unwrap()` on an `Err` value: AddrParseError(Ip)'

/** Every way the ports may come up. */
export function listen(
  values: Values,
  authentication: Authentication,
  surroundings: Surroundings,
): (Listening | Ended)[] {
  const host = judgeHost(values.text('service.host') ?? '')
  const lookups = host.kind === 'name' ? [true, false] : [host.kind !== 'no-name']
  return lookups.flatMap((resolves) =>
    ordersOf(values).map((order) => attempt({ values, authentication, surroundings, resolves, order })),
  )
}

/** The node port is first, REST before gRPC; the metrics port is a race. */
function ordersOf(values: Values): (readonly PortName[])[] {
  const metrics = values.port('service.metrics_port')
  const usual = ['p2p', 'rest', 'metrics', 'grpc'] as const
  if (metrics === undefined || metrics === 0) return [usual]
  if (metrics === values.port('service.http_port')) return [usual, ['p2p', 'metrics', 'rest', 'grpc']]
  return metrics === values.port('service.grpc_port') ? [usual, ['p2p', 'rest', 'grpc', 'metrics']] : [usual]
}

function attempt(situation: Situation): Listening | Ended {
  try {
    return open(situation)
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    return error.exitCode === 101 ? error.after(logOfOthers(situation)) : error
  }
}

/** How far the thread of REST has got when another takes the process along. */
function logOfOthers(situation: Situation): LogLine[] {
  const rest = situation.values.flag('cluster.enabled') ? openRest(situation).log : []
  return [...staticFolder(situation).log, ...rest.filter(({ level }) => level === 'ERROR')]
}

interface Opened {
  readonly port: Port
  readonly log: readonly LogLine[]
}

function open(situation: Situation): Listening {
  const { values } = situation
  const p2p = openP2p(situation)
  const rest = openRest(situation)
  const metrics = openMetrics(situation)
  const grpc = openGrpc(situation)
  const folder = staticFolder(situation)
  return {
    ports: { rest: rest.port, grpc: grpc.port, metrics: metrics.port, p2p: p2p.port },
    dashboard: rest.port.state === 'open' && folder.exists,
    log: [
      ...p2p.log,
      line('INFO', 'qdrant::actix', transportLine(values)),
      ...folder.log,
      ...rest.log,
      ...metrics.log,
      ...grpc.log,
    ],
  }
}

const transportLine = (values: Values): string => {
  const seconds = (name: string) => values.integer(`service.http_${name}_timeout_sec`) ?? 0n
  return `REST transport settings: keep_alive=${seconds('keep_alive')}s, client_request_timeout=${seconds('client_request')}s, client_disconnect_timeout=${seconds('client_disconnect')}s`
}

function staticFolder({ values, surroundings }: Situation): { exists: boolean; log: LogLine[] } {
  if (values.at('service.enable_static_content') === false) return { exists: false, log: [] }
  const folder = values.text('service.static_content_dir') ?? './static'
  if (surroundings.files.kindOf(folder) === 'directory') return { exists: true, log: [] }
  const text = `Static content folder for Web UI '${folder}' does not exist`
  return { exists: false, log: [line('WARN', 'qdrant::actix::web_ui', text)] }
}

/** What keeps any of the servers from a port, before or after TLS is set up. */
function bindFault(name: PortName, port: number, situation: Situation): string | undefined {
  const { values, surroundings, resolves, order } = situation
  const host = judgeHost(values.text('service.host') ?? '')
  if (!resolves) return LOOKUP_FAILURE
  if ('fault' in host && host.fault !== undefined) return host.fault
  if (port > 0 && port < 1024 && !surroundings.privileged) return DENIED
  const before = order.slice(0, order.indexOf(name))
  return port > 0 && before.some((other) => portOf(other, values) === port) ? IN_USE : undefined
}

function portOf(name: PortName, values: Values): number | undefined {
  if (name === 'p2p') return values.flag('cluster.enabled') ? values.port('cluster.p2p.port') : undefined
  return values.port(`service.${name === 'rest' ? 'http' : name}_port`)
}

/** The address must be written as one; a name is a panic of its thread. */
const isAddress = (values: Values): boolean => judgeHost(values.text('service.host') ?? '').kind === 'address'

function openP2p(situation: Situation): Opened {
  const { values, surroundings, authentication } = situation
  const port = portOf('p2p', values)
  if (port === undefined) return { port: CLOSED, log: [] }
  if (values.flag('service.enable_tls') && values.isGiven('tls')) {
    const log = [line('ERROR', 'qdrant', `Error while starting REST server: ${NO_TLS.error}`)]
    throw endWith(NO_TLS.error, undefined, log)
  }
  if (!isAddress(values)) throw withGrpcPanic(values, 'src/tonic/mod.rs at line 253', NO_ADDRESS)
  const tls = values.flag('cluster.p2p.enable_tls')
  const fault = tls ? p2pTls(values, surroundings.files) : undefined
  if (fault !== undefined) throw panicOfThread(UNWRAP, `${UNWRAPPED}${fault.error}`)
  if (bindFault('p2p', port, situation) !== undefined)
    throw panicOfThread(UNWRAP, `${UNWRAPPED}tonic::transport::Error(Transport, ...)`)
  const text = tls
    ? 'TLS enabled for internal gRPC API (TTL not supported)'
    : 'TLS disabled for internal gRPC API'
  return {
    port: {
      state: 'open',
      port,
      tls,
      clientCertificate: tls,
      authentication: authentication.enabled && values.flag('service.enforce_internal_auth'),
    },
    log: [line('INFO', 'qdrant::tonic', text)],
  }
}

const UNWRAP = 'src/tonic/mod.rs at line 349'
const UNWRAPPED = 'called `Result::unwrap()` on an `Err` value: '

/** Public gRPC panics over the same thing at about the same time. */
function withGrpcPanic(values: Values, place: string, text: string): Ended {
  const end = panicOfThread(place, text)
  if (values.port('service.grpc_port') === undefined) return end
  return new Ended(101, text, [], [grpcPanic(), ...end.log])
}

const grpcPanic = (): LogLine => panicLine('src/tonic/mod.rs at line 121', NO_ADDRESS)

/** Alone, the server ends when REST does; in a cluster it goes on without. */
function openRest(situation: Situation): Opened {
  const { values, surroundings, authentication } = situation
  const port = values.port('service.http_port') ?? 0
  const clustered = values.flag('cluster.enabled')
  const workers =
    values.integer('service.max_workers') ?? values.integer('storage.performance.max_search_threads')
  if (workers === 0n && values.at('service.max_workers') === null) return restPanic(port, clustered)
  const tls = values.flag('service.enable_tls')
  const loaded = tls ? restTls(values, surroundings.files) : { serves: true }
  const bind = bindFault('rest', port, situation)
  const fault = 'fault' in loaded ? loaded.fault : bind === undefined ? undefined : { error: bind }
  if (fault !== undefined) {
    const log = [line('ERROR', 'qdrant', `Error while starting REST server: ${fault.error}`)]
    // Without a `tls` table it does not get as far as looking for the dashboard.
    const folder = tls && values.isGiven('tls') ? [] : staticFolder(situation).log
    if (!clustered) throw endWith(fault.error, fault.cause, [...folder, ...log])
    return { port: { ...CLOSED, state: 'failed', port, reason: fault.error }, log }
  }
  return {
    port: {
      state: 'open',
      port,
      tls,
      clientCertificate: tls && values.flag('service.verify_https_client_certificate'),
      authentication: authentication.enabled,
      ...('serves' in loaded && !loaded.serves && { brokenHandshake: true as const }),
    },
    log: [
      line('INFO', 'qdrant::actix', tlsLine('REST', tls, values)),
      line('INFO', 'qdrant::actix', `Qdrant HTTP listening on ${port}`),
    ],
  }
}

function restPanic(port: number, clustered: boolean): Opened {
  const [place, text] = [
    'actix-server-2.6.0/src/builder.rs at line 90',
    'assertion `left != right` failed: workers must be greater than 0',
  ]
  if (!clustered) throw panicOfThread(place, text)
  return { port: { ...CLOSED, state: 'failed', port, reason: text }, log: [panicLine(place, text)] }
}

const tlsLine = (api: string, tls: boolean, values: Values): string =>
  tls
    ? `TLS enabled for ${api} API (TTL: ${values.integer('tls.cert_ttl') ?? 'none'})`
    : `TLS disabled for ${api} API`

/** As REST, and without any key. It fails by itself. */
function openMetrics(situation: Situation): Opened {
  const { values, surroundings } = situation
  const port = values.port('service.metrics_port')
  if (port === undefined) return { port: CLOSED, log: [] }
  const tls = values.flag('service.enable_tls')
  const loaded = tls ? restTls(values, surroundings.files) : { serves: true }
  const reason = 'fault' in loaded ? loaded.fault.error : bindFault('metrics', port, situation)
  if (reason !== undefined) {
    const log = [line('ERROR', 'qdrant', `Error while starting Metrics server: ${reason}`)]
    return { port: { ...CLOSED, state: 'failed', port, reason }, log }
  }
  return {
    port: {
      state: 'open',
      port,
      tls,
      clientCertificate: tls && values.flag('service.verify_https_client_certificate'),
      authentication: false,
      ...('serves' in loaded && !loaded.serves && { brokenHandshake: true as const }),
    },
    log: [
      line('INFO', 'qdrant::actix::metrics_service', tlsLine('metrics', tls, values)),
      line('INFO', 'qdrant::actix::metrics_service', `Qdrant metrics listening on ${port}`),
    ],
  }
}

function openGrpc(situation: Situation): Opened {
  const { values, surroundings, authentication } = situation
  const port = values.port('service.grpc_port')
  if (port === undefined) return { port: CLOSED, log: [line('INFO', 'qdrant', 'gRPC endpoint disabled')] }
  if (!isAddress(values))
    return { port: { ...CLOSED, state: 'failed', port, reason: NO_ADDRESS }, log: [grpcPanic()] }
  const tls = values.flag('service.enable_tls')
  const log = [
    line('INFO', 'qdrant::tonic', `Qdrant gRPC listening on ${port}`),
    line(
      'INFO',
      'qdrant::tonic',
      tls ? 'TLS enabled for gRPC API (TTL not supported)' : 'TLS disabled for gRPC API',
    ),
  ]
  const fault = tls ? grpcTls(values, surroundings.files)?.error : undefined
  const reason = fault ?? (bindFault('grpc', port, situation) === undefined ? undefined : TRANSPORT)
  if (reason !== undefined) {
    log.push(line('ERROR', 'qdrant', `Error while starting gRPC server: ${reason}`))
    return { port: { ...CLOSED, state: 'failed', port, reason }, log }
  }
  return {
    port: { state: 'open', port, tls, clientCertificate: false, authentication: authentication.enabled },
    log,
  }
}
