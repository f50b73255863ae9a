import { withoutSecrets } from './hide-secrets.ts'

/** Lines around a change that are shown as well. */
const AROUND = 2
/** Above this many lines between the first and the last change they are shown as one change. */
const MOST_COMPARED = 2000

type Line = readonly [mark: ' ' | '-' | '+', text: string, secret: string]

/** `-` and `+` lines of a change with two lines around, secrets as stars. Empty where nothing differs. */
export function lineDiff(before: string, after: string): string {
  // What follows the last line end is no line.
  const [old, now] = [before.replace(/\n$/, ''), after.replace(/\n$/, '')]
  const lines = compare(old.split('\n'), now.split('\n'), withoutSecrets(old), withoutSecrets(now))
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(([mark]) => mark !== ' '),
  )
  return lines
    .flatMap(([mark, , shown], index) => {
      if (!near[index]) return []
      const gap = index > 0 && !near[index - 1] ? '…\n' : ''
      return [`${gap}${mark} ${shown}\n`]
    })
    .join('')
}

function compare(old: string[], now: string[], oldShown: string[], nowShown: string[]): Line[] {
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const same = (from: number, to: number): Line[] =>
    old.slice(from, to).map((text, index) => [' ', text, oldShown[from + index] ?? ''])
  const [a, b] = [old.slice(start, old.length - end), now.slice(start, now.length - end)]
  const shown = (mark: '-' | '+', index: number): string =>
    (mark === '-' ? oldShown : nowShown)[start + index] ?? ''
  return [...same(0, start), ...middle(a, b, shown), ...same(old.length - end, old.length)]
}

/** Longest common subsequence, by the table of lengths. */
function middle(a: string[], b: string[], shown: (mark: '-' | '+', index: number) => string): Line[] {
  const lengths = a.length > MOST_COMPARED || b.length > MOST_COMPARED ? [] : commonLengths(a, b)
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  const lines: Line[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && lengths.length > 0 && a[i] === b[j]) {
      lines.push([' ', a[i] ?? '', shown('-', i)])
      i++
      j++
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(['-', a[i] ?? '', shown('-', i)])
      i++
    } else {
      lines.push(['+', b[j] ?? '', shown('+', j)])
      j++
    }
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
