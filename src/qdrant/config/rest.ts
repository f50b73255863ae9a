import type { Values } from '../settings/values.ts'
import { endWith, panicLine, panicOfThread } from './ended.ts'
import { uploadsFault } from './folders.ts'
import { type LogLine, line } from './log.ts'
import { CLOSED, type Port } from './outcome.ts'
import { bindFault, type Opened, type Situation } from './situation.ts'
import { NO_TLS, restTls, type TlsFault } from './tls-files.ts'

/** Alone, the server ends when REST does; in a cluster it goes on without. */
export function openRest(situation: Situation): Opened {
  const { values, authentication, surroundings } = situation
  const port = values.port('service.http_port') ?? 0
  const clustered = values.flag('cluster.enabled')
  const uploads = uploadsFault(values, surroundings.files)
  if (uploads !== undefined) return restPanic('src/actix/mod.rs at line 75', uploads, port, clustered, [])
  const tls = values.flag('service.enable_tls')
  // Its client for other servers wants the `tls` table before anything else does.
  if (tls && values.isGiven('tls')) return failed(NO_TLS, [], port, clustered)
  const folder = staticFolder(situation).log
  const workers =
    values.integer('service.max_workers') ?? values.integer('storage.performance.max_search_threads')
  if (workers === 0n && values.at('service.max_workers') === null)
    return restPanic(
      'actix-server-2.6.0/src/builder.rs at line 90',
      'assertion `left != right` failed: workers must be greater than 0',
      port,
      clustered,
      folder,
    )
  const begun = [
    ...folder,
    line('INFO', 'qdrant::actix', transportLine(values)),
    line('INFO', 'qdrant::actix', tlsLine('REST', tls, values)),
  ]
  const opened = openHttp('rest', port, authentication.enabled, situation)
  if ('fault' in opened) return failed(opened.fault, begun, port, clustered)
  return {
    port: opened.port,
    log: [...begun, line('INFO', 'qdrant::actix', `Qdrant HTTP listening on ${port}`)],
  }
}

function failed(
  { error, cause }: TlsFault,
  begun: readonly LogLine[],
  port: number,
  clustered: boolean,
): Opened {
  const log = [...begun, line('ERROR', 'qdrant', `Error while starting REST server: ${error}`)]
  if (!clustered) throw endWith(error, cause, log)
  return { port: { ...CLOSED, state: 'failed', port, reason: error }, log }
}

/** What the two HTTP servers share: the `tls` section, the address, and the port that comes of them. */
function openHttp(
  name: 'rest' | 'metrics',
  port: number,
  authentication: boolean,
  situation: Situation,
): { port: Port } | { fault: TlsFault } {
  const { values, surroundings } = situation
  const tls = values.flag('service.enable_tls')
  const loaded = tls ? restTls(values, surroundings.files) : { serves: true }
  if ('fault' in loaded) return { fault: loaded.fault }
  const bind = bindFault(name, port, situation)
  if (bind !== undefined) return { fault: { error: bind } }
  const clientCertificate = tls && values.flag('service.verify_https_client_certificate')
  return {
    port: {
      state: 'open',
      port,
      tls,
      clientCertificate,
      authentication,
      ...(!loaded.serves && { brokenHandshake: true as const }),
    },
  }
}

function restPanic(
  place: string,
  text: string,
  port: number,
  clustered: boolean,
  log: readonly LogLine[],
): Opened {
  if (!clustered) throw panicOfThread(place, text).after(log)
  return { port: { ...CLOSED, state: 'failed', port, reason: text }, log: [...log, panicLine(place, text)] }
}

const tlsLine = (api: string, tls: boolean, values: Values): string =>
  tls
    ? `TLS enabled for ${api} API (TTL: ${values.integer('tls.cert_ttl') ?? 'none'})`
    : `TLS disabled for ${api} API`

/** As REST, and without any key. It fails by itself. */
export function openMetrics(situation: Situation): Opened {
  const { values } = situation
  const port = values.port('service.metrics_port')
  if (port === undefined) return { port: CLOSED, log: [] }
  const opened = openHttp('metrics', port, false, situation)
  const tls = values.flag('service.enable_tls')
  const log = [line('INFO', 'qdrant::actix::metrics_service', tlsLine('metrics', tls, values))]
  if ('fault' in opened) {
    // REST has stumbled over it before, and says more.
    const reason = opened.fault === NO_TLS ? 'general TLS IO error' : opened.fault.error
    log.push(line('ERROR', 'qdrant', `Error while starting Metrics server: ${reason}`))
    return { port: { ...CLOSED, state: 'failed', port, reason }, log }
  }
  log.push(line('INFO', 'qdrant::actix::metrics_service', `Qdrant metrics listening on ${port}`))
  return { port: opened.port, log }
}

const transportLine = (values: Values): string => {
  const seconds = (name: string) => values.integer(`service.http_${name}_timeout_sec`) ?? 0n
  return `REST transport settings: keep_alive=${seconds('keep_alive')}s, client_request_timeout=${seconds('client_request')}s, client_disconnect_timeout=${seconds('client_disconnect')}s`
}

/** The dashboard. */
export function staticFolder({ values, surroundings }: Situation): { exists: boolean; log: LogLine[] } {
  if (values.at('service.enable_static_content') === false) return { exists: false, log: [] }
  const folder = values.text('service.static_content_dir') ?? './static'
  if (surroundings.files.kindOf(folder) === 'directory') return { exists: true, log: [] }
  const text = `Static content folder for Web UI '${folder}' does not exist`
  return { exists: false, log: [line('WARN', 'qdrant::actix::web_ui', text)] }
}
