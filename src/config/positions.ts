import type { FileLocation } from '../finding.ts'

/** Turns offsets into a text (UTF-16 units) into places for people and machines. */
export function locator(file: string, text: string): (start: number, end: number) => FileLocation {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const place = (offset: number): { line: number; column: number } => {
    // The last line that starts at or before the offset.
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
  return (start, end) => {
    const [from, to] = [place(start), place(Math.max(start, end))]
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
}
