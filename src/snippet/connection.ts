import { QdrantAuthError } from '../errors.ts'
import { parseServerUrl } from '../server/rest.ts'
import type { Transport } from './clients.ts'
import { unicodeString } from './literals.ts'

/** A port of a server, with everything that a client would otherwise guess. */
export interface Address {
  tls: boolean
  /** An IPv6 address is in brackets. */
  host: string
  port: number
  /** A path in front of the API, `/qdrant`, or nothing. */
  prefix: string
}

export interface Connection {
  address: Address
  /** Of the same server, for clients that use gRPC beside it. */
  restPort: number
  /** CA file that the server's certificate is checked against; the system's own CAs without it. */
  authority: string | undefined
  /** Files of the certificate that the client shows. */
  identity: { certificate: string; key: string } | undefined
  /** Where the key or token is read from when the snippet runs. */
  secret: { variable: string } | { file: string }
}

export const USUAL_PORT: Readonly<Record<Transport, number>> = { rest: 6333, grpc: 6334 }

/** `https://host:6333`, where the port must be said: clients take another one than browsers when it is not. */
export function parseAddress(text: string, transport: Transport): Address {
  const url = parseServerUrl(text)
  const shown = unicodeString(text.slice(0, 100))
  // A parsed URL has lost the port that is usual for its scheme.
  const port = Number(/^[^/]*\/\/[^/?#]*:(\d+)(?:[/?#]|$)/.exec(text)?.[1] ?? 0)
  if (port === 0) {
    const origin = `${url.protocol}//${url.hostname}`
    const behindProxy = url.protocol === 'https:' ? 443 : 80
    throw new QdrantAuthError('usage', `${shown} says no port`, {
      hints: [
        `write ${origin}:${USUAL_PORT[transport]}, or ${origin}:${behindProxy} where a proxy is in front`,
      ],
    })
  }
  if (url.search !== '' || url.hash !== '')
    throw new QdrantAuthError('usage', `${shown} has more than a host, a port and a path`)
  const prefix = url.pathname.replace(/\/+$/, '').replace(/[[\]]/g, encodeURIComponent)
  if (transport === 'grpc' && prefix !== '')
    throw new QdrantAuthError('usage', `${shown} has a path, and gRPC has no place for one`)
  return { tls: url.protocol === 'https:', host: url.hostname, port, prefix }
}

/** A path as it can be written in every language. */
export function requirePath(flag: string, path: string): string {
  if (path !== '' && path.isWellFormed() && !/[\r\n]$/.test(path)) return path
  throw new QdrantAuthError('bad-value', `${flag} is no path that a program could be given`, {
    hints: ['it is empty, or ends in a line end'],
  })
}

/** A name that all of these languages and shells take for a variable. */
export function requireVariable(flag: string, name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name)) return name
  throw new QdrantAuthError(
    'bad-value',
    `${flag} ${unicodeString(name.slice(0, 60))} is no name of a variable`,
    {
      hints: ['write letters, digits and underscores, as in QDRANT_API_KEY'],
    },
  )
}
