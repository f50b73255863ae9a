import { QdrantAuthError } from '../errors.ts'
import type { Role, ValueMatch } from './role.ts'

/**
 * `COLLECTION:KEY=VALUE` texts → the guard of a role. Values are typed as in YAML: `7` is a number, `true` a boolean,
 * `"7"` text. All must name one collection, because the server takes one.
 */
export function parseGuard(texts: readonly string[]): Role['valueExists'] {
  const parsed = texts.map(partsOf)
  const [first] = parsed
  if (first === undefined) return undefined
  if (parsed.some(({ collection }) => collection !== first.collection))
    throw new QdrantAuthError('usage', '--value-exists names several collections, and a token can name one')
  return { collection: first.collection, matches: parsed.map(({ match }) => match) }
}

function partsOf(text: string): { collection: string; match: ValueMatch } {
  const colon = text.indexOf(':')
  const equals = text.indexOf('=', colon)
  if (colon < 1 || equals < colon + 2)
    throw new QdrantAuthError('usage', `--value-exists ${JSON.stringify(text)} is not COLLECTION:KEY=VALUE`)
  return {
    collection: text.slice(0, colon),
    match: { key: text.slice(colon + 1, equals), value: typed(text.slice(equals + 1)) },
  }
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
