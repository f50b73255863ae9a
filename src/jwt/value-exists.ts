import { QdrantAuthError } from '../errors.ts'
import type { Role, ValueMatch } from './role.ts'

/**
 * `COLLECTION:KEY=VALUE` texts → the guard of a role. Values are typed as in YAML: `7` is a number, `true` a boolean,
 * `"7"` text. All must name one collection, because the server takes one.
 */
export function parseGuard(texts: readonly string[]): Role['valueExists'] {
  if (texts.length === 0) return undefined
  const parsed = texts.map((text) => {
    const [, collection, key, value] = /^([^:]+):([^=]+)=([\s\S]*)$/.exec(text) ?? []
    if (collection === undefined || key === undefined || value === undefined) {
      throw new QdrantAuthError('usage', `--value-exists ${JSON.stringify(text)} is not COLLECTION:KEY=VALUE`)
    }
    return { collection, match: { key, value: typed(value) } }
  })
  const [collection = '', ...others] = [...new Set(parsed.map((one) => one.collection))]
  if (others.length > 0)
    throw new QdrantAuthError('usage', '--value-exists names several collections, and a token can name one')
  return { collection, matches: parsed.map(({ match }) => match) }
}

function typed(text: string): ValueMatch['value'] {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^-?\d+$/.test(text)) {
    const number = Number(text)
    if (Number.isSafeInteger(number)) return number
    throw new QdrantAuthError('bad-value', `${text} has too many digits for a number here`, {
      hints: [`write "${text}" to mean text`],
    })
  }
  return /^".*"$/s.test(text) ? text.slice(1, -1) : text
}
