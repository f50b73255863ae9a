import type { Values } from '../settings/values.ts'
import { endWith, panicLine, panicOfThread } from './ended.ts'
import { type LogLine, line } from './log.ts'
import { CLOSED } from './outcome.ts'
import { bindFault, type Opened, type Situation } from './situation.ts'
import { restTls } from './tls-files.ts'

/** Alone, the server ends when REST does; in a cluster it goes on without. */
export function openRest(situation: Situation): Opened {
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
export function openMetrics(situation: Situation): Opened {
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

export const transportLine = (values: Values): string => {
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
