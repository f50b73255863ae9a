import { QdrantAuthError } from '../errors.ts'
import type { Setting } from '../qdrant/settings/table.ts'

/**
 * The YAML text on one line that makes the server hold exactly this value. Text is always in double quotes: without them
 * YAML takes much for a number, a boolean or nothing. Throws `bad-value` where the setting cannot hold it.
 */
export function yamlText(setting: Setting, text: string): string {
  const { path, type, words, nullable, form } = setting
  const wrong = (what: string): never => {
    throw new QdrantAuthError('bad-value', `${path} ${what}`)
  }
  switch (type) {
    case 'string':
      return quoted(path, text)
    case 'word':
      if (words?.includes(text) !== true && !(form === 'word-or-boolean' && /^(?:true|false)$/.test(text)))
        wrong(`takes ${words?.join(', ')}`)
      return text
    case 'boolean':
      if (text !== 'true' && text !== 'false') wrong('takes true or false')
      return text
    case 'port':
    case 'integer':
      if ((text === 'null' && nullable) || words?.includes(text)) return text
      if (!/^\d{1,19}$/.test(text)) wrong(`takes a whole number${nullable ? ' or null' : ''}`)
      if (type === 'port' && Number(text) > 65_535) wrong('takes a port from 0 to 65535')
      if (!isWithin(text, setting)) wrong(`takes a number ${limits(setting)}`)
      return String(BigInt(text))
    case 'number':
      if (text === 'null' && nullable) return text
      if (!/^\d+(?:\.\d+)?$/.test(text)) wrong('takes a number')
      if (!isWithin(text, setting)) wrong(`takes a number ${limits(setting)}`)
      return text
    default:
      throw new QdrantAuthError('bad-value', `${path} is a ${type}, which has no single value`, {
        hints: ['edit the file, then run qdrant-auth config validate'],
      })
  }
}

const isWithin = (text: string, { range }: Setting): boolean =>
  Number(text) >= (range?.min ?? 0) && Number(text) <= (range?.max ?? Number.POSITIVE_INFINITY)

const limits = ({ range }: Setting): string =>
  `from ${range?.min ?? 0}${range?.max === undefined ? '' : ` to ${range.max}`}`

function quoted(path: string, text: string): string {
  if (!text.isWellFormed()) throw new QdrantAuthError('bad-value', `${path} cannot hold half a character`)
  return yamlString(text)
}

/** What stands in double quotes as it is; everything else is escaped, so that the line is the same in every reader. */
export const yamlString = (text: string): string =>
  JSON.stringify(text).replace(/[\x7f-\xa0\u2028\u2029\ufeff]/g, unicode)

const unicode = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
