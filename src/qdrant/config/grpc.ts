import { endWith, panicLine, panicOfThread, UNWRAPPED } from './ended.ts'
import { type LogLine, line } from './log.ts'
import { CLOSED } from './outcome.ts'
import { bindFault, isAddress, type Opened, portOf, type Situation } from './situation.ts'
import { grpcTls, NO_TLS, p2pTls } from './tls-files.ts'

/** tonic does not print what it stumbled over. */
const TRANSPORT = 'transport error'
const NO_ADDRESS = `${UNWRAPPED}AddrParseError(Ip)`

/** The node port: in a cluster the process lives and dies with it. */
export function openP2p(situation: Situation): Opened {
  const { values, surroundings, authentication } = situation
  const port = portOf('p2p', values)
  if (port === undefined) return { port: CLOSED, log: [] }
  if (values.flag('service.enable_tls') && values.isGiven('tls')) {
    const log = [line('ERROR', 'qdrant', `Error while starting REST server: ${NO_TLS.error}`)]
    throw endWith(NO_TLS.error, undefined, log)
  }
  if (!isAddress(values)) throw panicOfThread('src/tonic/mod.rs at line 253', NO_ADDRESS)
  const tls = values.flag('cluster.p2p.enable_tls')
  const fault = tls ? p2pTls(values, surroundings.files) : undefined
  if (fault !== undefined) throw panicOfThread(UNWRAP, `${UNWRAPPED}${fault.error}`)
  const bind = bindFault('p2p', port, situation)
  if (bind !== undefined)
    throw panicOfThread(UNWRAP, `${UNWRAPPED}tonic::transport::Error(Transport, ${asDebug(bind)})`)
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

const OS_KINDS: Record<string, string> = {
  13: 'PermissionDenied',
  22: 'InvalidInput',
  98: 'AddrInUse',
  99: 'AddrNotAvailable',
}

/** Rust's other way to write an error of the system. */
function asDebug(fault: string): string {
  const [, message = fault, number = ''] = /^(.*) \(os error (\d+)\)$/.exec(fault) ?? []
  return `Os { code: ${number}, kind: ${OS_KINDS[number]}, message: "${message}" }`
}

const grpcPanic = (): LogLine => panicLine('src/tonic/mod.rs at line 121', NO_ADDRESS)

/** The public port. The server goes on without it. */
export function openGrpc(situation: Situation): Opened {
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
