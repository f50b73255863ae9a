import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'
import { QdrantAuthError } from '../errors.ts'

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
}

const KINDS: Record<string, { kind: TlsAddress['kind']; port: number }> = {
  'https:': { kind: 'rest', port: 6333 },
  'grpcs:': { kind: 'grpc', port: 6334 },
}

/** `https://host:6333` or `grpcs://host:6334`; undefined for what is no URL at all, `usage` for one of another kind. */
export function parseTlsAddress(text: string): TlsAddress | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return undefined
  const { protocol, hostname, port } = URL.canParse(text)
    ? new URL(text)
    : { protocol: '', hostname: '', port: '' }
  const kind = KINDS[protocol]
  if (kind === undefined || hostname === '') {
    throw new QdrantAuthError('usage', `${JSON.stringify(text.slice(0, 100))} is no port that speaks TLS`, {
      hints: ['write https://host:6333 or grpcs://host:6334'],
    })
  }
  // An explicit :443 is gone from the parsed URL of https; nobody runs Qdrant's own TLS there without meaning it.
  const given = /:(\d+)(?:[/?#]|$)/.exec(text.slice(protocol.length + 2))?.[1]
  const number = Number(given ?? (port === '' ? kind.port : port))
  return { url: text, kind: kind.kind, host: hostname.replace(/^\[|\]$/g, ''), port: number }
}

/**
 * One handshake, for the certificates alone: nothing is trusted and nothing is sent after it. Throws `server-unreachable`
 * where nobody answers in TLS within `timeout` milliseconds.
 */
export async function servedBy(
  { url, kind, host, port }: TlsAddress,
  timeout: number,
  signal: AbortSignal,
): Promise<Served> {
  const { connect } = await import('node:tls')
  const { isIP } = await import('node:net')
  return new Promise((done, failed) => {
    const socket = connect({
      host,
      port,
      // What the certificate is worth is what is to be found out; no credential is ever sent over this connection.
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      ...(isIP(host) === 0 && { servername: host }),
      ALPNProtocols: kind === 'grpc' ? ['h2'] : ['http/1.1'],
    })
    const end = (error: Error) => {
      socket.destroy()
      failed(error)
    }
    const interrupt = () => end(Object.assign(new Error('interrupted'), { name: 'AbortError' }))
    if (signal.aborted) interrupt()
    signal.addEventListener('abort', interrupt, { once: true })
    socket.setTimeout(timeout, () => end(unreachable(url, `no answer in ${timeout / 1000} seconds`)))
    socket.on('error', (error: NodeJS.ErrnoException) => end(unreachable(url, reasonOf(error))))
    socket.on('close', () => signal.removeEventListener('abort', interrupt))
    socket.on('secureConnect', () => {
      done(shownBy(socket))
      socket.destroy()
    })
  })
}

function shownBy(socket: TLSSocket): Served {
  const chain: Buffer[] = []
  let one: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  // A root is its own issuer.
  while (one?.raw !== undefined && !chain.some((seen) => seen.equals(one?.raw ?? seen))) {
    chain.push(one.raw)
    one = one.issuerCertificate
  }
  return { chain, protocol: socket.getProtocol() ?? 'unknown', cipher: socket.getCipher().name }
}

/** OpenSSL's words for plain HTTP on the other side are not for people. */
const reasonOf = (error: NodeJS.ErrnoException): string =>
  /WRONG_VERSION_NUMBER|PACKET_LENGTH|wrong version number/i.test(`${error.code} ${error.message}`)
    ? 'it speaks no TLS'
    : (error.code ?? error.message)

const unreachable = (url: string, reason: string): QdrantAuthError =>
  new QdrantAuthError('server-unreachable', `${url} cannot be checked: ${reason}`, {
    hints: ['is the server running, is this the right port, and is TLS on?'],
  })
