import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { diskFiles } from '../config/server-files.ts'
import { QdrantAuthError } from '../errors.ts'
import { statIfPresent } from '../files/read.ts'
import { loadEffective } from '../qdrant/config/effective.ts'
import { isIPv6 } from '../qdrant/tls/address.ts'
import type { Transport } from './clients.ts'

/** What the configuration of a server says about its clients. */
export interface FromConfig {
  tls: boolean
  host: string
  /** Undefined where the port is closed, or a random one. */
  ports: Record<Transport, number | undefined>
  /** Whether a client must show a certificate on the REST port; on the gRPC port nobody must. */
  demandsCertificate: boolean
  acceptsTokens: boolean
  /** Absolute paths of what is there. */
  authority: string | undefined
  identity: { certificate: string; key: string } | undefined
}

/**
 * Undefined where no file in the directory (absolute) configures a server; throws `not-accepted` where the server could not
 * read them. Whether it gets going on this machine does not matter: the nodes of a cluster have their certificates elsewhere.
 */
export function fromConfig(directory: string): FromConfig | undefined {
  const { layers, outcomes } = loadEffective({ directory, files: diskFiles(directory, undefined) })
  const [{ values, authentication, error }] = outcomes
  if (error?.layer !== undefined || error?.failure !== undefined)
    throw new QdrantAuthError('not-accepted', `the server would not start here: ${error.redacted}`, {
      hints: ['see qdrant-auth config validate'],
    })
  if (!layers.some(({ file, loaded }) => loaded && file !== undefined)) return undefined
  const found = (path: string | undefined): string | undefined =>
    path !== undefined && statIfPresent(resolve(directory, path))?.isFile()
      ? resolve(directory, path)
      : undefined
  const tls = values.flag('service.enable_tls')
  return {
    tls,
    host: reachable(values.text('service.host')),
    // 0 is a random one.
    ports: {
      rest: values.port('service.http_port') || undefined,
      grpc: values.port('service.grpc_port') || undefined,
    },
    demandsCertificate: tls && values.flag('service.verify_https_client_certificate'),
    acceptsTokens: authentication.jwt,
    authority: tls ? (found(values.text('tls.ca_cert')) ?? found('ca/ca.pem')) : undefined,
    identity: firstClient(directory),
  }
}

/** Where a client on this machine finds a server that listens there. */
function reachable(host: string | undefined): string {
  if (host === undefined || /^(0\.0\.0\.0|::|::1|127(\.\d+){3})$/.test(host)) return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}

/** The first client certificate with its key, where `init` and `certs` put them. */
function firstClient(directory: string): FromConfig['identity'] {
  const folder = join(directory, 'tls/clients')
  if (statIfPresent(folder)?.isDirectory() !== true) return undefined
  return readdirSync(folder)
    .sort()
    .map((name) => ({
      certificate: join(folder, name, 'cert.pem'),
      key: join(folder, name, 'key.pem'),
    }))
    .find(({ certificate, key }) => [certificate, key].every((path) => statIfPresent(path)?.isFile()))
}
