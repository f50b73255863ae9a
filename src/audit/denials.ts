import { ID_SPAN } from './field.ts'

const MINUTE_MS = 60_000

/** A log with so many minutes of denials has a wrong clock in it, or was made to fill memory. */
const MOST_MINUTES = 100_000

/** More than the minutes of all years that RFC 3339 can write. */
const MINUTE_SPAN = 2 ** 34

/** How often each caller was denied in each minute; a caller is the ids of its subject and address. */
export class DenialMinutes {
  /** Caller and minute in one number → denials. */
  private readonly counts = new Map<number, number>()
  /** Subject and address in one number → which of the callers. */
  private readonly callers = new Map<number, number>()

  /** Counts a denial; `time` in milliseconds since 1970. */
  count(time: number, subject: number, address: number): void {
    const { callers, counts } = this
    const key = subject * ID_SPAN + address
    const caller = callers.get(key) ?? callers.size
    const minute = caller * MINUTE_SPAN + Math.floor(time / MINUTE_MS) + MINUTE_SPAN / 2
    const before = counts.get(minute)
    if (before === undefined && counts.size === MOST_MINUTES) return
    callers.set(key, caller)
    counts.set(minute, (before ?? 0) + 1)
  }

  /** Minutes (since 1970) with so many denials of one caller. */
  *atLeast(least: number): Generator<{ subject: number; address: number; minute: number; denied: number }> {
    const callers = [...this.callers.keys()]
    for (const [key, denied] of this.counts) {
      const caller = callers[Math.floor(key / MINUTE_SPAN)]
      if (denied < least || caller === undefined) continue
      const minute = (key % MINUTE_SPAN) - MINUTE_SPAN / 2
      yield { subject: Math.floor(caller / ID_SPAN), address: caller % ID_SPAN, minute, denied }
    }
  }
}
