/** How key bytes become the text that is the key. The server uses the text's bytes as they are and decodes nothing. */
export const ENCODINGS = ['base64url', 'base64', 'hex'] as const

export type Encoding = (typeof ENCODINGS)[number]

export const encode = (bytes: Uint8Array, encoding: Encoding): string => Buffer.from(bytes).toString(encoding)

/** Words that YAML readers, env parsers or programs take for something other than text. */
const WORDS = /^(true|false|yes|no|on|off|y|n|null|nan|inf|infinity)$/i

/** A number in YAML, in the server's own reading of it, or in a spreadsheet: 123, 1e10, 0x1f, 0o17, 0b1, 1_000. */
const NUMBER = /^(\d[\d_]*([eE]\d+)?|0[xX][\da-fA-F]+|0o[0-7]+|0b[01]+)$/

/**
 * Whether nobody can misread the key where it is written without quotes: YAML, a shell, an env file, an HTTP header.
 * It starts with a letter or digit (no option, no sign, no YAML indicator) and is no number and no word with a meaning.
 */
export const isPlain = (key: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9_+/-]*=*$/.test(key) && !WORDS.test(key) && !NUMBER.test(key)
