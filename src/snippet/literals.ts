import { singleQuoted } from '../shell.ts'

/** How a language writes a text as one value on one line, whatever is in it. */
export type Literal = (text: string) => string

/** Characters that end a line, act on a terminal or turn the direction of what a reader sees. */
const ACTING = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function unicode(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}

const inDoubleQuotes =
  (numbered: (unit: number) => string): Literal =>
  (text) =>
    `"${text.replace(/["\\]/g, '\\$&').replace(ACTING, (unit) => SHORT[unit] ?? numbered(unit.charCodeAt(0)))}"`

/** Python, JavaScript, Go and C#. */
export const unicodeString = inDoubleQuotes(unicode)

/**
 * ASCII alone: the reader of sources takes the encoding of its surroundings. It reads `\uXXXX` before it looks for strings,
 * so a line end or a quote must never be written so, and those have their short forms above.
 */
export const javaString: Literal = (text) =>
  unicodeString(text).replace(/[^\x20-\x7e]/g, (unit) => unicode(unit.charCodeAt(0)))

export const rustString = inDoubleQuotes((unit) => `\\u{${unit.toString(16)}}`)

/**
 * One word of a POSIX shell. Single quotes hold everything but themselves; what a person could not see in them is printed
 * from octal. `$(…)` takes line ends away from the end of a text: no path of a `Connection` ends in one.
 */
export const shellWord: Literal = (text) =>
  text.search(ACTING) === -1
    ? singleQuoted(text)
    : `"$(printf '${text.replace(/[%\\]/g, '$&$&').replaceAll("'", '\\047').replace(ACTING, octal)}')"`

const octal = (unit: string): string =>
  [...Buffer.from(unit)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')

/** The file of `curl --cert`, where a colon would start a passphrase (curl, docs/cmdline-opts/cert.md). */
export const curlCertificate: Literal = (text) => shellWord(text.replace(/[\\:]/g, '\\$&'))
