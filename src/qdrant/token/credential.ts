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
  if (transport === 'rest' && headers.some(([, value]) => hasControl(asSent(value, transport))))
    return { found: 'bad-request' }
  const key = first(headers, 'api-key', transport)
  if (key !== undefined) return { found: 'credential', value: key }
  const authorization = first(headers, 'authorization', transport)
  if (!authorization?.startsWith(SCHEME)) return { found: 'nothing' }
  return { found: 'credential', value: authorization.slice(SCHEME.length) }
}

const SCHEME = 'Bearer '

/** The first value of the name, if it is visible ASCII, blank or tab; any other value counts as absent. */
function first(headers: Headers, name: string, transport: Transport): string | undefined {
  const value = headers.find(([given]) => given.toLowerCase() === name)?.[1]
  if (value === undefined) return undefined
  const sent = asSent(value, transport)
  return /^[\x20-\x7e\t]*$/.test(sent) ? sent : undefined
}

/** HTTP/1.1 ends a value at a line end and takes outer blanks off it; HTTP/2 does neither. */
const asSent = (value: string, transport: Transport): string =>
  transport === 'rest' ? value.replace(/\r?\n[\s\S]*$/, '').replace(/^[ \t]+|[ \t]+$/g, '') : value

const hasControl = (value: string): boolean => /[\x00-\x08\x0a-\x1f\x7f]/.test(value)

function fits(headers: Headers, transport: Transport): boolean {
  if (transport === 'grpc') return headers.every(([, value]) => value.length <= LONGEST_GRPC_VALUE)
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0) <= LONGEST_REST_HEAD
}
