import { fillPlaces } from '../places.ts'

/** What a snippet is about, in the words that stand in the margin of a template. */
export type Topics = ReadonlySet<string>

/**
 * The program in a template: of each line `topics|code` the code, where it is about all of these topics (none with `!` in
 * front), with values in its places `{{name}}`. A place without a value is a mistake of ours.
 */
export function fill(template: string, topics: Topics, values: Readonly<Record<string, string>>): string {
  const isWanted = (word: string): boolean =>
    word.startsWith('!') ? !topics.has(word.slice(1)) : topics.has(word)
  return template
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const end = line.indexOf('|')
      const words = line.slice(0, end).split(' ').filter(Boolean)
      return words.every(isWanted) ? [line.slice(end + 1)] : []
    })
    .map((line) => `${fillPlaces(line, values)}\n`)
    .join('')
}
