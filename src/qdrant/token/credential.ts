/** Names and values in the order sent. */
export type Headers = readonly (readonly [name: string, value: string])[]

export type Transport = 'rest' | 'grpc'

export type Extracted =
  | { found: 'credential'; value: string }
  | { found: 'nothing' }
  /** The HTTP layer refuses the request before anybody looks for a credential. */
  | { found: 'bad-request' }
  | { found: 'too-large' }

/** Bytes of a request head, up to and with its empty line, that actix reads (actix-http, h1/decoder.rs). */
const LONGEST_REST_HEAD = 131_072

/** Request line, host and end of a short request, which are part of the head too. */
const SHORT_REST_REQUEST = 50

/** Headers of one request that actix reads; one of them is the request's own, its host. */
const MOST_REST_HEADERS = 96
const REST_OWN_HEADERS = 1

/** Size of a header list that hyper lets h2 take; each header counts 32 bytes beside its text (RFC 9113 section 6.5.2). */
const LONGEST_GRPC_LIST = 16_384
const GRPC_HEADER_EXTRA = 32

/** What grpcio sends with each call, counted so; other clients differ by less than 200. */
const GRPC_CLIENT_HEADERS = 521

/**
 * The credential of a request: `api-key`, and only where that is absent `authorization` with exactly `Bearer `
 * (src/common/auth/mod.rs, src/actix/auth.rs, src/tonic/auth.rs). A present but useless `api-key` is final.
 */
export function extractCredential(headers: Headers, transport: Transport): Extracted {
  if (!fits(headers, transport)) return { found: 'too-large' }
  const received = transport === 'rest' ? receivedByHttp1(headers) : headers
  if (received === 'bad-request' || received === 'too-large') return { found: received }
  const key = first(received, 'api-key')
  if (key !== undefined) return { found: 'credential', value: key }
  const authorization = first(received, 'authorization')
  if (!authorization?.startsWith(SCHEME)) return { found: 'nothing' }
  return { found: 'credential', value: authorization.slice(SCHEME.length) }
}

const SCHEME = 'Bearer '

/** The first value of the name, if it is visible ASCII, blank or tab; any other value counts as absent. */
function first(headers: Headers, name: string): string | undefined {
  const value = headers.find(([given]) => given.toLowerCase() === name)?.[1]
  return value !== undefined && /^[\x20-\x7e\t]*$/.test(value) ? value : undefined
}

/**
 * REST is read as HTTP/1.1 here. Over TLS the port speaks HTTP/2 to clients that ask for it, which reads headers as gRPC does,
 * up to 16 MiB of them.
 *
 * HTTP/1.1 takes outer blanks off a value, and a line end in one ends it: what follows is the next line of the head, and an
 * empty line ends the head. The first line that is one too many, or no header, or holds control characters, decides. HTTP/2
 * does none of this.
 */
function receivedByHttp1(headers: Headers): Headers | 'bad-request' | 'too-large' {
  const lines = headers.flatMap(([name, value]) => `${name}: ${value}`.split(/\r?\n/))
  const end = lines.indexOf('')
  const received: [string, string][] = []
  for (const line of end === -1 ? lines : lines.slice(0, end)) {
    if (received.length + REST_OWN_HEADERS >= MOST_REST_HEADERS) return 'too-large'
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon), withoutOuterBlanks(line.slice(colon + 1))]
    if (!FIELD_NAME.test(name) || CONTROL.test(value)) return 'bad-request'
    received.push([name, value])
  }
  return received
}

/** RFC 9110 section 5.1. */
const FIELD_NAME = /^[\w!#$%&'*+.^`|~-]+$/

const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/

/** By hand: a pattern for the end of a text takes quadratic time on a long run of blanks elsewhere. */
function withoutOuterBlanks(value: string): string {
  const isBlank = (at: number) => value[at] === ' ' || value[at] === '\t'
  let [start, end] = [0, value.length]
  while (isBlank(start)) start++
  while (isBlank(end - 1)) end--
  return value.slice(start, end)
}

function fits(headers: Headers, transport: Transport): boolean {
  const [size, extra, most] =
    transport === 'rest'
      ? [SHORT_REST_REQUEST, ': \r\n'.length, LONGEST_REST_HEAD]
      : [GRPC_CLIENT_HEADERS, GRPC_HEADER_EXTRA, LONGEST_GRPC_LIST]
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length + extra, size) <= most
}
