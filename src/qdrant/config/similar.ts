/** What clap takes for meant: a Jaro similarity above this. */
const SIMILAR = 0.7

/** The option that was probably meant. */
export function mostSimilar(name: string, options: readonly string[]): string | undefined {
  const [best] = options
    .map((option) => ({ option, score: jaro(name, option) }))
    .filter(({ score }) => score > SIMILAR)
    .sort((a, b) => b.score - a.score)
  return best?.option
}

/** Jaro similarity of two texts, from 0 to 1. */
function jaro(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const used = new Set<number>()
  const matches: number[] = []
  for (const [index, character] of [...a].entries()) {
    for (let other = Math.max(0, index - reach); other <= Math.min(b.length - 1, index + reach); other++) {
      if (used.has(other) || b[other] !== character) continue
      used.add(other)
      matches.push(other)
      break
    }
  }
  if (matches.length === 0) return 0
  const inOrder = [...matches].sort((x, y) => x - y)
  const crossed = matches.filter((other, index) => b[other] !== b[inOrder[index] ?? 0]).length / 2
  const count = matches.length
  return (count / a.length + count / b.length + (count - crossed) / count) / 3
}
