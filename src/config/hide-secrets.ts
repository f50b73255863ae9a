import { SETTINGS, TABLES } from '../qdrant/settings/table.ts'
import { lastName } from './setting-path.ts'

/** Last names of the settings that hold a secret. */
const SECRETS = new Set(SETTINGS.filter(({ secret }) => secret).map(({ path }) => lastName(path)))

/** Names whose values a person may see: text as it is, everything else as long as it could be what is asked for. */
const TEXTS = new Set(
  SETTINGS.filter(({ type, secret }) => type === 'string' && !secret).map(({ path }) => lastName(path)),
)
const NAMES = new Set([...SETTINGS.map(({ path }) => path), ...TABLES].map(lastName))

/** No number and no word that a setting takes is longer; a key that somebody should use is. */
const LONGEST_VALUE = 11

const PAIR = /^(\s*(?:#\s*)?(?:-\s+)?(["']?)([\w.-]+)\2\s*:(?=\s|$)\s*)(.*)$/
const WORD = /[^\s[\]{},:"'#&*!|>%@-]+/g
const HARMLESS = /^(true|false|null|~|\d{1,5})$/i

/**
 * Lines of a configuration as they may be shown. A file that is wrong may have a secret anywhere: under a misspelt name,
 * without a name, in a comment. So only values of settings that hold none are shown, everything else is stars.
 */
export const withoutSecrets = (text: string): string[] => text.split(/\r?\n/).map(lineWithoutSecrets)

function lineWithoutSecrets(line: string): string {
  const [, head, , name = '', value = ''] = PAIR.exec(line) ?? []
  if (head === undefined) return starred(line)
  if (SECRETS.has(name)) return head + '*'.repeat(value.length)
  const [, plain = value, comment = ''] = /^(.*?)((?:^|\s)#.*)$/.exec(value) ?? []
  const isShown = TEXTS.has(name) || (NAMES.has(name) && isShort(plain))
  return head + (isShown ? plain : starred(plain)) + starred(comment)
}

/** Marks of YAML stay, they are what a syntax error is about, and so do words that are no secret of anybody. */
const starred = (text: string): string =>
  text.replace(WORD, (word) => (NAMES.has(word) || HARMLESS.test(word) ? word : '*'.repeat(word.length)))

const isShort = (text: string): boolean =>
  !text.includes('{') && text.split(/[\s[\],"']/).every(({ length }) => length <= LONGEST_VALUE)
