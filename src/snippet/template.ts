/** What a snippet is about, in the words that stand in the margin of a template. */
export type Topics = ReadonlySet<string>

const PLACE = /\{\{([a-z_]+)\}\}/g

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
    .map((line) => `${line.replace(PLACE, (_, name: string) => placeIn(values, name))}\n`)
    .join('')
}

function placeIn(values: Readonly<Record<string, string>>, name: string): string {
  const value = values[name]
  if (value === undefined) throw new TypeError(`the template has a place ${name} and no value is given`)
  return value
}
