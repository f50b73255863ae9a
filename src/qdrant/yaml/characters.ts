/**
 * Character classes of the server's YAML reader (yaml-rust2 0.11), by UTF-16 unit. `END` stands for the end of the text;
 * a NUL byte counts as the end too, which is why it can be one number.
 */

export const END = 0
export const TAB = 0x09
export const LF = 0x0a
export const CR = 0x0d
export const SPACE = 0x20
const BYTE_ORDER_MARK = 0xfeff

export const code = (character: string): number => character.charCodeAt(0)

export const isBreak = (unit: number): boolean => unit === LF || unit === CR
export const isBreakOrEnd = (unit: number): boolean => unit === LF || unit === CR || unit === END
export const isBlank = (unit: number): boolean => unit === SPACE || unit === TAB
export const isBlankOrEnd = (unit: number): boolean => isBlank(unit) || isBreakOrEnd(unit)

export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39

/** Letters, digits, `_` and `-` of ASCII. */
export const isWord = (unit: number): boolean =>
  isDigit(unit) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  unit === 0x5f ||
  unit === 0x2d

export const isHex = (unit: number): boolean =>
  isDigit(unit) || (unit >= 0x61 && unit <= 0x66) || (unit >= 0x41 && unit <= 0x46)

const set = (characters: string): ReadonlySet<number> => new Set([...characters].map(code))

const FLOW = set(',[]{}')
const URI = set("#;/?:@&=+$,_.!~*'()[]%")

export const isFlow = (unit: number): boolean => FLOW.has(unit)

/** An underscore counts by the second list only; the result is the same. */
export const isUri = (unit: number): boolean => isWord(unit) || URI.has(unit)

export const isTag = (unit: number): boolean => isUri(unit) && !isFlow(unit) && unit !== code('!')

export const isAnchor = (unit: number): boolean =>
  !isBlankOrEnd(unit) && unit !== BYTE_ORDER_MARK && !isFlow(unit)

/** The second half of a character beyond the 16-bit plane: it has no column of its own. */
export const isSecondHalf = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
