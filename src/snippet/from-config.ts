import type { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { certificatesOf } from '../certs/pem-file.ts'
import { loadReadable } from '../config/readable.ts'
import { diskFiles } from '../config/server-files.ts'
import { QdrantAuthError } from '../errors.ts'
import { statIfPresent } from '../files/read.ts'
import { isIPv6 } from '../qdrant/tls/address.ts'
import { coversHost } from '../qdrant/tls/names.ts'
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
  const { layers, outcomes } = loadReadable({ directory, files: diskFiles(directory, undefined) })
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
  const shown = tls ? certificatesIn(found(values.text('tls.cert'))) : []
  const authorities = [found(values.text('tls.ca_cert')), found('ca/ca.pem')]
  return {
    tls,
    host: reachable(values.text('service.host'), shown[0]),
    // 0 is a random one.
    ports: {
      rest: values.port('service.http_port') || undefined,
      grpc: values.port('service.grpc_port') || undefined,
    },
    demandsCertificate: tls && values.flag('service.verify_https_client_certificate'),
    acceptsTokens: authentication.jwt,
    authority: tls ? authorities.find((file) => file !== undefined && mayHaveSigned(file, shown)) : undefined,
    identity: firstClient(directory),
  }
}

function certificatesIn(file: string | undefined): X509Certificate[] {
  try {
    return file === undefined ? [] : certificatesOf(readFileSync(file)).certificates
  } catch {
    return []
  }
}

/**
 * Whether a client that trusts this file alone takes what the server shows: that may be signed by a public CA, and the file
 * be for the certificates of clients.
 */
function mayHaveSigned(file: string, shown: readonly X509Certificate[]): boolean {
  const last = shown.at(-1)
  return (
    last === undefined ||
    certificatesIn(file).some((one) => last.checkIssued(one) || last.raw.equals(one.raw))
  )
}

/** Where a client on this machine finds a server that listens there, by a name that is in its certificate. */
function reachable(host: string | undefined, shown: X509Certificate | undefined): string {
  if (host !== undefined && !/^(0\.0\.0\.0|::|::1|127(\.\d+){3})$/.test(host))
    return isIPv6(host) ? `[${host}]` : host
  if (shown === undefined || coversHost(shown.raw, 'localhost')) return 'localhost'
  const names = shown.subjectAltName?.split(', ') ?? []
  return names.find((name) => /^DNS:[\w.-]+$/.test(name))?.slice('DNS:'.length) ?? 'localhost'
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
