import type { AuditReport, Group } from '../report.ts'
import { html, type Markup, NOTHING } from './markup.ts'

/** Rows of a table that are open; the rest is behind a click. */
const OPEN_ROWS = 10
const MOST_ROWS = 500

/** Texts of a log may be of any length. */
const LONGEST = 160

export const named = (name: string | null, absent: string): Markup =>
  name === null ? html`<span class="none">${absent}</span>` : html`${cut(name)}`

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

export const when = (time: string | null): Markup =>
  html`<span class="when">${time === null ? '' : time.slice(0, 16).replace('T', ' ')}</span>`

const denials = (count: number): Markup =>
  count === 0 ? html`<span class="soft">0</span>` : html`<span class="was-denied">${count}</span>`

const WORDS: Record<string, string> = {
  Jwt: 'token (Jwt)',
  ApiKey: 'one of the three keys (ApiKey)',
  None: 'none (None)',
}

/** The texts of one field, with bars. */
export function groupSection(id: string, title: string, groups: readonly Group[], absent: string): Markup {
  if (groups.length === 0) return NOTHING
  const most = groups[0]?.events ?? 1
  const head = html`<tr><th scope="col">name</th><th scope="col" class="n">events</th><th scope="col" class="n">denied</th><th scope="col" class="wide">last seen</th></tr>`
  const row = ({ name, events, denied, lastSeen }: Group): Markup => {
    const text = id === 'credentials' && name !== null && Object.hasOwn(WORDS, name) ? WORDS[name] : undefined
    return html`<tr><th scope="row" class="name">${text ?? named(name, absent)}${bar(events / most)}</th><td class="n">${events}</td><td class="n">${denials(denied)}</td><td class="wide">${when(lastSeen)}</td></tr>`
  }
  return section(id, title, '', head, groups.map(row))
}

const bar = (part: number): Markup =>
  html`<svg class="bar" viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true"><rect class="ok" width="${Math.max(1, 100 * part).toFixed(1)}" height="5"/></svg>`

export function section(
  id: string,
  title: string,
  words: string,
  head: Markup,
  rows: readonly Markup[],
): Markup {
  if (rows.length === 0) return NOTHING
  const table = (some: readonly Markup[]) => html`<table><thead>${head}</thead><tbody>${some}</tbody></table>`
  const rest = rows.slice(OPEN_ROWS, MOST_ROWS)
  const hidden = rows.length - OPEN_ROWS - rest.length
  const note = hidden > 0 ? html`<p class="soft small">${hidden} more are not on this page.</p>` : NOTHING
  const closed =
    rest.length === 0
      ? NOTHING
      : html`<details><summary>${rest.length} more</summary>${table(rest)}</details>`
  const about = words === '' ? NOTHING : html`<p class="soft small">${words}</p>`
  return html`<section id="${id}"><h2>${title}</h2>${about}${table(rows.slice(0, OPEN_ROWS))}${closed}${note}</section>`
}

export function denialSection({ groups, activities }: AuditReport): Markup {
  const head = html`<tr><th scope="col">because</th><th scope="col" class="n">times</th><th scope="col" class="wide">most of all</th><th scope="col" class="wide">last seen</th></tr>`
  // The most frequent comes first, so it is put in last.
  const most = new Map(activities.toReversed().map((activity) => [activity.error, activity]))
  const rows = groups.error.map(({ name, events, lastSeen }) => {
    const main = name === null ? undefined : most.get(name)
    const who =
      main === undefined
        ? NOTHING
        : html`${named(main.subject ?? main.address, 'unknown')}: ${named(main.operation, '')}`
    return html`<tr><th scope="row">${named(name, 'no reason given')}</th><td class="n">${denials(events)}</td><td class="wide">${who}</td><td class="wide">${when(lastSeen)}</td></tr>`
  })
  return section('denials', 'Denied, and why', '', head, rows)
}

export function burstSection({ bursts }: AuditReport): Markup {
  const head = html`<tr><th scope="col">who</th><th scope="col" class="n">denied</th><th scope="col" class="late">from</th><th scope="col" class="wide">to</th></tr>`
  const rows = bursts.map(
    ({ subject, address, denied, from, to }) =>
      html`<tr><th scope="row">${named(subject ?? address, 'unknown')}</th><td class="n">${denials(denied)}</td><td class="late">${when(from)}</td><td class="wide">${when(to)}</td></tr>`,
  )
  const words = 'Many denials of one caller in a short time: a broken client, or somebody trying keys.'
  return section('bursts', 'Bursts of denials', words, head, rows)
}

export function keySection({ callers }: AuditReport): Markup {
  const head = html`<tr><th scope="col">address</th><th scope="col" class="n">events</th><th scope="col" class="n">denied</th><th scope="col" class="wide">last seen</th></tr>`
  const rows = callers
    .filter(({ authType }) => authType === 'ApiKey')
    .map(
      ({ address, events, denied, lastSeen }) =>
        html`<tr><th scope="row">${named(address, 'no address')}</th><td class="n">${events}</td><td class="n">${denials(denied)}</td><td class="wide">${when(lastSeen)}</td></tr>`,
    )
  const words = 'These use a key, not a token: the log cannot say which of the three keys, nor who it is.'
  return section('keys', 'By key, not by token', words, head, rows)
}

export function unusedSection({ unusedTokens }: AuditReport): Markup {
  const head = html`<tr><th scope="col">token</th><th scope="col">subject</th><th scope="col" class="wide">minted</th><th scope="col">expires</th></tr>`
  const rows = (unusedTokens ?? []).map(
    ({ name, subject, mintedAt, expiresAt }) =>
      html`<tr><th scope="row">${named(name, '')}</th><td>${named(subject, '')}</td><td class="wide">${when(mintedAt)}</td><td>${expiresAt === null ? html`<span class="was-denied">never</span>` : when(expiresAt)}</td></tr>`,
  )
  const words = 'Tokens of the registry whose subject is not in these logs. What nobody uses can be revoked.'
  return section('unused', 'Tokens never used', words, head, rows)
}

export function sourceSection({ sources, skipped }: AuditReport): Markup {
  const head = html`<tr><th scope="col">log</th><th scope="col" class="n">events</th><th scope="col" class="wide">first</th><th scope="col" class="wide">last</th><th scope="col" class="n">skipped</th></tr>`
  const rows = sources.map(
    ({ name, events, firstSeen, lastSeen, skipped: lines }) =>
      html`<tr><th scope="row">${named(name, '')}</th><td class="n">${events}</td><td class="wide">${when(firstSeen)}</td><td class="wide">${when(lastSeen)}</td><td class="n">${denials(lines)}</td></tr>`,
  )
  const words = skipped.lines === 0 ? '' : `${skipped.lines} line(s) are no audit events and were skipped.`
  return section('logs', 'Logs that were read', words, head, rows)
}
