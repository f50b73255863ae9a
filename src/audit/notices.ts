import { rfc3339 } from '../rfc3339.ts'
import { sharedPart } from './sample.ts'
import type { Source } from './source.ts'

/** Something about the logs themselves that makes the numbers less than they seem. */
export interface Notice {
  kind:
    | 'lines-skipped'
    | 'cut-off'
    | 'same-events'
    | 'clock-back'
    | 'clock-ahead'
    | 'clocks-apart'
    | 'overflow'
  message: string
  /** Names as the user gave them. */
  sources: string[]
}

/** Writers of one node are milliseconds out of order; more is the clock. */
const STEP_MS = 5000
const AHEAD_MS = 60_000
/** Logs of one cluster that were fetched together end together. */
const APART_MS = 5 * 60_000
/** Part of the events of one source that another holds too, above which it is no chance. */
const SAME_PART = 0.2

export function noticesOn(sources: readonly Source[], now: number): Notice[] {
  const filled = sources.filter(({ events }) => events > 0)
  return [
    ...sources.filter(({ skipped }) => skipped > 0).map(linesSkipped),
    ...sources.filter(({ cutOff, skipped }) => cutOff && skipped === 0).map(cutOff),
    ...sameEvents(filled),
    ...filled.flatMap(clockBack),
    ...filled.filter(({ last }) => last > now + AHEAD_MS).map((source) => clockAhead(source, now)),
    ...clocksApart(filled, now),
  ]
}

const linesSkipped = ({ name, skipped }: Source): Notice => ({
  kind: 'lines-skipped',
  message: `${skipped} line(s) of ${name} are no audit events and were skipped`,
  sources: [name],
})

const cutOff = ({ name }: Source): Notice => ({
  kind: 'cut-off',
  message: `${name} ends in the middle; what is before it was read`,
  sources: [name],
})

/** A node whose files are given twice counts twice. */
function sameEvents(sources: readonly Source[]): Notice[] {
  const notices: Notice[] = []
  for (const [index, a] of sources.entries())
    for (const b of sources.slice(index + 1)) {
      const overlap = a.first <= b.last && b.first <= a.last
      const part = overlap ? sharedPart(a.sample, b.sample) : 0
      if (part < SAME_PART) continue
      const share =
        part > 0.99
          ? 'the same events'
          : `the same events in about ${Math.round(part * 100)} % of the smaller one`
      notices.push({
        kind: 'same-events',
        message: `${a.name} and ${b.name} hold ${share}: they are counted twice`,
        sources: [a.name, b.name],
      })
    }
  return notices
}

function clockBack({ name, stepBack }: Source): Notice[] {
  if (stepBack === undefined || stepBack.by < STEP_MS) return []
  const message = `the clock went back ${duration(stepBack.by)} at line ${stepBack.line} of ${name}`
  return [{ kind: 'clock-back', message, sources: [name] }]
}

const clockAhead = ({ name, last }: Source, now: number): Notice => ({
  kind: 'clock-ahead',
  message: `${name} has events of ${rfc3339(new Date(last))}, ${duration(last - now)} ahead of this machine's clock`,
  sources: [name],
})

/** Whole nodes, not files: the files of one node end one after the other. */
function clocksApart(sources: readonly Source[], now: number): Notice[] {
  const ends = new Map<string, number>()
  for (const { node, last } of sources) ends.set(node, Math.max(last, ends.get(node) ?? last))
  const sorted = [...ends].sort(([, a], [, b]) => a - b)
  const [earliest, latest] = [sorted[0], sorted.at(-1)]
  if (earliest === undefined || latest === undefined || latest[1] - earliest[1] < APART_MS) return []
  // A node that wrote into the future has been named.
  if (latest[1] > now + AHEAD_MS) return []
  return [
    {
      kind: 'clocks-apart',
      message: `the log of ${earliest[0]} ends ${duration(latest[1] - earliest[1])} before that of ${latest[0]}: their clocks differ, it had nothing to do, or a file is missing`,
      sources: [earliest[0], latest[0]],
    },
  ]
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`
}
