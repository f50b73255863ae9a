/** Any of these may stand in an authority (the http crate 1.5, src/uri). */
const AUTHORITY_CHARACTER = /[A-Za-z0-9!$&'()*+,\-.:;=@[\]_~%]/
/** A fragment is cut off and may be anything; a quote may stand in a path, a grave accent in a query. */
const PATH = /^[^\x00-\x20<>`?#\x7f]*(?:\?[^\x00-\x20"<>#\x7f]*)?(?:#|$)/
const SCHEME = /^([A-Za-z0-9+.~-]*):\/\//

const LONGEST = 65_534
const LONGEST_SCHEME = 64
const MOST_COLONS = 8

/** Why the server takes a text for no URI, in its words. A port is not looked at, and a bare name will do. */
export function uriFault(text: string): string | undefined {
  if (Buffer.byteLength(text) > LONGEST) return 'uri too long'
  if (text === '') return 'empty string'
  if (text === '*') return undefined
  if (text === '?' || text === '#') return 'invalid uri character'
  if (text.startsWith('/')) return pathFault(text)
  // What is no longer than `://` is not looked at for a scheme.
  const scheme = text.length > 3 ? SCHEME.exec(text) : null
  if ((scheme?.[1]?.length ?? 0) > LONGEST_SCHEME) return 'scheme too long'
  const rest = text.slice(scheme?.[0].length)
  if (rest === '') return 'empty string'
  const end = rest.search(/[/?#]|$/)
  const fault = authorityFault(rest.slice(0, end))
  if (fault !== undefined) return fault
  if (scheme === null) return end === rest.length ? undefined : 'invalid format'
  return end === 0 ? 'invalid format' : pathFault(rest.slice(end))
}

const pathFault = (path: string): string | undefined =>
  PATH.test(path) ? undefined : 'invalid uri character'

/** The first mistake counts. Brackets come once; a user before `@` and what is in brackets may have colons and percents. */
function authorityFault(authority: string): string | undefined {
  let [colons, percent, opened, closed] = [0, false, false, false]
  for (const character of authority) {
    if (!AUTHORITY_CHARACTER.test(character)) return 'invalid uri character'
    if (character === ':') colons++
    if (character === '%') percent = true
    if (colons > MOST_COLONS) return 'invalid authority'
    if (character === '[') {
      if (percent || opened) return 'invalid authority'
      opened = true
    }
    if (character === ']') {
      if (!opened || closed) return 'invalid authority'
      closed = true
    }
    if (character === ']' || character === '@') [colons, percent] = [0, false]
  }
  return opened !== closed || colons > 1 || percent || authority.endsWith('@')
    ? 'invalid authority'
    : undefined
}

/** Scheme and host are the same in any case, a fragment does not count, and a missing path is `/`. */
export function isSameUri(a: string, b: string): boolean {
  return normalized(a) === normalized(b)
}

function normalized(uri: string): string {
  const head = /^(?:[^:/?#]*:\/\/)?[^/?#]*/.exec(uri)?.[0] ?? ''
  const tail = uri.slice(head.length).replace(/#.*/s, '')
  return head.toLowerCase() + (tail.startsWith('/') ? tail : `/${tail}`)
}
