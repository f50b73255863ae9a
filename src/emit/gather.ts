import { basename, dirname, join, resolve } from 'node:path'
import { LAYOUTS } from '../certs/layouts.ts'
import { statIfPresent } from '../files/read.ts'
import { nodeNames } from '../init/answers.ts'
import { type EffectiveConfig, settingsOf } from '../qdrant/config/effective.ts'
import type { Outcome } from '../qdrant/config/outcome.ts'
import type { Typed } from '../qdrant/settings/read.ts'
import { SETTINGS } from '../qdrant/settings/table.ts'
import { has } from '../qdrant/versions.ts'
import type { Deployment, SettingValue, TlsFiles } from './deployment.ts'

/** What flags say instead of the configuration. */
export interface Overrides {
  readonly tls: boolean
  readonly mtls: boolean
  readonly metricsPort: number | undefined
  /** A cluster of so many nodes; undefined is what the configuration says. */
  readonly nodes: number | undefined
}

export interface GatherRequest {
  /** Absolute; where the server is started. */
  readonly directory: string
  readonly config: EffectiveConfig
  readonly overrides: Overrides
  readonly name: string
  readonly namespace: string
  /** Nodes that an earlier `init` made certificates for. */
  readonly recordedNodes: number
  readonly client: { certificate: string | undefined; key: string | undefined }
  readonly token: string | undefined
}

/** The deployment that a configuration and the flags beside it describe. */
export function gather(request: GatherRequest): Deployment {
  const { config, directory, overrides, name } = request
  const [outcome] = config.outcomes
  const { settings, secrets, secretsFile } = given(config, outcome)
  override(settings, overrides, secrets.has('service.api_key') && has(config.version, 'enforceInternalAuth'))
  const at = (path: string): Typed => {
    const value = settings.get(path)
    if (value === undefined) return DEFAULTS.get(path) ?? null
    return typeof value === 'object' ? null : value
  }
  const port = (path: string): number | undefined => (at(path) === null ? undefined : Number(at(path)))
  const tls = at('service.enable_tls') === true
  const clustered = at('cluster.enabled') === true
  const nodeTls = clustered && at('cluster.p2p.enable_tls') === true
  const clientCertificates = tls && at('service.verify_https_client_certificate') === true
  const count = overrides.nodes ?? (clustered ? request.recordedNodes : 1)
  const nodes = clustered && count > 1 ? nodeNames(count).map((node) => node.replace('qdrant', name)) : [name]
  const shared =
    tls || nodeTls
      ? filesFrom(at, directory, clientCertificates || nodeTls || settings.has('tls.ca_cert'))
      : undefined
  const filesOfNode = shared === undefined ? new Map<string, TlsFiles>() : ownFiles(shared, nodes)
  return {
    version: config.version,
    directory,
    name,
    namespace: request.namespace,
    nodes,
    clustered,
    ports: {
      rest: port('service.http_port') ?? 6333,
      grpc: port('service.grpc_port'),
      metrics: port('service.metrics_port'),
      p2p: clustered ? port('cluster.p2p.port') : undefined,
    },
    tls,
    clientCertificates,
    nodeTls,
    authentication: outcome.authentication.enabled,
    settings,
    secrets,
    secretsFile: secretsFile === undefined ? undefined : resolve(directory, secretsFile),
    files: filesOfNode.get(nodes[0] ?? ''),
    podFiles: shared === undefined ? undefined : podFilesOf(shared),
    filesOfNode,
    client: clientCertificates ? clientOf(request) : undefined,
    token: request.token ?? ifPresent(join(directory, 'tokens/read.jwt')),
    largestRequest: Number(at('service.max_request_size_mb')),
  }
}

const DEFAULTS: ReadonlyMap<string, Typed> = new Map(
  SETTINGS.map((setting) => [setting.path, setting.default]),
)

