import { QdrantAuthError } from '../../errors.ts'

/** Longest row, in characters: a token of it would be larger than any server takes. */
const LONGEST_LINE = 1 << 20

/** The lines of a stream of UTF-8 bytes, without their ends; memory holds one chunk and one line. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decode(decoder, chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE)
      throw new QdrantAuthError('file-too-large', `a line is longer than ${LONGEST_LINE} characters`)
    if (lines.length > 0) yield lines.map(withoutReturn)
  }
  const last = rest + decode(decoder, undefined)
  if (last !== '') yield [withoutReturn(last)]
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array | undefined): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch {
    throw new QdrantAuthError('file-malformed', 'the roles are not UTF-8 text')
  }
}
