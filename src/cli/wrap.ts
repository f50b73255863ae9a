/** Columns of a page that is read, whatever the terminal. */
export const PAGE_WIDTH = 80

/** Text in lines of at most `width` columns where its words allow it, each behind `indent`; the first behind `start`. */
export function wrap(text: string, width: number, indent = '', start = indent): string {
  const lines: string[] = []
  let line = start
  let empty = true
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return `${[...lines, line].join('\n')}\n`
}
