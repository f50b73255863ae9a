import type { Tally } from './tally.ts'

/** Many denials of one caller in a short time: a broken client, or somebody trying keys. */
export interface Burst {
  subject: string | null
  address: string | null
  /** First and last minute, milliseconds since 1970. */
  from: number
  to: number
  denied: number
}

/** Denials in one minute that are no accident: a client that retries every few seconds stays below. */
const BURST_SIZE = 20

/** Minutes without such a number which end a burst. */
const QUIET_MINUTES = 2

/** The bursts, the greatest first. */
export function burstsOf(tally: Tally): Burst[] {
  const callers = new Map<
    string,
    { subject: string | null; address: string | null; minutes: Map<number, number> }
  >()
  for (const { subject, address, minute, denied } of tally.denials(BURST_SIZE)) {
    const key = JSON.stringify([subject, address])
    const caller = callers.get(key) ?? { subject, address, minutes: new Map<number, number>() }
    callers.set(key, caller)
    caller.minutes.set(minute, denied)
  }
  return [...callers.values()]
    .flatMap(({ subject, address, minutes }) =>
      runsOf(minutes).map((run): Burst => ({ subject, address, ...run })),
    )
    .sort((a, b) => b.denied - a.denied || a.from - b.from)
}

function runsOf(minutes: ReadonlyMap<number, number>): Pick<Burst, 'from' | 'to' | 'denied'>[] {
  const runs: { from: number; to: number; denied: number }[] = []
  for (const [minute, denied] of [...minutes].sort(([a], [b]) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && minute - run.to <= QUIET_MINUTES) {
      run.to = minute
      run.denied += denied
    } else runs.push({ from: minute, to: minute, denied })
  }
  return runs.map(({ from, to, denied }) => ({ from: from * 60_000, to: to * 60_000, denied }))
}
