import type { AuditReport, Group } from '../../audit/report.ts'
import { HOUR_MS } from '../../audit/tally.ts'
import { PLAIN, type Style } from '../../cli/style.ts'
import { columns } from '../../cli/table.ts'
import { wrap } from '../../cli/wrap.ts'
import { shown } from '../../shown.ts'

export interface WordsOptions {
  /** Rows of each table. */
  top: number
  /** Of the terminal. */
  width: number
}

/** The report as tables and bars for a terminal. Everything of the log goes through `cell`: its texts are strangers'. */
export function inWords(report: AuditReport, shape: WordsOptions, style: Style): string {
  const { top, width } = shape
  if (report.events === 0) return 'There are no such events.\n'
  const { groups } = report
  return [
    headline(report, width, style),
    timeline(report, Math.min(width, 100) - 8, style),
    groupTable('SUBJECT', groups.subject, 'no subject', shape, style),
    groupTable('CREDENTIAL', groups.authType, '', shape, style, AUTH_WORDS),
    groupTable('OPERATION', groups.operation, '', shape, style),
    groupTable('COLLECTION', groups.collection, 'no collection', shape, style),
    groupTable('ADDRESS', groups.address, 'no address', shape, style),
    denials(report, shape, style),
    bursts(report, shape, style),
    keyCallers(report, top, style),
    unusedTokens(report, shape, style),
  ]
    .filter(Boolean)
    .join('\n')
}

const AUTH_WORDS: Record<string, string> = {
  Jwt: 'token (Jwt)',
  ApiKey: 'one of the three keys (ApiKey)',
  None: 'none',
}

const LONGEST_CELL = 44
const SHORTEST_CELL = 20
const LONGEST_REASON = 200

export function cell(text: string | null, absent = '-', longest = LONGEST_CELL): string {
  if (text === null) return absent
  const characters = [...shown(text)]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('')
}

/** `2026-11-23T12:00:00Z` */
const second = (time: string | null | undefined): string =>
  time === null || time === undefined ? '' : `${time.slice(0, 19)}Z`

