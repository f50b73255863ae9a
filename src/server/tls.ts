import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'
import { QdrantAuthError } from '../errors.ts'
import { urlInWords } from './rest.ts'

/** A port that speaks TLS: `https:` is REST or metrics, `grpcs:` gRPC. */
export interface TlsAddress {
  /** As it was given. */
  url: string
  kind: 'rest' | 'grpc'
  host: string
  port: number
}

/** What a port showed in a handshake. */
export interface Served {
  /** DER, leaf first. */
  chain: Buffer[]
  protocol: string
  cipher: string
  /** Why a client would not take it (a code of OpenSSL or Node); undefined where it would. */
  distrust: string | undefined
  /** Whether the port wants a certificate of its clients; undefined where nobody said a word to find out. */
  demandsCertificate: boolean | undefined
}

/** What a handshake may be given beside the address. */
export interface Handshake {
  /** PEM of the CA the certificate is held against; the system's own CAs without it. */
  authority?: string | undefined
  /** Says the first words of its protocol and waits: in TLS 1.3 a demand for a certificate comes after the handshake. */
  greet?: boolean
}

const KINDS: Record<string, { kind: TlsAddress['kind']; port: number }> = {
  'https:': { kind: 'rest', port: 6333 },
  'grpcs:': { kind: 'grpc', port: 6334 },
}

/**
 * `https://host:6333` or `grpcs://host:6334`; undefined for what is no URL at all, `usage` for one of another kind, or with a
 * password, which would be in every message.
 */
export function parseTlsAddress(text: string): TlsAddress | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const kind = url && KINDS[url.protocol]
  if (url === undefined || kind === undefined || url.hostname === '' || url.username + url.password !== '') {
    throw new QdrantAuthError('usage', `${urlInWords(text)} is no port that speaks TLS`, {
      hints: ['write https://host:6333 or grpcs://host:6334'],
    })
  }
  const { protocol, hostname, port } = url
  // An explicit :443 is gone from the parsed URL of https; nobody runs Qdrant's own TLS there without meaning it.
  const given = /:(\d+)(?:[/?#]|$)/.exec(text.slice(protocol.length + 2))?.[1]
  const number = Number(given ?? (port === '' ? kind.port : port))
  return { url: text, kind: kind.kind, host: hostname.replace(/^\[|\]$/g, ''), port: number }
}

/**
 * One handshake, for the certificates alone: nothing is trusted and no credential is sent. Throws `server-unreachable`
 * where nobody answers in TLS within `timeout` milliseconds; its cause has the code of the system or of OpenSSL.
 */
export async function servedBy(
  { url, kind, host, port }: TlsAddress,
  timeout: number,
  signal: AbortSignal,
  { authority, greet = false }: Handshake = {},
): Promise<Served> {
  const { connect } = await import('node:tls')
  const { isIP } = await import('node:net')
  return new Promise((done, failed) => {
    const socket = connect({
      host,
      port,
      ...(authority !== undefined && { ca: authority }),
      // What the certificate is worth is what is to be found out; no credential is ever sent over this connection.
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      ...(isIP(host) === 0 && { servername: host }),
      ALPNProtocols: kind === 'grpc' ? ['h2'] : ['http/1.1'],
    })
    let served: Served | undefined
    const end = (error: NodeJS.ErrnoException) => {
      socket.destroy()
      if (served === undefined || error.name === 'AbortError') failed(error)
      else done({ ...served, demandsCertificate: isDemand(error) ? true : undefined })
    }
    const silent = () => {
      const what = socket.connecting ? 'no connection' : 'no answer'
      end(unreachable(url, new Error(`${what} in ${timeout / 1000} seconds`)))
    }
    const timer = setTimeout(silent, timeout)
    const interrupt = () => end(Object.assign(new Error('interrupted'), { name: 'AbortError' }))
    if (signal.aborted) interrupt()
    signal.addEventListener('abort', interrupt, { once: true })
    socket.on('error', (error: NodeJS.ErrnoException) =>
      end(served === undefined ? unreachable(url, error) : error),
    )
    socket.on('close', () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', interrupt)
      end(unreachable(url, new Error('it closed the connection')))
    })
    socket.on('secureConnect', () => {
      served = shownBy(socket)
      if (greet) socket.write(GREETINGS[kind])
      else end(new Error('seen'))
    })
    socket.on('data', () => {
      if (served !== undefined) done({ ...served, demandsCertificate: false })
      socket.destroy()
    })
  })
}

/** The first words of HTTP/1.1, and the preface of HTTP/2 with empty settings (RFC 9113 section 3.4). */
const GREETINGS: Record<TlsAddress['kind'], string> = {
  rest: 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
  grpc: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
}

const isDemand = ({ code }: NodeJS.ErrnoException): boolean => /ALERT_CERTIFICATE_REQUIRED/.test(code ?? '')

function shownBy(socket: TLSSocket): Served {
  const chain: Buffer[] = []
  let one: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  // A root is its own issuer.
  while (one?.raw !== undefined && !chain.some((seen) => seen.equals(one?.raw ?? seen))) {
    chain.push(one.raw)
    one = one.issuerCertificate
  }
  return {
    chain,
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().name,
    distrust: socket.authorized ? undefined : distrustOf(socket.authorizationError),
    demandsCertificate: undefined,
  }
}

/** Node's types call it an error, and Node gives the code of one. */
const distrustOf = (error: Error | string): string =>
  typeof error === 'string' ? error : ((error as NodeJS.ErrnoException).code ?? error.message)

/** Whether OpenSSL met something else than TLS; its words for plain HTTP on the other side are not for people. */
export const isNoTls = ({ code, message }: NodeJS.ErrnoException): boolean =>
  /WRONG_VERSION_NUMBER|PACKET_LENGTH|wrong version number/i.test(`${code} ${message}`)

const unreachable = (url: string, error: NodeJS.ErrnoException): QdrantAuthError => {
  const reason = isNoTls(error) ? 'it speaks no TLS' : (error.code ?? error.message)
  return new QdrantAuthError('server-unreachable', `${url} cannot be checked: ${reason}`, {
    hints: ['is the server running, is this the right port, and is TLS on?'],
    cause: error,
  })
}