/** What files and variables give, apart from what the server has built in. */
function given(config: EffectiveConfig, outcome: Outcome) {
  const settings = new Map<string, SettingValue>()
  const secrets = new Map<string, string>()
  const sources = { secret: new Set<string | undefined>(), other: new Set<string | undefined>() }
  for (const { setting, value, source } of settingsOf(config, outcome)) {
    if (source === undefined || source.layer === 'bundled') continue
    const raw = outcome.given.get(setting.path)?.raw
    const isSecret = setting.secret === true
    sources[isSecret ? 'secret' : 'other'].add(source.layer === 'local' ? source.file : undefined)
    if (isSecret) {
      if (value !== null && value !== '') secrets.set(setting.path, String(value))
    } else if (raw?.kind === 'list' || raw?.kind === 'table') settings.set(setting.path, raw)
    else settings.set(setting.path, value)
  }
  const [secretsFile] = sources.secret.size === 1 ? sources.secret : []
  return {
    settings,
    secrets,
    secretsFile: secretsFile !== undefined && !sources.other.has(secretsFile) ? secretsFile : undefined,
  }
}

function override(settings: Map<string, SettingValue>, overrides: Overrides, internalAuth: boolean): void {
  const { tls, mtls, metricsPort, nodes } = overrides
  const cluster = nodes !== undefined && nodes > 1
  if (tls || mtls || cluster) settings.set('service.enable_tls', true)
  if (mtls) {
    settings.set('service.verify_https_client_certificate', true)
    // Qdrant cannot demand certificates on gRPC, so it is closed, as `init --mtls` does.
    settings.set('service.grpc_port', null)
  }
  if (metricsPort !== undefined) settings.set('service.metrics_port', BigInt(metricsPort))
  if (!cluster) return
  settings.set('cluster.enabled', true)
  settings.set('cluster.p2p.enable_tls', true)
  if (internalAuth) settings.set('service.enforce_internal_auth', true)
}

function filesFrom(at: (path: string) => Typed, directory: string, needsAuthority: boolean): TlsFiles {
  const path = (setting: string) => resolve(directory, String(at(setting) ?? ''))
  const authority = at('tls.ca_cert') === null ? undefined : path('tls.ca_cert')
  return {
    certificate: path('tls.cert'),
    key: path('tls.key'),
    // What is built in names a file that need not be there.
    authority: authority !== undefined && !needsAuthority ? ifPresent(authority) : authority,
  }
}

/** `init --cluster` and `certs init` keep the files of a node in a folder of its name beside the others. */
function ownFiles(files: TlsFiles, nodes: readonly string[]): ReadonlyMap<string, TlsFiles> {
  return new Map(
    nodes.map((node, index) => {
      const folder = [node, nodeNames(nodes.length)[index] ?? node].find((one) =>
        ifPresent(inFolder(files.certificate, one)),
      )
      if (folder === undefined) return [node, files]
      const { certificate, key, authority } = files
      return [
        node,
        {
          certificate: inFolder(certificate, folder),
          key: inFolder(key, folder),
          authority: authority === undefined ? undefined : inFolder(authority, folder),
        },
      ]
    }),
  )
}

/** In the names that a Secret of Kubernetes has for them, where `certs init --helm` made such. */
function podFilesOf(files: TlsFiles): TlsFiles {
  const beside = (name: string) => join(dirname(files.certificate), name)
  const { certificate, key } = LAYOUTS.kubernetes
  if (ifPresent(beside(certificate)) === undefined) return files
  const authority = [LAYOUTS.kubernetes, LAYOUTS['cert-manager']]
    .map((layout) => beside(layout.authority))
    .find(ifPresent)
  return { certificate: beside(certificate), key: beside(key), authority }
}

const inFolder = (file: string, folder: string): string => join(dirname(file), folder, basename(file))

const ifPresent = (path: string): string | undefined => (statIfPresent(path)?.isFile() ? path : undefined)

/** The files of the flags, or those of the client that `init --mtls` makes. */
function clientOf({ client, directory }: GatherRequest): Deployment['client'] {
  const certificate = client.certificate ?? ifPresent(join(directory, 'tls/clients/client/cert.pem'))
  const key = client.key ?? ifPresent(join(directory, 'tls/clients/client/key.pem'))
  return certificate === undefined || key === undefined ? undefined : { certificate, key }
}