export const number = (value: number): string => value.toLocaleString('en')

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`

function headline(
  { events, denied, firstSeen, lastSeen, sources, nodeToNode }: AuditReport,
  width: number,
  style: Style,
): string {
  const share =
    denied === 0 ? 'none denied' : `${style.red(`${number(denied)} denied`)} (${percent(denied, events)})`
  const nodes = new Set(sources.map(({ node }) => node)).size
  const between =
    nodeToNode === 0
      ? ''
      : `, ${number(nodeToNode)} events are calls between nodes: the work of clients a second time`
  return `${style.bold(`${number(events)} ${events === 1 ? 'event' : 'events'}`)}, ${share}\n${firstSeen} to ${lastSeen}\n${wrap(`${sources.length} log(s) of ${nodes} node(s)${between}`, width)}`
}

const LEVELS = '▁▂▃▄▅▆▇█'

/** A line of little bars for events and one for denials, each at its own scale. */
function timeline({ hours, denied }: AuditReport, width: number, style: Style): string {
  const [first, last] = [hours[0], hours.at(-1)]
  if (first === undefined || last === undefined || first === last) return ''
  const start = Date.parse(first.hour)
  const span = (Date.parse(last.hour) - start) / HOUR_MS + 1
  const step = Math.ceil(span / Math.max(10, width))
  const sums = { events: new Map<number, number>(), denied: new Map<number, number>() }
  for (const hour of hours) {
    const at = Math.floor((Date.parse(hour.hour) - start) / HOUR_MS / step)
    for (const what of ['events', 'denied'] as const)
      sums[what].set(at, (sums[what].get(at) ?? 0) + hour[what])
  }
  const line = (counts: ReadonlyMap<number, number>) => {
    const most = Math.max(...counts.values())
    return Array.from({ length: Math.ceil(span / step) }, (_, at) => {
      const count = counts.get(at) ?? 0
      return count === 0 ? ' ' : LEVELS[Math.min(7, Math.floor((count / most) * 7.99))]
    }).join('')
  }
  const refused = denied === 0 ? '' : `denied  ${style.red(line(sums.denied))}\n`
  return `events  ${style.cyan(line(sums.events))}\n${refused}        ${first.hour.slice(0, 16)}Z, ${step} h each\n`
}

const LONGEST_BAR = 24
const SHORTEST_BAR = 4

function bar(value: number, most: number, width: number): string {
  const eighths = Math.max(1, Math.round((value / most) * width * 8))
  return '█'.repeat(eighths >> 3) + ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths & 7]
}

function groupTable(
  title: string,
  groups: readonly Group[],
  absent: string,
  { top, width }: WordsOptions,
  style: Style,
  words: Readonly<Record<string, string>> = {},
): string {
  const most = groups[0]?.events ?? 0
  const headings = [title, '>EVENTS', '>DENIED', 'LAST SEEN']
  const rowsOf = (longest: number) =>
    groups
      .slice(0, top)
      .map(({ name, events, denied, lastSeen }) => [
        name !== null && Object.hasOwn(words, name)
          ? (words[name] ?? '')
          : cell(name, `(${absent})`, longest),
        number(events),
        denied === 0 ? '-' : number(denied),
        second(lastSeen),
      ])
  const wide = rowsOf(LONGEST_CELL)
  const over = widthOf(headings, wide) - width
  const rows = over > 0 ? rowsOf(Math.max(SHORTEST_CELL, LONGEST_CELL - over)) : wide
  const taken = widthOf(headings, rows)
  // A bar that breaks over the end of the line says nothing.
  const room = Math.min(LONGEST_BAR, width - taken - 2)
  const withBars =
    room < SHORTEST_BAR
      ? rows
      : rows.map((row, index) => [...row, style.cyan(bar(groups[index]?.events ?? 0, most, room))])
  return table(headings, withBars, style) + more(groups.length - top)
}

const widthOf = (headings: readonly string[], rows: readonly (readonly string[])[]): number =>
  Math.max(
    ...table(headings, rows, PLAIN)
      .split('\n')
      .map(({ length }) => length),
  )

/** Headings that begin with `>` are over numbers, which end in one line. */
function table(headings: readonly string[], rows: readonly (readonly string[])[], style: Style): string {
  const widths = headings.map((heading, index) =>
    Math.max(heading.replace('>', '').length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  const aligned = rows.map((row) =>
    row.map((text, index) => (headings[index]?.startsWith('>') ? text.padStart(widths[index] ?? 0) : text)),
  )
  const [head = '', ...body] = columns([
    headings.map((heading, index) =>
      heading.startsWith('>') ? heading.slice(1).padStart(widths[index] ?? 0) : heading,
    ),
    ...aligned,
  ]).split('\n')
  return `${style.bold(head)}\n${body.join('\n')}`
}

const more = (hidden: number): string => (hidden > 0 ? `… and ${number(hidden)} more (--top)\n` : '')

/** A number, and behind it what it counts in as many lines as that takes. */
function counted(
  title: string,
  entries: readonly (readonly [number, readonly string[]])[],
  width: number,
  style: Style,
) {
  const digits = Math.max(6, ...entries.map(([count]) => number(count).length))
  const indent = ' '.repeat(digits + 2)
  const text = entries.map(([count, [first = '', ...rest]]) =>
    [
      wrap(first, width, indent, `${number(count).padStart(digits)}  `),
      ...rest.map((line) => wrap(line, width, indent)),
    ].join(''),
  )
  return `${style.bold(title)}\n${text.join('')}`
}

function denials({ groups, activities }: AuditReport, { top, width }: WordsOptions, style: Style): string {
  if (groups.error.length === 0) return ''
  const entries = groups.error.slice(0, top).map(({ name, events }) => {
    const main = activities.find(({ result, error }) => result === 'denied' && error === name)
    const who =
      main === undefined ? [] : [`most: ${cell(main.operation)} by ${cell(main.subject ?? main.address)}`]
    return [events, [cell(name, '(no reason given)', LONGEST_REASON), ...who]] as const
  })
  return counted('DENIED BECAUSE', entries, width, style) + more(groups.error.length - top)
}

function bursts({ bursts: all }: AuditReport, { top, width }: WordsOptions, style: Style): string {
  if (all.length === 0) return ''
  const entries = all
    .slice(0, top)
    .map(
      ({ subject, address, denied, from, to }) =>
        [
          denied,
          [
            `${second(from)} to ${second(to)}`,
            `${cell(subject, 'no subject')} from ${cell(address, 'no address')}`,
          ],
        ] as const,
    )
  return counted('BURSTS OF DENIALS', entries, width, style) + more(all.length - top)
}

function keyCallers({ callers }: AuditReport, top: number, style: Style): string {
  const found = callers.filter(({ authType }) => authType === 'ApiKey')
  if (found.length === 0) return ''
  const rows = found
    .slice(0, top)
    .map(({ address, events, lastSeen }) => [cell(address), number(events), second(lastSeen)])
  return table(['BY KEY, NOT BY TOKEN', '>EVENTS', 'LAST SEEN'], rows, style) + more(found.length - top)
}

function unusedTokens(
  { unusedTokens: tokens }: AuditReport,
  { top, width }: WordsOptions,
  style: Style,
): string {
  if (tokens === null || tokens.length === 0) return ''
  // Two names beside two dates.
  const longest = Math.max(SHORTEST_CELL, Math.min(LONGEST_CELL, (width - 28) >> 1))
  const rows = tokens
    .slice(0, top)
    .map(({ name, subject, mintedAt, expiresAt }) => [
      cell(name, '-', longest),
      cell(subject, '-', longest),
      mintedAt.slice(0, 10),
      expiresAt?.slice(0, 10) ?? 'never',
    ])
  return table(['TOKENS NEVER USED', 'SUBJECT', 'MINTED', 'EXPIRES'], rows, style) + more(tokens.length - top)
}
