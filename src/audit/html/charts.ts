import type { AuditReport } from '../report.ts'
import { HOUR_MS } from '../tally.ts'
import { html, type Markup, NOTHING } from './markup.ts'

/** Widths of a bar, in hours, that people think in. */
const STEPS = [1, 2, 3, 6, 12, 24, 48, 168, 720, 2160, 8760, 87_600]

/** A bar is at least three pixels wide on a phone. */
const MOST_BARS = 96

interface Bar {
  start: number
  events: number
  denied: number
}

/** Events over time, the denied part of each bar on top. Marks for the hours below are text, which keeps its size. */
export function timeline({ hours, denied }: AuditReport): Markup {
  const { bars, step } = barsOf(hours)
  if (bars.length < 2) return NOTHING
  const most = bars.reduce((peak, bar) => Math.max(peak, bar.events), 1)
  const rects = bars.map(({ events, denied: refused }, index) => {
    const [height, red] = [heightOf(events, most), refused === 0 ? 0 : Math.max(1, heightOf(refused, most))]
    return html`<g>${rect('ok', index, 100 - height + red, Math.max(0, height - red))}${rect('denied-bar', index, 100 - height, red)}<title>${label(bars[index] as Bar, step)}</title></g>`
  })
  const words = `${bars.length} bars of ${stepWords(step)} each; at most ${most.toLocaleString('en')} events in one`
  return html`<section id="timeline"><h2>Timeline</h2>
<p class="soft small">${words}. Times are UTC.</p>
<svg class="timeline" viewBox="0 0 ${String(bars.length)} 100" preserveAspectRatio="none" role="img" aria-label="${words}">${rects}</svg>
<div class="axis" aria-hidden="true">${marks(bars, step)}</div>
<div class="legend"><span><span class="key"></span>allowed</span>${denied > 0 ? html`<span><span class="key denied"></span>denied, on top</span>` : NOTHING}</div>
<details><summary>The same as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Timeline as a table"><table><thead><tr><th>from</th><th class="n">events</th><th class="n">denied</th></tr></thead><tbody>${bars
    .filter(({ events }) => events > 0)
    .map(
      (bar) =>
        html`<tr><td class="when">${timeText(bar.start)}</td><td class="n">${bar.events}</td><td class="n">${bar.denied}</td></tr>`,
    )}</tbody></table></div></details></section>`
}

function barsOf(hours: AuditReport['hours']): { bars: Bar[]; step: number } {
  const [first, last] = [hours[0], hours.at(-1)]
  if (first === undefined || last === undefined) return { bars: [], step: 1 }
  const span = (Date.parse(last.hour) - Date.parse(first.hour)) / HOUR_MS + 1
  const step = STEPS.find((hoursOfBar) => span / hoursOfBar <= MOST_BARS) ?? Math.ceil(span / MOST_BARS)
  const size = step * HOUR_MS
  // Days begin at midnight.
  const start = Math.floor(Date.parse(first.hour) / size) * size
  const count = Math.floor((Date.parse(last.hour) - start) / size) + 1
  const bars = Array.from({ length: count }, (_, index) => ({
    start: start + index * size,
    events: 0,
    denied: 0,
  }))
  for (const { hour, events, denied } of hours) {
    const bar = bars[Math.floor((Date.parse(hour) - start) / size)]
    if (bar === undefined) continue
    bar.events += events
    bar.denied += denied
  }
  return { bars, step }
}

/** One event is seen. */
const heightOf = (value: number, most: number): number =>
  value === 0 ? 0 : Math.max(0.8, (100 * value) / most)

const rect = (name: string, index: number, top: number, height: number): Markup =>
  height === 0
    ? NOTHING
    : html`<rect class="${name}" x="${(index + 0.08).toFixed(2)}" width="0.84" y="${top.toFixed(2)}" height="${height.toFixed(2)}"/>`

const label = ({ start, events, denied }: Bar, step: number): string =>
  `${timeText(start)}, ${stepWords(step)}: ${events.toLocaleString('en')} events, ${denied.toLocaleString('en')} denied`

const stepWords = (hours: number): string =>
  hours < 24 ? `${hours} h` : hours === 24 ? '1 day' : `${Math.round(hours / 24)} days`

const timeText = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ')

function marks(bars: readonly Bar[], step: number): Markup[] {
  const end = (bars.at(-1)?.start ?? 0) + step * HOUR_MS
  const start = bars[0]?.start ?? 0
  return [0, 0.25, 0.5, 0.75, 1].map(
    (part) => html`<span>${timeText(start + part * (end - start)).slice(5)}</span>`,
  )
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** When in the week work is done: the denied and the allowed together. */
export function weekHours({ hours }: AuditReport): Markup {
  const sums = new Map<number, number>()
  for (const { hour, events } of hours) {
    const time = new Date(hour)
    const at = ((time.getUTCDay() + 6) % 7) * 24 + time.getUTCHours()
    sums.set(at, (sums.get(at) ?? 0) + events)
  }
  const most = Math.max(1, ...sums.values())
  const rows = DAYS.map((day, row) => {
    const cells = Array.from({ length: 24 }, (_, hour) => {
      const value = sums.get(row * 24 + hour) ?? 0
      const words = `${day} ${String(hour).padStart(2, '0')}:00: ${value.toLocaleString('en')} events`
      return html`<td class="l${String(level(value, most))}" title="${words}"><span class="hidden">${value}</span></td>`
    })
    return html`<tr><th class="day" scope="row">${day}</th>${cells}</tr>`
  })
  const heads = [0, 6, 12, 18].map((hour) => html`<th scope="colgroup" colspan="6">${`${hour} h`}</th>`)
  return html`<section id="hours"><h2>Hours of the week</h2><p class="soft small">Events by weekday and hour, UTC. A surprise here is worth a look.</p>
<table class="heat"><thead><tr><th class="day"><span class="hidden">day</span></th>${heads}</tr></thead><tbody>${rows}</tbody></table>${scale(most)}</section>`
}

const LEVELS = 6

/** By the root, so that the quiet ones can be told from nothing beside a busy one. */
export const level = (value: number, most: number): number => Math.ceil(LEVELS * Math.sqrt(value / most))

export const scale = (most: number): Markup =>
  html`<div class="legend"><span>none<span class="scale" aria-hidden="true">${Array.from({ length: LEVELS + 1 }, (_, step) => html`<i class="l${String(step)}"></i>`)}</span>${most} events</span></div>`
