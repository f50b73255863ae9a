import { compareVersions, NEWEST_VERSION } from '../versions.ts'
import { ALIASES, CHOICES, type Choice, FLATTENED, STRUCTS } from './names.ts'
import { ROWS, type Row } from './rows.ts'

/** How the server reads one key. */
export type Form =
  | 'text'
  | 'path'
  | 'boolean'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'i64'
  | 'f32'
  | 'f64'
  | 'nonzero'
  | 'word'
  | 'words'
  | 'counts'
  | 'word-or-boolean'
  | 'word-or-count'
  | 'count-or-text'
  | 'quantization'
  | 'named-tables'
  | 'table'

export interface Field {
  readonly name: string
  readonly path: string
  readonly form: Form
  /** Null unsets it. */
  readonly nullable: boolean
  readonly absence: Row[2]
  /** Read without conversion, see FLATTENED. */
  readonly flattened: boolean
  readonly choice?: Choice
  readonly table?: TableShape
}

export interface TableShape {
  readonly path: string
  /** Name of the struct in messages. */
  readonly name: string
  readonly fields: readonly Field[]
  /** By key, other spellings included. */
  readonly byKey: ReadonlyMap<string, Field>
}

const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1)
const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))

function tableAt(path: string, rowsOf: ReadonlyMap<string, Row[]>): TableShape {
  const fields = (rowsOf.get(path) ?? []).map((row) => fieldOf(row, rowsOf))
  const byKey = new Map(fields.map((field) => [field.name, field]))
  for (const [alias, target] of Object.entries(ALIASES)) {
    const field = parent(alias) === path ? byKey.get(last(target)) : undefined
    if (field !== undefined) byKey.set(last(alias), field)
  }
  return { path, name: STRUCTS[path] ?? path, fields, byKey }
}

function fieldOf([path, form, absence]: Row, rowsOf: ReadonlyMap<string, Row[]>): Field {
  const plain = form.replace('?', '') as Form
  const choice = CHOICES[path]
  return {
    name: last(path),
    path,
    form: plain,
    nullable: form.endsWith('?'),
    absence,
    flattened: FLATTENED.has(path),
    ...(choice !== undefined && { choice }),
    ...(plain === 'table' && { table: tableAt(path, rowsOf) }),
  }
}

const byVersion = (version: string): TableShape =>
  tableAt(
    '',
    ROWS.filter(([, , , , since]) => compareVersions(version, since) >= 0).reduce(
      (rows, row) => rows.set(parent(row[0]), [...(rows.get(parent(row[0])) ?? []), row]),
      new Map<string, Row[]>(),
    ),
  )

/** The whole configuration as a server of this version knows it; what came later it ignores. */
export const shapeOf = (version: string): TableShape =>
  compareVersions(version, NEWEST_VERSION) >= 0 ? newest() : byVersion(version)

let newestShape: TableShape | undefined
/** Made once, at its first use. */
function newest(): TableShape {
  newestShape ??= byVersion(NEWEST_VERSION)
  return newestShape
}
