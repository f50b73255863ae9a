import { wrap } from './wrap.ts'

/**
 * Rows as text in columns, two blanks apart. The last column is as long as it is, unless there is a `width` that it has to
 * keep within.
 */
export function columns(
  rows: readonly (readonly string[])[],
  width: number = Number.POSITIVE_INFINITY,
): string {
  const widths = widthsOf(rows)
  return rows
    .map((row) => {
      const start = row.slice(0, -1).map((cell, index) => `${cell.padEnd(widths[index] ?? 0)}${GAP}`)
      const indent = start.join('')
      const line = `${indent}${row.at(-1) ?? ''}`.trimEnd()
      return line.length <= width
        ? `${line}\n`
        : wrap(row.at(-1) ?? '', width, ' '.repeat(indent.length), indent)
    })
    .join('')
}

/**
 * Rows in columns within `width`, of which the first gives way to the others: what is longer there moves the rest of its own
 * row to the right, as far as it has to.
 */
export function columnsBehindNames(rows: readonly (readonly string[])[], width: number): string {
  const [names = 0, ...others] = widthsOf(rows)
  const left = width - others.reduce((sum, one) => sum + GAP.length + one, 0)
  const starts = [0]
  for (const one of [Math.min(names, left), ...others]) starts.push((starts.at(-1) ?? 0) + one + GAP.length)
  return rows
    .map((row) => {
      let line = ''
      for (const [index, cell] of row.entries())
        line = (index === 0 ? '' : `${line}${GAP}`.padEnd(starts[index] ?? 0)) + cell
      return `${line.trimEnd()}\n`
    })
    .join('')
}

const GAP = '  '

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length)
  return widths
}
