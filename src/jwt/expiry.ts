import { QdrantAuthError } from '../errors.ts'
import { dayOf, rfc3339 } from '../rfc3339.ts'

const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 }

/** Last second of the year 9999: what RFC 3339 can write. */
const LAST_SECOND = 253_402_300_799

export const DEFAULT_EXPIRY = '30d'

/**
 * `30d`, `12h`, `1d12h`, an RFC 3339 time or `never` → seconds since 1970, or undefined for `never`.
 * A bare number is refused: days, seconds and Unix times look alike.
 */
export function parseExpiry(text: string, now: Date): number | undefined {
  if (text === 'never') return undefined
  const start = Math.floor(now.getTime() / 1000)
  const duration = relative(text)
  const end = duration === undefined ? secondsAt(text) : start + duration
  if (end === undefined) throw bad(text, 'it is neither a duration nor a time')
  if (end <= start) throw bad(text, 'it is not in the future')
  if (end > LAST_SECOND) throw bad(text, 'it is after the year 9999')
  return end
}

/** An `exp` claim (at most {@link LAST_SECOND}) as RFC 3339; null where the token never expires. */
export const expiryText = (exp: number | undefined): string | null =>
  exp === undefined ? null : rfc3339(new Date(exp * 1000))

/** The same of a token's own `exp`, which may be beyond what a date can hold: null then, as it is far away. */
export function momentOf(exp: bigint | undefined): string | null {
  const date = new Date(Number(exp ?? Number.NaN) * 1000)
  return Number.isNaN(date.getTime()) ? null : rfc3339(date)
}

/** Seconds of a duration such as `1d12h`, or undefined. */
export function relative(text: string): number | undefined {
  if (!/^(\d{1,9}[smhdwy])+$/.test(text)) return undefined
  let sum = 0
  for (const [, amount, unit] of text.matchAll(/(\d+)([smhdwy])/g))
    sum += Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS]
  return sum
}

const TIME = /^(\d{4}-\d{2}-\d{2})([Tt ]([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?$/

/** Seconds since 1970 of an RFC 3339 time, or undefined. A date alone is its first second in UTC. */
export function secondsAt(text: string): number | undefined {
  const day = TIME.exec(text)?.[1]
  if (day === undefined || !isDay(day)) return undefined
  const time = Date.parse(text.replace(' ', 'T'))
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000)
}

/** 30 February would quietly become a day in March. */
function isDay(text: string): boolean {
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && dayOf(date) === text
}

const bad = (text: string, reason: string): QdrantAuthError =>
  new QdrantAuthError('bad-value', `${JSON.stringify(text.slice(0, 60))} cannot be an expiry: ${reason}`, {
    hints: ['write 30d, 12h, 2027-01-31T00:00:00Z or never'],
  })
