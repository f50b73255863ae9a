import { displayFloat } from '../rust.ts'
import { zeroLimits } from './named-tables.ts'
import { RANGES } from './names.ts'
import { quantileOf } from './quantization.ts'
import type { Raw } from './raw.ts'
import { SETTINGS } from './table.ts'
import type { Values } from './values.ts'

/** A rule the server only warns about. */
export interface Violation {
  readonly path: string
  /** In the server's words. */
  readonly text: string
}

/** The rules of the structs' validators, in the order of the settings; the server's own order is random. */
export function violations(values: Values): Violation[] {
  return CHECKED.flatMap(({ path, form }) => {
    const raw = values.raw(path)
    if (form === 'quantization') return quantileFault(path, raw ?? NOTHING)
    if (form === 'named-tables')
      return zeroLimits(raw ?? NOTHING, path.slice(path.lastIndexOf('.') + 1)).map((limit) => ({
        path: `${path}.${limit}`,
        text: 'value 0 invalid, must be 1 or larger',
      }))
    const value = values.at(path)
    if (value === null) return []
    const text = typeof value === 'string' ? textFault(path, value) : rangeFault(path, value, form === 'f64')
    return text === undefined ? [] : [{ path, text }]
  })
}

const NOTHING: Raw = { kind: 'nil' }

function quantileFault(path: string, raw: Raw): Violation[] {
  const quantile = quantileOf(raw)
  if (quantile === undefined || !(quantile < 0.5 || quantile > 1)) return []
  const text = `value ${jsonFloat(quantile)} invalid, must be from 0.5 to 1.0`
  return [{ path: `${path}.scalar.quantile`, text }]
}

function rangeFault(path: string, value: bigint | number | boolean, float: boolean): string | undefined {
  const range = RANGES[path]
  if (range === undefined || typeof value === 'boolean') return undefined
  const number = Number(value)
  const { min = number, max = number } = range
  // What is no number is within any range to the server.
  if (!(number < min || number > max)) return undefined
  const show = (limit: number | bigint) => (float ? jsonFloat(Number(limit)) : String(limit))
  const wanted =
    range.min === undefined
      ? `must be ${show(max)} or smaller`
      : range.max === undefined
        ? `must be ${show(min)} or larger`
        : `must be from ${show(min)} to ${show(max)}`
  return `value ${show(value)} invalid, ${wanted}`
}

/** As serde_json writes it; infinity is no number there. */
function jsonFloat(value: number): string {
  if (!Number.isFinite(value)) return 'null'
  const size = Math.abs(value)
  if (size >= 1e16 || (size < 1e-5 && size > 0)) return value.toExponential()
  const text = displayFloat(value)
  return text.includes('.') ? text : `${text}.0`
}

const NOT_EMPTY = new Set(['storage.storage_path', 'storage.snapshots_path', 'storage.temp_path'])
const NOT_PINNED: Readonly<Record<string, string>> = {
  'storage.payload.memory': 'payload storage',
}

function textFault(path: string, value: string): string | undefined {
  if (path === 'service.host' && value === '') return 'value "" invalid, must be at least 1 characters'
  if (path === 'service.metrics_prefix' && !/^[A-Za-z0-9_]*$/.test(value))
    return "Metrics prefix must be of all alphanumeric characters, with an exception for '_'"
  if (NOT_EMPTY.has(path) && value === '')
    return 'Validation error: Path cannot be empty [{"value": String("")}]'
  const where = NOT_PINNED[path]
  return where !== undefined && value === 'pinned'
    ? `\`pinned\` memory placement is not supported for ${where}`
    : undefined
}

const CHECKED = SETTINGS.filter(
  ({ path, form }) =>
    form === 'quantization' ||
    form === 'named-tables' ||
    path in RANGES ||
    path in NOT_PINNED ||
    NOT_EMPTY.has(path) ||
    path === 'service.host' ||
    path === 'service.metrics_prefix',
)
