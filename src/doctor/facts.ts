import type { X509Certificate } from 'node:crypto'
import type { Finding } from '../finding.ts'
import type { Outcome } from '../qdrant/config/outcome.ts'
import type { TlsPort } from '../qdrant/tls/ports.ts'
import { isLoopbackUrl } from '../server/rest.ts'
import type { Served } from '../server/tls.ts'

/** A node that is to be looked at. */
export interface NodeTarget {
  name: string
  /** Its REST port; undefined where only its files are looked at. */
  url: URL | undefined
  /** Its gRPC port, null where it has none; of the config, else 6334, without it. */
  grpc: URL | null | undefined
  /** Its node port; of the config, else 6335, without it. */
  p2p: URL | undefined
  /** Absolute; where it is started, with its config. */
  directory: string | undefined
  /** Program and arguments that restart it. */
  restart: readonly string[] | undefined
}

/** A key or token with a name for people. */
export interface Credential {
  /**
   * `api_key`, `alt_api_key`, `read_only_api_key`, or `key` and `read-only key` (`token`, `read-only token`) where it was
   * given by hand.
   */
  name: string
  value: string
  /** What it should open; undefined where nobody said. */
  expected: 'full' | 'read' | undefined
}

/** What the files of a node say. */
export interface LocalFacts {
  directory: string
  /** Further nodes of a cluster that `init` made there; their files are looked at with the others. */
  others: readonly string[]
  /** Undefined where it differs from start to start. */
  outcome: Outcome | undefined
  /** `tls.cert`, where it can be read. */
  certificate: { file: string; modified: Date; leaf: X509Certificate } | undefined
  /** `tls.ca_cert`, where it can be read. */
  authority: { file: string; bytes: Uint8Array } | undefined
  credentials: readonly Credential[]
  findings: readonly Finding[]
}

/** What is at a port. */
export interface PortFacts {
  name: TlsPort
  host: string
  number: number
  /** Somebody said that it is there: the URL, a flag or the configuration. */
  expected: boolean
  /** `closed`: nobody listens. `silent`: no answer in time. `broken`: neither TLS nor what is spoken there. */
  state: 'tls' | 'plain' | 'closed' | 'silent' | 'broken'
  reason?: string
  served?: Served
}

/** How a call was answered, whatever the transport calls it. */
export interface Reply {
  kind: 'ok' | 'unauthenticated' | 'forbidden' | 'missing' | 'other' | 'failed'
  /** The server's words, or why there are none. */
  text: string
}

/** What a credential opens. `limited`: some collections only. `open`: not sent, since nobody is asked for one. */
export type Reception = 'full' | 'read' | 'limited' | 'refused' | 'open' | 'not sent' | 'no answer'

/** What REST or gRPC answers to whom. */
export interface DoorFacts {
  stranger: Reply
  randomKey: Reply
  /** A token with a signature of nobody. */
  forgedToken: Reply
  /** Those of the well-known keys that were taken. */
  knownKeys: readonly string[]
  received: readonly { credential: Credential; reception: Reception; text: string }[]
}

export type DoorName = 'rest' | 'grpc'

/** What a scratch collection showed. */
export interface ActiveFacts {
  collection: string
  /** Expectations that did not hold, each a sentence. */
  failures: readonly string[]
  /** The collection may still be there. */
  left: boolean
}

/** Everything that was found out about a node. What was not asked, or not answered, is undefined. */
export interface NodeFacts {
  target: NodeTarget
  local: LocalFacts | undefined
  addresses: readonly string[]
  /** Why the host of the URL has no address. */
  unresolved: string | undefined
  ports: readonly PortFacts[]
  /** What `GET /` answered. */
  root:
    | { status: number; isQdrant: boolean; version: string | undefined; redirect: string | undefined }
    | undefined
  doors: Partial<Record<DoorName, DoorFacts>>
  /** Why credentials were not sent. */
  unsent: Partial<Record<DoorName, 'plain text' | 'untrusted certificate'>>
  /** Pages of other origins may call the API. */
  cors: boolean | undefined
  dashboard: boolean | undefined
  /** Answers to a stranger. */
  metrics: Reply | undefined
  peers: Reply | undefined
  active: ActiveFacts | undefined
  /** Credentials that are meant for this node: of its config, or given by hand. */
  mine: readonly Credential[]
  /** A CA to hold certificates against, and a certificate to show, were known. */
  hasAuthority: boolean
  hasIdentity: boolean
  now: Date
}

export const portNamed = ({ ports }: NodeFacts, name: TlsPort): PortFacts | undefined =>
  ports.find((port) => port.name === name)

/** Where it is, in the way it speaks. */
export const urlOf = ({ host, number, state }: PortFacts, path = '/'): URL =>
  new URL(
    `${state === 'tls' ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${number}${path}`,
  )

/** What is sent there never leaves the machine. */
export const isOnThisMachine = (port: PortFacts): boolean => isLoopbackUrl(urlOf(port))

export const DOOR_NAMES: Record<DoorName, string> = { rest: 'REST', grpc: 'gRPC' }

const PORT_NAMES: Record<TlsPort, string> = { ...DOOR_NAMES, metrics: 'metrics', p2p: 'nodes' }

/** `gRPC (port 6334)`. */
export const portLabel = ({ name, number }: PortFacts): string => `${PORT_NAMES[name]} (port ${number})`

/** What of REST and gRPC it holds for, in words. */
export const doorsWhere = ({ doors }: NodeFacts, holds: (door: DoorFacts) => boolean): string[] =>
  (['rest', 'grpc'] as const)
    .filter((name) => doors[name] !== undefined && holds(doors[name]))
    .map((name) => DOOR_NAMES[name])

/** Credentials with one of the receptions at REST or gRPC. */
export const receivedAs = ({ doors }: NodeFacts, ...receptions: Reception[]): Credential[] => [
  ...new Set(
    Object.values(doors).flatMap(({ received }) =>
      received.flatMap(({ credential, reception }) => (receptions.includes(reception) ? [credential] : [])),
    ),
  ),
]

/** A token has three parts; in the config and on a command line it stands where a key may stand. */
export const isToken = (value: string): boolean => value.split('.').length === 3

/** Which of REST and gRPC refuse a credential; `text` is what they answer, `words` has both. */
export const refusalsOf = ({ doors }: NodeFacts, value: string): { text: string; words: string }[] =>
  (['rest', 'grpc'] as const).flatMap((name) => {
    const refused = doors[name]?.received.find(
      ({ credential, reception }) => credential.value === value && reception === 'refused',
    )
    return refused === undefined
      ? []
      : [{ text: refused.text, words: `${DOOR_NAMES[name]} (${refused.text})` }]
  })

/** A port that demands a certificate ended the connection over the one that was shown, by an alert of TLS. */
export function isRefusedCertificate(node: NodeFacts, name: DoorName): boolean {
  const reply = node.doors[name]?.stranger
  const demands = portNamed(node, name)?.served?.demandsCertificate === true
  return demands && node.hasIdentity && reply?.kind === 'failed' && /alert/i.test(reply.text)
}

/** Something answered. */
export const answers = ({ ports }: NodeFacts): boolean =>
  ports.some(({ state }) => state === 'tls' || state === 'plain')

/** Whether tokens are taken; undefined where nobody is asked for a credential or nobody answered. */
export function takesTokens({ stranger, forgedToken }: DoorFacts): boolean | undefined {
  if (stranger.kind !== 'unauthenticated') return undefined
  if (forgedToken.kind === 'unauthenticated') return false
  return forgedToken.text.includes('InvalidSignature') ? true : undefined
}
