import { QdrantAuthError } from '../errors.ts'

/** No file that somebody wrote is nested so deep. */
const DEEPEST = 100

/**
 * Throws `file-malformed` for a text that could be nested deeper than any person nests: of a thousand levels the YAML library
 * never returns, or takes the process with it. Errs on the side of refusing: it looks at marks and columns alone.
 */
export function requireShallow(text: string): void {
  let [flow, column, deepest] = [0, 0, 0]
  let inPrefix = true
  let before = '\n'
  for (const character of text) {
    if (character === '\n') [inPrefix, column] = [true, 0]
    else if (inPrefix && /[-?: \t]/.test(character)) column++
    else inPrefix = false
    // One in the middle of a word (`\033[1m`) opens nothing.
    if ((character === '[' || character === '{') && /[\s[{,:?-]/.test(before)) flow++
    else if ((character === ']' || character === '}') && flow > 0) flow--
    before = character
    // A level takes two columns where it is written short.
    deepest = Math.max(deepest, flow, column / 2)
  }
  if (deepest <= DEEPEST) return
  throw new QdrantAuthError('file-malformed', `the YAML is nested more than ${DEEPEST} levels deep`)
}
