import { QdrantAuthError } from '../../errors.ts'

/** Columns a file may have; `collections` is written `docs=read;logs=points`. */
const COLUMNS = ['name', 'subject', 'sub', 'access', 'collections', 'expires'] as const

type Column = (typeof COLUMNS)[number]

/** Reads rows of a CSV file with a header (RFC 4180; a field does not go over a line end, because no role needs one). */
export function csvReader(): (line: string) => Record<string, unknown> | undefined {
  let header: Column[] | undefined
  return (line) => {
    if (line.trim() === '') return undefined
    const fields = fieldsOf(line)
    if (header === undefined) {
      const columns = fields.map(column)
      requireOnce(columns, 'the header')
      header = columns
      return undefined
    }
    if (fields.length !== header.length)
      throw bad(`there are ${fields.length} fields, and the header has ${header.length}`)
    const row: Record<string, unknown> = {}
    for (const [index, name] of header.entries()) {
      const field = fields[index] as string
      if (field !== '') row[name] = name === 'collections' ? collectionsOf(field) : field
    }
    return row
  }
}

function column(field: string): Column {
  const known = COLUMNS.find((name) => name === field.trim())
  if (known === undefined)
    throw bad(`there is no column ${JSON.stringify(field.slice(0, 60))}; there are ${COLUMNS.join(', ')}`)
  return known
}

function collectionsOf(field: string): Record<string, string> {
  const pairs = field.split(';').map((pair) => {
    const at = pair.lastIndexOf('=')
    if (at < 1) throw bad(`collections: ${JSON.stringify(pair.slice(0, 60))} is not NAME=level`)
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const
  })
  requireOnce(
    pairs.map(([name]) => name),
    'collections',
  )
  return Object.fromEntries(pairs)
}

/** One of two that say different things would be left out in silence. */
function requireOnce(names: readonly string[], where: string): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw bad(`${where}: ${JSON.stringify(name.slice(0, 60))} is there twice`)
    seen.add(name)
  }
}

/** A quoted field doubles its quotes; anything else is taken as it is. */
function fieldsOf(line: string): string[] {
  const fields: string[] = []
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y
  for (;;) {
    const match = pattern.exec(line)
    if (match === null) throw bad('a quote is not closed, or stands inside a field')
    const [, quoted, plain, end] = match
    fields.push(quoted?.replaceAll('""', '"') ?? (plain as string))
    if (end === '') return fields
  }
}

const bad = (message: string): QdrantAuthError => new QdrantAuthError('bad-value', message)
