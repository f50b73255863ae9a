import { P2P_OPERATIONS } from '../qdrant/access/operations.ts'

/** Left out by the server where it is empty (lib/storage/src/audit.rs); other writers of JSON may say null. */
type Optional = string | null | undefined

/** A line of the audit log. */
export interface AuditEvent {
  /** RFC 3339. */
  timestamp: string
  /** Name of the operation. Absent where the credential itself was refused. */
  method?: Optional
  /** Path of the request, or `/package.Service/Method`. */
  api?: Optional
  auth_type: string
  /** Claim `subject` of the token. */
  subject?: Optional
  remote?: Optional
  collection?: Optional
  tracing_id?: Optional
  result: 'ok' | 'denied'
  error?: Optional
}

const OPTIONAL = ['method', 'api', 'subject', 'remote', 'collection', 'tracing_id', 'error'] as const

/** The event in a line, or why there is none. Fields that nobody knows yet are let through. */
export function parseEvent(line: string): AuditEvent | 'not JSON' | 'not an audit event' {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'not JSON'
  }
  return isEvent(value) ? value : 'not an audit event'
}

function isEvent(value: unknown): value is AuditEvent {
  if (typeof value !== 'object' || value === null) return false
  const event = value as Record<string, unknown>
  return (
    typeof event.timestamp === 'string' &&
    !Number.isNaN(timeOf(event.timestamp)) &&
    typeof event.auth_type === 'string' &&
    (event.result === 'ok' || event.result === 'denied') &&
    OPTIONAL.every((name) => event[name] === undefined || event[name] === null || isText(event[name]))
  )
}

const isText = (value: unknown): boolean => typeof value === 'string'

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

/** Milliseconds since 1970 of an RFC 3339 time, finer digits cut; NaN where it is none. */
export function timeOf(text: string): number {
  const [, year, month, day, hour, minute, second, fraction = '', sign, hours, minutes] =
    TIME.exec(text) ?? []
  if (year === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return Number.NaN
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  // 30 February would quietly become a day in March.
  if (date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1) return Number.NaN
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0').slice(0, 3)))
  const offset =
    sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000)
  return date.getTime() - offset
}

/** Services that only nodes call, as `/qdrant.PointsInternal/`. */
const NODE_SERVICES = new Set(
  P2P_OPERATIONS.map(([name]) => `/${name.slice(0, name.indexOf('/') + 1)}`).filter(
    (service) => service !== '/qdrant.Qdrant/',
  ),
)

export const isNodeApi = (api: string | null | undefined): boolean =>
  api?.startsWith('/qdrant.') === true && NODE_SERVICES.has(api.slice(0, api.indexOf('/', 1) + 1))

/**
 * Calls between nodes carry a path of theirs with `enforce_internal_auth`; without it they have neither credential nor
 * address, which a client's call always has.
 */
export const isNodeCall = ({ api, auth_type, remote, result }: AuditEvent): boolean =>
  isNodeApi(api) || (auth_type === 'None' && (remote ?? null) === null && result === 'ok')
