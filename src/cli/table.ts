import { wrap } from './wrap.ts'

/**
 * Rows as text in columns, two blanks apart. The last column is as long as it is, unless there is a `width` that it has to
 * keep within.
 */
export function columns(
  rows: readonly (readonly string[])[],
  width: number = Number.POSITIVE_INFINITY,
): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length)
  return rows
    .map((row) => {
      const start = row.slice(0, -1).map((cell, index) => `${cell.padEnd(widths[index] ?? 0)}  `)
      const indent = start.join('')
      const line = `${indent}${row.at(-1) ?? ''}`.trimEnd()
      return line.length <= width
        ? `${line}\n`
        : wrap(row.at(-1) ?? '', width, ' '.repeat(indent.length), indent)
    })
    .join('')
}
