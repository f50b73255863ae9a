/**
 * The name that was probably meant: the same but for case, `-`, `_` and blanks, or at most two slips away
 * (one in short words), and not every letter a slip. Undefined where nothing is near, or the name is right.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name) || name.length > 64) return undefined
  const plain = (text: string) => text.toLowerCase().replace(/[-_\s]/g, '')
  const same = known.find((candidate) => plain(candidate) === plain(name))
  if (same !== undefined) return same
  const meant = plain(name)
  const ranked = known
    // Each character too many is a slip of its own.
    .filter((candidate) => Math.abs(plain(candidate).length - meant.length) <= 2)
    .map((candidate) => ({ candidate, slips: slipsBetween(meant, plain(candidate)) }))
    .filter(({ candidate, slips }) => slips < meant.length && slips <= (candidate.length <= 4 ? 1 : 2))
    .sort((a, b) => a.slips - b.slips)
  return ranked[0]?.candidate
}

/** Damerau-Levenshtein (optimal string alignment): insertions, deletions, replacements, neighbours swapped. */
export function slipsBetween(a: string, b: string): number {
  let [before, previous] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    ;[before, previous] = [previous, row]
  }
  return previous[b.length] ?? 0
}
