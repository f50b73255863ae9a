/** Names and values in the order sent. */
export type Headers = readonly (readonly [name: string, value: string])[]

export type Transport = 'rest' | 'grpc'

export type Extracted =
  | { found: 'credential'; value: string }
  | { found: 'nothing' }
  /** The HTTP layer refuses the request before anybody looks for a credential. */
  | { found: 'bad-request' }
  | { found: 'too-large' }

/** Longest request head actix reads (131,072 bytes) and longest header list h2 takes; recorded between two sizes each. */
const LONGEST_REST_HEAD = 131_072
const LONGEST_GRPC_VALUE = 15_500

/**
 * The credential of a request: `api-key`, and only where that is absent `authorization` with exactly `Bearer `
 * (src/common/auth/mod.rs, src/actix/auth.rs, src/tonic/auth.rs). A present but useless `api-key` is final.
 */
export function extractCredential(headers: Headers, transport: Transport): Extracted {
  if (!fits(headers, transport)) return { found: 'too-large' }
  const received = transport === 'rest' ? receivedByHttp1(headers) : headers
  if (received === undefined) return { found: 'bad-request' }
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
 * HTTP/1.1 takes outer blanks off a value, and a line end in one ends it: what follows is the next line of the head, and an
 * empty line ends the head. Undefined where a line is no header, or a value holds control characters. HTTP/2 does none of this.
 */
function receivedByHttp1(headers: Headers): Headers | undefined {
  const lines = headers.flatMap(([name, value]) => `${name}: ${value}`.split(/\r?\n/))
  const end = lines.indexOf('')
  const received: [string, string][] = []
  for (const line of end === -1 ? lines : lines.slice(0, end)) {
    const [, name, value] = HEADER_LINE.exec(line) ?? []
    if (name === undefined || value === undefined) return undefined
    received.push([name, value])
  }
  return received
}

/** RFC 9110 section 5: a token, a colon, and a value that may hold bytes beyond ASCII. */
const HEADER_LINE = /^([\w!#$%&'*+.^`|~-]+):[ \t]*((?:[^\x00-\x08\x0a-\x1f\x7f]*[^\x00-\x20\x7f])?)[ \t]*$/

function fits(headers: Headers, transport: Transport): boolean {
  if (transport === 'grpc') return headers.every(([, value]) => value.length <= LONGEST_GRPC_VALUE)
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0) <= LONGEST_REST_HEAD
}
