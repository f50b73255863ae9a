import type { Agent, IncomingHttpHeaders } from 'node:http'
import { QdrantAuthError } from '../errors.ts'

/** A running server and how to get in. */
export interface Endpoint {
  /** `https://host:6333`; a path in front of the API is kept. */
  url: URL
  /** Undefined asks as a stranger. */
  apiKey: string | undefined
  /** PEM of the CA the server's certificate is checked against; the system's own CAs without it. */
  authority: string | undefined
  /** PEM of the certificate that is shown where the server demands one. */
  identity?: Identity | undefined
  /** Lets the key cross a network in plain text. */
  allowPlaintext: boolean
  /** Takes every certificate: for calls without a credential, and with one that is no secret. */
  unverified?: boolean
  /** Milliseconds until a call without its whole answer counts as unreachable. */
  timeout?: number
  /** Keeps connections open between calls; each call makes its own without it. */
  agent?: Agent
  signal: AbortSignal
}

/** A client's certificate with its key, PEM. */
export interface Identity {
  certificate: string
  key: string
}

export interface Call {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  path: string
  body?: object
  headers?: Record<string, string>
  /** What is read of the answer, where it is long by its nature. */
  longest?: number
}

export interface Answer {
  status: number
  text: string
  headers?: IncomingHttpHeaders
}

const TIMEOUT_MS = 10_000

/** What is read of an answer that is asked for without a `longest`. */
const LONGEST_ANSWER = 1 << 20

/** One call, with the key where there is one. Redirects are not followed: the key is meant for this server alone. */
export async function callServer(endpoint: Endpoint, call: Call): Promise<Answer> {
  const { url, apiKey, authority, identity, unverified, timeout = TIMEOUT_MS, signal } = endpoint
  const { method, path, body, longest = LONGEST_ANSWER } = call
  if (apiKey !== undefined) requireSendable(apiKey, url, endpoint.allowPlaintext)
  // Put together as text: by itself a path that begins with two slashes would name another host.
  const target = new URL(`${url.origin}${url.pathname.replace(/\/$/, '')}${path}`)
  const payload = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    ...call.headers,
    ...(apiKey !== undefined && { 'api-key': apiKey }),
    ...(payload !== undefined && { 'content-type': 'application/json' }),
  }
  // Loaded at the first call: most commands never make one.
  const { request } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  return new Promise((done, failed) => {
    const sent = request(target, {
      method,
      headers,
      signal,
      agent: endpoint.agent ?? false,
      ...(unverified === true && { rejectUnauthorized: false }),
      ...(authority !== undefined && { ca: authority }),
      ...(identity !== undefined && { cert: identity.certificate, key: identity.key }),
    })
    // Of the whole call: a server that sends a byte now and then is never idle.
    const timer = setTimeout(() => sent.destroy(new Error(`no answer in ${timeout / 1000} seconds`)), timeout)
    const fail = (error: NodeJS.ErrnoException) =>
      failed(signal.aborted ? Object.assign(error, { name: 'AbortError' }) : unreachable(error, url))
    sent.on('error', fail)
    sent.on('close', () => clearTimeout(timer))
    sent.on('response', (answer) => {
      let text = ''
      // Where the connection ends in the middle of an answer, it is the answer that says so.
      answer.on('error', fail)
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text += chunk
        if (text.length > longest) sent.destroy(new Error('the answer is too long'))
      })
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text, headers: answer.headers }))
    })
    sent.end(payload)
  })
}

/** A parsed URL has lost the port that is usual for its scheme. */
export const portOf = ({ protocol, port }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)

/** Whether what is sent there never leaves the machine. */
export const isLoopbackUrl = ({ hostname }: URL): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

/** Whether nobody between here and the server can read what is sent. */
export const isPrivate = (url: URL): boolean => url.protocol === 'https:' || isLoopbackUrl(url)

/** Whether a header of HTTP/1.1 and metadata of gRPC take it as it is. */
export const fitsHeader = (credential: string): boolean => /^[\x20-\x7e]*$/.test(credential)

/**
 * Throws `usage` where a credential would cross a network in plain text and nobody allowed it, and `bad-value` where it cannot
 * be sent at all.
 */
export function requireSendable(credential: string, url: URL, allowPlaintext: boolean): void {
  if (!fitsHeader(credential))
    throw new QdrantAuthError('bad-value', 'the key has a character that no header can carry', {
      hints: [
        'was it read with its line end, or has it a letter outside ASCII? see qdrant-auth config validate',
      ],
    })
  if (isPrivate(url) || allowPlaintext) return
  throw new QdrantAuthError('usage', `the key would cross the network to ${url.host} in plain text`, {
    hints: ['use https://, or --allow-plaintext on a network you trust'],
  })
}

/** An agent for several calls to one server; `destroy` it after them. */
export async function keepOpen({ protocol }: URL): Promise<Agent> {
  const { Agent } = protocol === 'https:' ? await import('node:https') : await import('node:http')
  return new Agent({ keepAlive: true, maxSockets: MOST_SOCKETS })
}

/** More at once gain nothing: a TLS handshake costs more than the calls that wait for it. */
const MOST_SOCKETS = 2

function unreachable(error: NodeJS.ErrnoException, url: URL): QdrantAuthError {
  const reason = error.code ?? error.message
  return new QdrantAuthError('server-unreachable', `${url.origin} cannot be reached: ${reason}`, {
    hints: [unreachableHint(reason)],
    cause: error,
  })
}

/** What to look at, from the words of Node or OpenSSL on a connection that did not come about. */
export function unreachableHint(reason: string): string {
  if (/ALERT_CERTIFICATE_(EXPIRED|UNKNOWN|REVOKED)|BAD_CERTIFICATE|ALERT_UNKNOWN_CA/.test(reason))
    return 'it refuses the certificate that was shown: is it of its CA, and not expired? qdrant-auth certs check'
  if (/CERTIFICATE_REQUIRED/.test(reason))
    return 'it demands a certificate of its clients: --client-cert FILE --client-key FILE, or cert and key in the inventory'
  if (/CERT_HAS_EXPIRED/.test(reason)) return 'its certificate has expired: qdrant-auth certs check'
  if (/ALTNAME/.test(reason)) return 'its certificate is for another name than the one in the URL'
  if (/CERT|SELF_SIGNED|ISSUER|LEAF_SIGNATURE/.test(reason))
    return 'give the CA of the server: --ca tls/cacert.pem, or ca in the inventory'
  if (/WRONG_VERSION|PACKET_LENGTH/.test(reason)) return 'does the port speak plain HTTP? write http://'
  if (/HPE_INVALID|ECONNRESET/.test(reason)) return 'does the port speak TLS? write https://'
  return 'is the server running, and is the port right?'
}

/** The URL of a server as a person gives it. One that holds a password is refused, and never shown. */
export function parseServerUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '')
    return url
  throw new QdrantAuthError('usage', `${urlInWords(text)} is no URL of a server`, {
    hints: ['write https://localhost:6333'],
  })
}

/** A URL that cannot be used, in quotes, without what may be a password in it. */
export const urlInWords = (text: string): string => JSON.stringify(text.replace(/^.*@/s, '…@').slice(0, 100))
