/** Texts as Rust's standard library writes them, for messages that must equal the server's. */

const NAMED = new Map([
  ['\0', '\\0'],
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['"', '\\"'],
  ['\\', '\\\\'],
])

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}\p{Grapheme_Extend}]/u

/** `{:?}` of a string. */
export function debugString(text: string): string {
  let escaped = ''
  for (const character of text) {
    const named = NAMED.get(character)
    if (named !== undefined) escaped += named
    else if (character !== ' ' && UNPRINTABLE.test(character))
      escaped += `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
    else escaped += character
  }
  return `"${escaped}"`
}

/** `{}` of a floating point number: the shortest digits that read back, never with an exponent. */
export function displayFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0'
  const text = String(value)
  const parts = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (parts === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return (
    sign +
    digits.padEnd(point, '0').slice(0, point) +
    (digits.length > point ? `.${digits.slice(point)}` : '')
  )
}
