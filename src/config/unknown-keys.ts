import type { Location } from '../finding.ts'
import { nearest } from '../nearest.ts'
import type { Step } from '../qdrant/config/path.ts'
import { ALIASES } from '../qdrant/settings/names.ts'
import type { Raw } from '../qdrant/settings/raw.ts'
import { SETTINGS, settingAt, TABLES } from '../qdrant/settings/table.ts'
import type { Found } from './rule.ts'
import { lastName, tableOf } from './setting-path.ts'
import type { Subject } from './subject.ts'

/** A key that the server does not look at, and what was probably meant. */
export interface UnknownKey {
  readonly path: string
  /** The name as it is to be shown: without what follows a colon, which may be a secret. */
  readonly shown: string
  /**
   * `spelling` and `case`: `meant` stands in the same table. `place`: `meant` is a path elsewhere. `blank`: a value hangs on
   * the key. `merge`: `<<`. `foreign`: nothing is near.
   */
  readonly kind: 'spelling' | 'case' | 'place' | 'blank' | 'merge' | 'foreign'
  readonly meant: string | undefined
  readonly location: Location | undefined
  readonly raw: Raw
  /** The edit that writes the right name; undefined where it is not certain. */
  readonly edit: ReturnType<Subject['edit']>
}

/** Several rules ask, each for its own kind. */
const found = new WeakMap<Subject, readonly UnknownKey[]>()

/** All of them, in the order of the layers. A table that is unknown is told once, not key by key. */
export function unknownKeys(subject: Subject): readonly UnknownKey[] {
  const keys =
    found.get(subject) ??
    subject.layers.flatMap(({ assignments }) =>
      assignments.flatMap(({ path, raw }) => below([], path, raw, subject, path.length === 1)),
    )
  found.set(subject, keys)
  return keys
}

/** `isWhole`: the path is all that stands before the colon, not the end of `service.api_key: …`. */
function below(
  table: readonly Step[],
  path: readonly Step[],
  raw: Raw,
  subject: Subject,
  isWhole: boolean,
): UnknownKey[] {
  const [step, ...rest] = path
  if (step === undefined) {
    if (raw.kind !== 'table') return []
    return [...raw.entries].flatMap(([key, value]) => below(table, [key], value, subject, true))
  }
  const here = [...table, step]
  const name = here.join('.')
  if (settingAt(name) !== undefined || name in ALIASES) return []
  if (TABLES.has(name)) return below(here, rest, raw, subject, isWhole)
  return [judge(table.join('.'), String(step), raw, subject, isWhole)]
}

function judge(table: string, name: string, raw: Raw, subject: Subject, isWhole: boolean): UnknownKey {
  const path = table === '' ? name : `${table}.${name}`
  const at = { path, raw, shown: path.replace(/\s*:.*/s, ''), location: subject.keyPlace(raw) }
  const nothing = { meant: undefined, edit: undefined }
  if (name === '<<') return { ...at, ...nothing, kind: 'merge' }
  const siblings = siblingsIn(table)
  const colon = name.indexOf(':')
  if (colon > 0 && siblings.includes(name.slice(0, colon).trim()))
    return { ...at, meant: name.slice(0, colon), edit: blankBehind(subject, raw, table, name), kind: 'blank' }
  const rename = (meant: string) => ({
    meant,
    edit: isWhole && !isSaid(subject, table, meant) ? subject.edit(raw, 'key', meant) : undefined,
  })
  const sameButCase = siblings.find((sibling) => sibling.toLowerCase() === name.toLowerCase())
  if (sameButCase !== undefined) return { ...at, ...rename(sameButCase), kind: 'case' }
  const elsewhere = placesOf(name)
  if (elsewhere.length === 1) return { ...at, meant: elsewhere[0], edit: undefined, kind: 'place' }
  const near = nearest(name, siblings)
  if (near !== undefined) return { ...at, ...rename(near), kind: 'spelling' }
  const likely = elsewhere.find((place) => SECURITY.test(place)) ?? nearElsewhere(name)
  return likely === undefined
    ? { ...at, ...nothing, kind: 'foreign' }
    : { ...at, meant: likely, edit: undefined, kind: 'place' }
}

/** The right name stands there as well: the same table would have it twice, or another layer says something else. */
function isSaid(subject: Subject, table: string, name: string): boolean {
  const path = table === '' ? name : `${table}.${name}`
  return subject.entries.some((entry) => `${entry.path}.`.startsWith(`${path}.`))
}

/** A blank behind the colon, where what follows is plain. */
function blankBehind(subject: Subject, raw: Raw, table: string, name: string): UnknownKey['edit'] {
  const colon = name.indexOf(':')
  const key = subject.edit(raw, 'key', ' ')
  if (key === undefined || key.end - key.start !== name.length) return undefined
  if (!/^[\w./+-]+$/.test(name.slice(colon + 1)) || isSaid(subject, table, name.slice(0, colon)))
    return undefined
  return { ...key, start: key.start + colon + 1, end: key.start + colon + 1 }
}

const PATHS: readonly string[] = [...TABLES, ...SETTINGS.map(({ path }) => path)]
const SECURITY = /^(?:service|tls|cluster|audit)\./

const siblingsIn = (table: string): string[] =>
  PATHS.filter((path) => path !== '' && tableOf(path) === table).map(lastName)

const placesOf = (name: string): string[] => PATHS.filter((path) => lastName(path) === name)

/** A misspelt name of another table, among those that decide about safety; short names are near to everything. */
function nearElsewhere(name: string): string | undefined {
  if (name.length < 6) return undefined
  const paths = PATHS.filter((path) => SECURITY.test(path))
  const near = nearest(name, paths.map(lastName))
  return near === undefined ? undefined : paths.find((path) => lastName(path) === near)
}

function hintFor({ kind, meant }: UnknownKey): { hint?: string } {
  if (kind === 'blank') return { hint: 'write a blank behind the colon' }
  if (kind === 'merge') return { hint: 'use an alias for each value, or write them out' }
  if (meant === undefined) return {}
  return { hint: kind === 'place' ? `its place is ${meant}` : `did you mean ${meant}?` }
}

function fixFor({ edit, meant, kind }: UnknownKey): Pick<Found, 'fix'> {
  if (edit === undefined) return {}
  const description = kind === 'blank' ? `put a blank behind the colon of ${meant}` : `write ${meant}`
  return { fix: { description, edits: [edit] } }
}

/** The unknown keys of one kind as findings. */
export const unknownOfKind = (
  subject: Subject,
  kind: UnknownKey['kind'],
  message: (unknown: UnknownKey) => string,
): Found[] =>
  unknownKeys(subject)
    .filter((unknown) => unknown.kind === kind)
    .map((unknown) => ({
      message: message(unknown),
      ...hintFor(unknown),
      location: unknown.location,
      ...fixFor(unknown),
    }))
