import { QdrantAuthError } from '../../errors.ts'
import { csvReader } from './csv.ts'
import type { RowFormat } from './formats.ts'
import { linesOf, utf8Reader } from './lines.ts'

/** A row with its place: the line of NDJSON and CSV, the number in a YAML list. `fault` stands for what is no row. */
export type Row = { line: number; value: unknown } | { line: number; fault: string }

/** A YAML list is read whole, so it has a limit; NDJSON and CSV have none. */
const YAML_LIMIT = 16 << 20

/** For errors. */
const ROLES = 'the list of roles'

/** The rows of a stream, some at a time. Only trouble with the stream itself is thrown. */
export async function* rowsOf(stream: AsyncIterable<Uint8Array>, format: RowFormat): AsyncGenerator<Row[]> {
  if (format === 'yaml') {
    yield await yamlRows(stream)
    return
  }
  const read = format === 'csv' ? csvReader() : ndjsonRow
  let line = 0
  for await (const lines of linesOf(stream, ROLES)) {
    const rows: Row[] = []
    for (const text of lines) {
      line++
      const row = rowOf(text, line, read)
      if (row !== undefined) rows.push(row)
    }
    yield rows
  }
}

function rowOf(text: string, line: number, read: (text: string) => unknown): Row | undefined {
  try {
    const value = read(text)
    return value === undefined ? undefined : { line, value }
  } catch (error) {
    if (error instanceof QdrantAuthError || error instanceof SyntaxError) {
      // What a JSON parser says quotes the text, which may hold anything.
      return { line, fault: error instanceof QdrantAuthError ? error.message : 'it is not JSON' }
    }
    throw error
  }
}

const ndjsonRow = (text: string): unknown => (text.trim() === '' ? undefined : JSON.parse(text))

async function yamlRows(stream: AsyncIterable<Uint8Array>): Promise<Row[]> {
  const decoded = utf8Reader(ROLES)
  let [text, size] = ['', 0]
  for await (const chunk of stream) {
    size += chunk.length
    if (size > YAML_LIMIT)
      throw new QdrantAuthError('file-too-large', `a YAML list may have ${YAML_LIMIT} bytes`, {
        hints: ['use NDJSON for more'],
      })
    text += decoded(chunk)
  }
  const { parseYamlList } = await import('../../config/yaml-list.ts')
  return parseYamlList(text + decoded()).map((value, index) => ({
    line: index + 1,
    value,
  }))
}
