import { ALIASES } from '../qdrant/settings/names.ts'
import { SETTINGS, type Setting, TABLES } from '../qdrant/settings/table.ts'
import { lastName, tableOf } from './setting-path.ts'

type Schema = Record<string, unknown>

/**
 * JSON Schema (draft 2020-12) of `config.yaml`, for editors. Stricter than the server, which turns much into text or a
 * number: what it would turn is most often a mistake.
 */
export const configSchema = (): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Qdrant configuration',
  description: 'config.yaml of Qdrant, printed by qdrant-auth config schema',
  ...tableSchema(''),
  // Places for anchors.
  patternProperties: { '^x-': {} },
})

function tableSchema(path: string): Schema {
  const inTable = (one: string) => one !== '' && tableOf(one) === path
  const properties: [string, Schema][] = [
    ...[...TABLES].filter(inTable).map((table): [string, Schema] => [lastName(table), tableSchema(table)]),
    ...SETTINGS.filter((setting) => inTable(setting.path)).map((setting): [string, Schema] => [
      lastName(setting.path),
      settingSchema(setting),
    ]),
    ...Object.entries(ALIASES)
      .filter(([alias]) => inTable(alias))
      .flatMap(([alias, target]): [string, Schema][] => {
        const setting = SETTINGS.find((one) => one.path === target)
        return setting === undefined ? [] : [[lastName(alias), settingSchema(setting)]]
      }),
  ]
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false }
}

function settingSchema({
  type,
  form,
  nullable,
  words,
  range,
  about,
  since,
  default: fallback,
}: Setting): Schema {
  const described = {
    description: `${about} (since ${since})`,
    ...(fallback !== null && { default: fallback }),
  }
  const orNull = (name: string | string[]) => (nullable ? [...[name].flat(), 'null'] : name)
  const limits = {
    ...(range?.min !== undefined && { minimum: range.min }),
    ...(range?.max !== undefined && { maximum: range.max }),
  }
  switch (type) {
    case 'string':
      return { ...described, type: orNull('string') }
    case 'boolean':
      return { ...described, type: orNull('boolean') }
    case 'port':
      return { ...described, type: orNull('integer'), minimum: 0, maximum: 65_535 }
    case 'integer':
      return form === 'count-or-text' || form === 'word-or-count'
        ? { ...described, type: orNull(['integer', 'string']) }
        : { ...described, type: orNull('integer'), ...(form !== 'i64' && { minimum: 0 }), ...limits }
    case 'number':
      return { ...described, type: orNull('number'), ...limits }
    case 'word':
      return form === 'word-or-boolean'
        ? { ...described, type: orNull(['string', 'boolean']) }
        : { ...described, enum: [...(words ?? []), ...(nullable ? [null] : [])] }
    case 'list':
      return { ...described, type: orNull('array') }
    case 'table':
      return { ...described, type: orNull('object') }
  }
}
