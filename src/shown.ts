/**
 * Text of strangers (tokens, answers, logs, names of files) as it may be printed: characters that act on a terminal, end a
 * line or turn its direction are written as escapes of JSON, so that JSON stays what it was.
 */
export const shown = (text: string): string => text.replace(ACTING, escaped)

/** As `shown` for text of several lines, which stay lines. */
export const shownLines = (text: string): string => text.split('\n').map(shown).join('\n')

/** As `shown`, in quotes and cut to what a line can hold. */
export const quoted = (text: string): string => shown(JSON.stringify(text.slice(0, 60)))

/** JSON of several lines. */
export const shownJson = (value: unknown): string => shownLines(JSON.stringify(value, undefined, 2) ?? 'null')

/** A line in which every character keeps its column: what acts on a terminal is a mark in its place, and tabs stay. */
export const masked = (line: string): string =>
  line.replace(ACTING, (character) => (character === '\t' ? character : '\uFFFD'))

const ACTING = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
