import { QdrantAuthError } from '../errors.ts'
import { CLIENTS, type ClientName, type Dependency, type Transport, type Way } from './clients.ts'
import type { Connection } from './connection.ts'
import { curlCertificate, shellWord } from './literals.ts'
import { fill } from './template.ts'

export interface SnippetWish {
  client: ClientName
  transport: Transport
  /** The secret is a token, read anew for every call where the client can do that. */
  jwt: boolean
  connection: Connection
}

export interface Snippet {
  code: string
  /** Why the client cannot do what was asked for; the code then does it without the client's help. */
  unsupported: string | undefined
  dependencies: readonly Dependency[]
  /** How each of them is brought in. */
  install: string[]
  notes: string[]
}

/** The transport that a client gets when nobody says; throws `usage` where it does not have the one that was asked for. */
export function transportOf(client: ClientName, asked: Transport | undefined): Transport {
  const { ways, title } = CLIENTS[client]
  const has = Object.keys(ways) as [Transport, ...Transport[]]
  if (asked === undefined) return has[0]
  if (has.includes(asked)) return asked
  throw new QdrantAuthError('usage', `${title} has no ${TRANSPORT_TITLE[asked]}`, {
    hints: [
      `leave --transport out for ${TRANSPORT_TITLE[has[0]]}, or take ${asked === 'rest' ? 'curl' : 'grpcurl'}`,
    ],
  })
}

const TRANSPORT_TITLE: Record<Transport, string> = { rest: 'REST', grpc: 'gRPC' }

/** A program that connects, asks for the collections and prints their names. It holds no secret. */
export function makeSnippet({ client, transport, jwt, connection }: SnippetWish): Snippet {
  const { ways, install, notes, readsTokenAnew, authorityVariable } = CLIENTS[client]
  const way = ways[transport]
  if (way === undefined) throw new TypeError(`${client} has no ${transport}`)
  const unsupported = connection.identity === undefined ? undefined : way.mtls
  const { template, dependencies }: Way = unsupported ?? way
  const { authority, secret } = connection
  return {
    code: fill(template, topicsOf(connection, jwt), valuesOf(client, connection, jwt)),
    unsupported: unsupported?.reason,
    dependencies,
    install: dependencies.map(install),
    notes: [
      ...notes,
      ...(authorityVariable !== undefined && authority !== undefined && unsupported === undefined
        ? [`start it with ${authorityVariable}=${shellWord(authority)}`]
        : []),
      'variable' in secret
        ? `it reads ${secret.variable} from the environment`
        : `it reads the ${jwt ? 'token' : 'key'} from ${shellWord(secret.file)}`,
      ...(jwt && !readsTokenAnew ? ['it reads the token once: make a new client when that is renewed'] : []),
    ],
  }
}

function topicsOf({ address, authority, identity, secret }: Connection, jwt: boolean): Set<string> {
  const { tls, port, prefix } = address
  const topics = {
    tls,
    plain: !tls,
    ca: authority !== undefined,
    mtls: identity !== undefined,
    custom: authority !== undefined || identity !== undefined,
    jwt,
    key: !jwt,
    env: 'variable' in secret,
    file: 'file' in secret,
    prefix: prefix !== '',
    usual_port: port === (tls ? 443 : 80),
  }
  return new Set(Object.entries(topics).flatMap(([topic, isIt]) => (isIt ? [topic] : [])))
}

/** Everything that stands in a place of a template, written as the language of the client writes it. */
function valuesOf(
  client: ClientName,
  { address, restPort, authority, identity, secret }: Connection,
  jwt: boolean,
): Record<string, string> {
  const { tls, host, port, prefix } = address
  const scheme = tls ? 'https' : 'http'
  const base = `${scheme}://${host}:${port}`
  const texts = {
    base,
    url: base + prefix,
    rest_url: `${scheme}://${host}:${restPort}`,
    collections_url: `${base}${prefix}/collections`,
    host,
    address: `${host}:${port}`,
    prefix,
    ca: authority ?? '',
    cert: identity?.certificate ?? '',
    key: identity?.key ?? '',
    file: 'file' in secret ? secret.file : '',
  }
  const { literal } = CLIENTS[client]
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, literal(text)])),
    shell_ca: shellWord(texts.ca),
    curl_cert: curlCertificate(texts.cert),
    port: String(port),
    variable: 'variable' in secret ? secret.variable : 'QDRANT_SECRET',
    // How a program of that language calls what it has read.
    secret: jwt ? 'token' : client === 'rust' ? 'api_key' : 'apiKey',
  }
}
