/** The text without control sequences, as they are and as logs write them, and without what has no width. */
export const withoutColours = (text: string): string => text.replace(COLOURS, '')

/**
 * A text as its words alone, small and with one blank around each: what line ends, quotes, escapes of JSON and
 * of HTML, and the frames of a stack trace do to a text is then gone. Every step is linear in the text.
 */
export const wordsOf = (text: string): string =>
  ` ${text
    .replace(ESCAPED, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `

/** Words run together, for texts that a narrow terminal has cut in the middle of one. */
export const squeezed = (words: string): string => words.replaceAll(' ', '')

const COLOURS =
  /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\\(?:u001b|x1b|033|e)\[[0-9;]*m|\^\[\[[0-9;]*m|[\u00ad\u200b-\u200d\ufeff]/gi

const ESCAPED = /\\[nrt]|&(?:quot|apos|amp|lt|gt|#39|#x27|#34);/gi
