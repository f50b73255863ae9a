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
 * A token alone is taken to the letter, blanks and quotes too: they are what would be sent.
 */
export function givenToken(text: string): GivenToken {
  const header = headerIn(text.trim())
  if (header === undefined) return { token: text.replace(/\r?\n$/, ''), headers: [['api-key', text]] }
  const [name, value] = header
  return { token: value.replace(/^Bearer /, ''), headers: [[name, value]] }
}

function headerIn(text: string): readonly [string, string] | undefined {
  const line = /^(authorization|api-key)\s*:\s*(.*)$/i.exec(text)
  if (line !== null) return [line[1] ?? '', line[2] ?? '']
  if (!/^curl\s/.test(text)) return undefined
  const option = /(?:-H|--header)[\s=]*(?:"([^"]*)"|'([^']*)'|(\S+))/g
  for (const [, double, single, bare] of text.matchAll(option)) {
    const found = headerIn((double ?? single ?? bare ?? '').trim())
    if (found !== undefined) return found
  }
  return undefined
}
