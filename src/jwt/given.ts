import type { Headers } from '../qdrant/token/credential.ts'

/** A token as somebody pasted it, with the header it would be sent in. */
export interface GivenToken {
  token: string
  headers: Headers
}

/** Longest text looked at: far above what any server takes. */
export const TOKEN_LIMIT = 1 << 20

/**
 * The token in a pasted text: alone, as a header line (`Authorization: Bearer …`, `api-key: …`), or inside a curl command.
 * A token alone is taken to the letter, blanks and quotes too: they are what would be sent. Empty lines around it are not.
 */
export function givenToken(text: string): GivenToken {
  const header = headerIn(text.trim())
  if (header === undefined) {
    const token = withoutOuterLines(text)
    return { token, headers: [['api-key', token]] }
  }
  const [name, value] = header
  return { token: value.replace(/^Bearer /, ''), headers: [[name, value]] }
}

function headerIn(text: string): readonly [string, string] | undefined {
  const header = /^(authorization|api-key)\s*:/i.exec(text)
  if (header !== null) {
    const [prefix, name] = header as unknown as [string, string]
    const value = text.slice(prefix.length).trimStart()
    return /[\r\n]/.test(value) ? undefined : [name, value]
  }
  if (!/^curl\s/.test(text)) return undefined
  const option = /(?:-H|--header)[\s=]*(?:"([^"]*)"|'([^']*)'|(\S+))/g
  for (const [, double, single, bare] of text.matchAll(option)) {
    const found = headerIn((double ?? single ?? (bare as string)).trim())
    if (found !== undefined) return found
  }
  return undefined
}

/** By hand: a pattern for the end of a text takes quadratic time on long runs elsewhere. */
function withoutOuterLines(text: string): string {
  const isLineEnd = (at: number) => text[at] === '\n' || text[at] === '\r'
  let [start, end] = [0, text.length]
  while (isLineEnd(start)) start++
  while (isLineEnd(end - 1)) end--
  return text.slice(start, end)
}
