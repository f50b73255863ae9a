/** Characters of an authority besides letters and digits (the http crate, src/uri). */
const AUTHORITY = /^[A-Za-z0-9!#$&'()*+,\-./:;=?@[\]_~%]*$/
const PATH = /^[\x21\x23-\x3b\x3d\x3f-\x7e\x80-\u{10ffff}"]*$/u
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//
const LONGEST = 65_534

/** Why the server takes a text for no URI, in its words. A port is not looked at, and a bare name will do. */
export function uriFault(text: string): string | undefined {
  if (Buffer.byteLength(text) > LONGEST) return 'uri too long'
  if (text === '') return 'empty string'
  if (text === '*' || text.startsWith('/')) return pathFault(text)
  const scheme = SCHEME.exec(text)?.[0] ?? ''
  const rest = text.slice(scheme.length)
  const end = rest.search(/[/?#]|$/)
  const authority = rest.slice(0, end)
  const fault = rest === '' ? 'empty string' : authorityFault(authority)
  if (fault !== undefined) return fault
  if (scheme === '') return end === rest.length ? undefined : 'invalid format'
  return authority === '' ? 'invalid format' : pathFault(rest.slice(end))
}

const pathFault = (path: string): string | undefined =>
  PATH.test(path) ? undefined : 'invalid uri character'

function authorityFault(authority: string): string | undefined {
  if (!AUTHORITY.test(authority)) return 'invalid uri character'
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const wellFormed = /^(?:[^[\]:%]*|\[[^[\]]*\])[^[\]:%]*(?::[^[\]:%]*)?$/.test(host)
  return wellFormed && !(host === '' && authority.includes('@')) ? undefined : 'invalid authority'
}

/** Scheme and host are the same in any case. */
export function isSameUri(a: string, b: string): boolean {
  return normalized(a) === normalized(b)
}

function normalized(uri: string): string {
  const head = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/)?[^/?#]*/.exec(uri)?.[0] ?? ''
  return head.toLowerCase() + (uri.slice(head.length).replace(/#.*$/s, '') || '/')
}
