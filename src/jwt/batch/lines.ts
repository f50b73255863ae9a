import { QdrantAuthError } from '../../errors.ts'

/** Longest row, in characters: a token of it would be larger than any server takes. */
const LONGEST_LINE = 1 << 20

/** The lines of a stream of UTF-8 bytes, without their ends; memory holds one chunk and one line. `name` is for errors. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string[]> {
  const decoded = utf8Reader(name)
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoded(chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE)
      throw new QdrantAuthError(
        'file-too-large',
        `a line of ${name} is longer than ${LONGEST_LINE} characters`,
      )
    yield lines.map(withoutReturn)
  }
  const last = rest + decoded()
  if (last !== '') yield [withoutReturn(last)]
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)

/** Text of UTF-8 bytes that come in pieces; called without one at the end. Anything else is refused, not mended. */
export function utf8Reader(name: string): (chunk?: Uint8Array) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return (chunk) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      throw new QdrantAuthError('file-malformed', `${name} is not UTF-8 text`)
    }
  }
}
