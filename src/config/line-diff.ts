import { masked } from '../shown.ts'
import { withoutSecrets } from './hide-secrets.ts'

/** Lines around a change that are shown as well. */
const AROUND = 2
/** Above this many lines between the first and the last change they are shown as one change. */
const MOST_COMPARED = 2000

type Mark = ' ' | '-' | '+'
/** A line as it may be shown: a file is not trusted. */
type Line = readonly [mark: Mark, shown: string]

/** `-` and `+` lines of a change with two lines around, secrets as stars. Empty where nothing differs. */
export function lineDiff(before: string, after: string): string {
  const lines = compare(before, after)
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(([mark]) => mark !== ' '),
  )
  return lines
    .flatMap(([mark, shown], index) => {
      if (!near[index]) return []
      const gap = index > 0 && !near[index - 1] ? '…\n' : ''
      return [`${gap}${mark} ${shown}\n`]
    })
    .join('')
}

/** What follows the last line end is no line. */
const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

function compare(before: string, after: string): Line[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const texts = { '-': withoutSecrets(before), '+': withoutSecrets(after) }
  const line = (mark: Mark, at: number): Line => [mark, masked(texts[mark === '+' ? '+' : '-'][at] ?? '')]
  let start = 0
  while (start < old.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const [a, b] = [old.slice(start, old.length - end), now.slice(start, now.length - end)]
  const same = (from: number, to: number) => old.slice(from, to).map((_, index) => line(' ', from + index))
  return [
    ...same(0, start),
    ...middle(a, b, (mark, index) => line(mark, start + index)),
    ...same(old.length - end, old.length),
  ]
}

/** Longest common subsequence, by the table of lengths. */
function middle(a: string[], b: string[], line: (mark: Mark, index: number) => Line): Line[] {
  if (Math.max(a.length, b.length) > MOST_COMPARED)
    return [...a.map((_, index) => line('-', index)), ...b.map((_, index) => line('+', index))]
  const lengths = commonLengths(a, b)
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (a[i] === b[j]) {
      lines.push(line(' ', i))
      i++
      j++
    } else if (i < a.length && at(i + 1, j) >= at(i, j + 1)) lines.push(line('-', i++))
    else lines.push(line('+', j++))
  }
  return lines
}

function commonLengths(a: string[], b: string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i] ?? []
      row[j] =
        a[i] === b[j]
          ? (lengths[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  return lengths
}
