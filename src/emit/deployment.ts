import type { Raw } from '../qdrant/settings/raw.ts'
import type { Typed } from '../qdrant/settings/read.ts'

/** A value of a setting; what is a list or a table keeps the form it was written in. */
export type SettingValue = Typed | Raw

/** Values by the path of their setting. */
export type Settings = ReadonlyMap<string, SettingValue>

/** Absolute paths of a certificate, its key and the file of CAs. */
export interface TlsFiles {
  readonly certificate: string
  readonly key: string
  readonly authority: string | undefined
}

/** Everything a target needs to know of one Qdrant, whatever it was read from. Holds secrets. */
export interface Deployment {
  /** Of the server: `1.19.0`. */
  readonly version: string
  /** Absolute; where relative paths of the configuration start. */
  readonly directory: string
  readonly name: string
  readonly namespace: string
  /** One without a cluster. */
  readonly nodes: readonly string[]
  readonly clustered: boolean
  readonly ports: {
    readonly rest: number
    readonly grpc: number | undefined
    readonly metrics: number | undefined
    readonly p2p: number | undefined
  }
  readonly tls: boolean
  /** REST and metrics demand a certificate of callers; gRPC never does. */
  readonly clientCertificates: boolean
  readonly nodeTls: boolean
  /** Callers must show a key or a token. */
  readonly authentication: boolean
  /** What the configuration says beside secrets, by path. */
  readonly settings: Settings
  /** Settings that are secrets, by path: keys first. */
  readonly secrets: ReadonlyMap<string, string>
  /** Absolute; the `config/local.yaml` that holds the secrets and nothing else, where there is one. */
  readonly secretsFile: string | undefined
  /** Those of the first node, where TLS is on anywhere. */
  readonly files: TlsFiles | undefined
  /** Those that all pods of a StatefulSet have in common: what `certs init --helm` made, or what the configuration names. */
  readonly podFiles: TlsFiles | undefined
  /** By node, where every node has its own. */
  readonly filesOfNode: ReadonlyMap<string, TlsFiles>
  /** What proxies and Prometheus show to a server that demands a certificate. */
  readonly client: { readonly certificate: string; readonly key: string } | undefined
  /** A file that holds a token for reading. */
  readonly token: string | undefined
  /** Largest request, in MiB. */
  readonly largestRequest: number
}

/** A list or a table. */
export const isRaw = (value: SettingValue): value is Raw => typeof value === 'object' && value !== null

export const imageOf = ({ version }: Deployment): string => `docker.io/qdrant/qdrant:v${version}-unprivileged`
