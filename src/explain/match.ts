import type { Entry } from './entry.ts'
import { signsIn } from './signs.ts'
import { squeezed, withoutColours, wordsOf } from './words.ts'

export interface Recognised {
  entry: Entry
  /** Where the text was found, in the form it was found in. */
  start: number
  end: number
  /** Letters that had to be there: the more, the more the text says. */
  weight: number
}

type Span = Omit<Recognised, 'entry'>

/** What the text says, the most telling first; empty where nothing is known. */
export function recognise(text: string, entries: readonly Entry[]): Recognised[] {
  const plain = withoutColours(text)
  const words = `${wordsOf(plain)}${signsIn(plain).join(' ')} `
  const said = new Set(words.split(' '))
  const isSaid = (part: string) => part.split(' ').every((word) => said.has(word))
  const found = inForm(entries, (parts) => (parts.every(isSaid) ? placeOf(words, parts) : undefined))
  // A narrow terminal cuts words in two, so the same again without any blanks.
  const letters = squeezed(words)
  const runTogether = inForm(entries, (parts) => {
    const short = parts.map(squeezed)
    return short.some(({ length }) => length >= LONG) ? placeOf(letters, short) : undefined
  })
  return mostTelling(
    runTogether.every(isIn(found))
      ? found
      : [...runTogether, ...found.filter((one) => !isIn(runTogether)(one))],
  )
}

const isIn =
  (others: readonly Recognised[]) =>
  ({ entry }: Recognised) =>
    others.some((one) => one.entry === entry)

/** Letters between two parts of one text: a path, a name, a few words. */
const GAP = 300

/** Run together, short texts are found everywhere. */
const LONG = 10

function inForm(entries: readonly Entry[], find: (parts: string[]) => Span | undefined): Recognised[] {
  return entries.flatMap((entry) => {
    const found = entry.texts.flatMap((text) => joined(text, find) ?? [])
    const best = found.sort((a, b) => b.weight - a.weight)[0]
    return best === undefined ? [] : [{ entry, ...best }]
  })
}

/** ` & ` joins texts, of which all must be there, and the first is the place; `*` joins the parts of one. */
function joined(text: string, find: (parts: string[]) => Span | undefined): Span | undefined {
  let span: Span | undefined
  for (const one of text.split(' & ')) {
    const found = find(one.split('*').map(wordsOf))
    if (found === undefined) return undefined
    span = span === undefined ? found : { ...span, weight: span.weight + found.weight }
  }
  return span
}

/** Where the parts follow each other. Where one is far ahead the search goes on near it, so it stays linear. */
function placeOf(text: string, parts: readonly string[]): Span | undefined {
  const [first = '', ...rest] = parts
  let start = text.indexOf(first)
  while (start !== -1) {
    let end = start + first.length - 1
    let reach = first.length
    let next = -1
    for (const part of rest) {
      const at = text.indexOf(part, end)
      if (at === -1) return undefined
      if (at > end + GAP) {
        next = Math.max(start + 1, at - GAP - reach)
        break
      }
      reach += GAP + part.length
      end = at + part.length - 1
    }
    if (next === -1) return { start, end, weight: parts.join('').length }
    start = text.indexOf(first, next)
  }
  return undefined
}

/** Only the least vague, and of two at one place the longer. */
function mostTelling(found: readonly Recognised[]): Recognised[] {
  const vagueness = ({ entry }: Recognised) => entry.vague ?? 0
  const least = Math.min(...found.map(vagueness))
  const sorted = found.filter((one) => vagueness(one) === least).sort((a, b) => b.weight - a.weight)
  return sorted.filter(
    (one, index) =>
      !sorted.slice(0, index).some((longer) => one.start < longer.end && longer.start < one.end),
  )
}
