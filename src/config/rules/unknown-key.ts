import { nearest } from '../../nearest.ts'
import { KNOWN_TABLES, SETTINGS, TOP_LEVEL } from '../../qdrant/settings/table.ts'
import type { ConfigValue } from '../load.ts'
import type { Found, Rule } from '../rule.ts'

export const unknownKey: Rule = {
  id: 'config/unknown-key',
  level: 'error',
  summary: 'The server does not know the key and ignores it.',
  reason: 'Qdrant ignores unknown keys in silence: a misspelt api_key starts an open server.',
  check: ({ files }) => files.flatMap(({ values }) => values.flatMap(judge)),
}

function judge({ path, key }: ConfigValue): Found[] {
  const dot = path.lastIndexOf('.')
  const [table, name] = [path.slice(0, Math.max(0, dot)), path.slice(dot + 1)]
  if (table === '') {
    if ((TOP_LEVEL as readonly string[]).includes(name)) return []
  } else if (!(KNOWN_TABLES as readonly string[]).includes(table) || isKnown(path)) return []
  return [
    { message: `Qdrant does not know ${path} and ignores it`, location: key, ...suggestion(table, name) },
  ]
}

const isKnown = (path: string): boolean =>
  SETTINGS.some((setting) => setting.path === path) || (KNOWN_TABLES as readonly string[]).includes(path)

function suggestion(table: string, name: string): { hint?: string } {
  const siblings =
    table === ''
      ? TOP_LEVEL
      : SETTINGS.filter((setting) => parent(setting.path) === table).map((setting) => last(setting.path))
  const meant = nearest(name, siblings)
  if (meant !== undefined) return { hint: `did you mean ${meant}?` }
  const elsewhere = SETTINGS.find((setting) => last(setting.path) === name)
  return elsewhere === undefined ? {} : { hint: `its place is ${elsewhere.path}` }
}

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))
const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1)
