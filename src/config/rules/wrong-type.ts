import { type Setting, settingAt } from '../../qdrant/settings/table.ts'
import type { ConfigValue } from '../load.ts'
import type { Found, Rule } from '../rule.ts'

export const wrongType: Rule = {
  id: 'config/wrong-type',
  level: 'error',
  summary: 'A value has a type that stops the server from starting.',
  reason: 'The server refuses to start on a value it cannot convert.',
  check: ({ files }) => files.flatMap(({ values }) => values.flatMap(judge)),
}

function judge(value: ConfigValue): Found[] {
  const setting = settingAt(value.path)
  if (setting === undefined) return []
  const fault = faultOf(setting, value)
  return fault === undefined ? [] : [{ message: `${value.path} ${fault}`, location: value.location }]
}

function faultOf({ type, nullable, words }: Setting, { value }: ConfigValue): string | undefined {
  if (value === undefined) return 'must be a single value'
  if (value === null) return nullable ? undefined : 'cannot be null'
  const text = String(value)
  if (type === 'string') return undefined
  if (type === 'word') return words?.includes(text) ? undefined : `must be ${words?.join(' or ')}`
  if (type === 'boolean')
    return /^(true|false|1|0|on|off|yes|no|\d+)$/i.test(text) ? undefined : 'must be true or false'
  const number = Number(text)
  if (text.trim() === '' || Number.isNaN(number) || number < 0) return 'must be a number'
  return type === 'port' && number > 65_535 ? 'must be a port from 0 to 65535' : undefined
}
