import type { Deployment, TlsFiles } from './deployment.ts'
import type { Escaped } from './escaped.ts'

/** What a target is told beside the deployment. */
export interface EmitOptions {
  /** Absolute; where the files are to lie. Relative paths in them start from it. */
  readonly out: string
  /** Numeric id of whoever runs this, absent where there is none. */
  readonly uid: number | undefined
  /** Name that clients use. */
  readonly host: string
  /** Where a proxy listens; every address without one. */
  readonly listen: { readonly address: string | undefined; readonly port: number }
  /** Host that proxies and Prometheus reach Qdrant by. */
  readonly upstream: string
  /** Name in the server's certificate that they check. */
  readonly serverName: string
  /** What a proxy lets through beside collections, aliases and health. */
  readonly allow: readonly Area[]
  /** Requests a second. */
  readonly rate: { readonly key: number; readonly address: number }
  /** The proxy's own certificate and key, absolute. */
  readonly own: { readonly certificate: string; readonly key: string } | undefined
  /** Networks by what they may reach, as CIDR. */
  readonly from: Readonly<Record<'clients' | 'peers' | 'monitors', readonly string[]>>
}

export const AREAS = ['snapshots', 'metrics', 'telemetry', 'cluster', 'dashboard'] as const

export type Area = (typeof AREAS)[number]

export interface EmittedFile {
  /** Relative to the directory of all. */
  readonly path: string
  readonly text: Escaped
  /** It holds secrets and nothing else, and is for nobody else. */
  readonly secret?: true
  /** The user inside a container, where whoever runs this may give files away. */
  readonly owner?: { uid: number; gid: number } | undefined
}

export interface Emission {
  readonly files: readonly EmittedFile[]
  /** What is left to do, as a person does it from the directory. */
  readonly next: readonly string[]
}

/** A file on this machine that an emitted one refers to, or that is to be copied. */
export interface Reference {
  readonly what: string
  /** Undefined where nobody said which. */
  readonly path: string | undefined
  readonly hint?: string
}

export interface Target {
  readonly name: TargetName
  readonly summary: string
  /** It starts a server, or lets others reach one. */
  readonly serves: boolean
  /** What must be there. */
  references(deployment: Deployment, options: EmitOptions): readonly Reference[]
  /** Characters that a path may not have in its files, where there are any. */
  readonly unfit?: RegExp
  emit(deployment: Deployment, options: EmitOptions): Emission
}

export const TARGETS = [
  'compose',
  'env',
  'kubernetes',
  'helm',
  'systemd',
  'nginx',
  'traefik',
  'haproxy',
  'prometheus',
  'firewall',
  'network-policy',
] as const

export type TargetName = (typeof TARGETS)[number]

/** The files of the server's own TLS. */
export const serverFiles = ({ filesOfNode }: Deployment): Reference[] =>
  [...new Set(filesOfNode.values())].flatMap((files) => tlsReferences(files))

export const tlsReferences = (files: TlsFiles | undefined, hint?: string): Reference[] => {
  const reference = (what: string, path: string) => ({ what, path, ...(hint !== undefined && { hint }) })
  return files === undefined
    ? []
    : [
        reference('the certificate', files.certificate),
        reference('its key', files.key),
        ...(files.authority === undefined ? [] : [reference('the CA file', files.authority)]),
      ]
}

/** What somebody needs who calls the server over TLS. */
export const callerFiles = (deployment: Deployment, rest = true): Reference[] => {
  const { tls, files, client, clientCertificates } = deployment
  if (!tls) return []
  const hint = 'give --client-cert and --client-key, or make them: qdrant-auth certs issue client NAME'
  return [
    { what: 'the CA file', path: files?.authority, hint: 'set tls.ca_cert: callers check the server by it' },
    ...(clientCertificates && rest
      ? [
          { what: 'a client certificate', path: client?.certificate, hint },
          { what: 'the key of the client certificate', path: client?.key, hint },
        ]
      : []),
  ]
}
