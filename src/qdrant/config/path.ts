/** A step into a table, or into a list, where negative numbers count from the end. */
export type Step = string | number

const NAME = /[A-Za-z0-9_-]+/y
const CHILD = /\.([A-Za-z0-9_-]+)/y
const INDEX = /\[[ \t]*(-?\d+)[ \t]*\]/y

/**
 * A key at the top of a file or the name of a variable as config-rs takes it apart: `service.api_key`, `list[0]`. What is
 * no path is a name as it stands.
 */
export function parsePath(key: string): readonly Step[] {
  NAME.lastIndex = 0
  const root = NAME.exec(key)?.[0]
  if (root === undefined) return [key]
  const steps: Step[] = [root]
  for (let at = root.length; at < key.length; ) {
    const [matched, step] = nextStep(key, at)
    if (step === undefined) return [key]
    steps.push(step)
    at += matched
  }
  return steps
}

function nextStep(key: string, at: number): [length: number, step: Step | undefined] {
  CHILD.lastIndex = at
  const child = CHILD.exec(key)
  if (child !== null) return [child[0].length, child[1]]
  INDEX.lastIndex = at
  const index = INDEX.exec(key)
  if (index === null) return [0, undefined]
  const number = Number(index[1])
  // Beyond this the server would not have the memory either; as a name it is ignored.
  return [index[0].length, Math.abs(number) <= MOST_ITEMS ? number : undefined]
}

const MOST_ITEMS = 10_000
