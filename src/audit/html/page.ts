import { createHash } from 'node:crypto'
import { rfc3339 } from '../../rfc3339.ts'
import type { AuditReport } from '../report.ts'
import { timeline, weekHours } from './charts.ts'
import { PAGE_START } from './file.ts'
import { html, Markup, NOTHING } from './markup.ts'
import { subjectsByCollections } from './matrix.ts'
import { STYLE } from './style.ts'
import {
  burstSection,
  denialSection,
  groupSection,
  keySection,
  sourceSection,
  unusedSection,
} from './tables.ts'

/**
 * The report as one page. It loads nothing and runs nothing: its policy allows its own style sheet, by hash, and nothing
 * else, so that a text of the log which got through as markup could not do anything either.
 */
export function reportPage(report: AuditReport, now: Date): string {
  const hash = createHash('sha256').update(STYLE).digest('base64')
  const { groups } = report
  const sections: [id: string, title: string, content: Markup][] = [
    ['timeline', 'Timeline', timeline(report)],
    ['hours', 'Hours', weekHours(report)],
    ['matrix', 'Subjects × collections', subjectsByCollections(report)],
    ['denials', 'Denials', denialSection(report)],
    ['bursts', 'Bursts', burstSection(report)],
    ['subjects', 'Subjects', groupSection('subjects', 'Subjects', groups.subject, 'no subject')],
    ['operations', 'Operations', groupSection('operations', 'Operations', groups.operation, 'unknown')],
    [
      'collections',
      'Collections',
      groupSection('collections', 'Collections', groups.collection, 'no collection'),
    ],
    ['addresses', 'Addresses', groupSection('addresses', 'Addresses', groups.address, 'no address')],
    ['credentials', 'Credentials', groupSection('credentials', 'Credentials', groups.authType, 'unknown')],
    ['keys', 'Keys', keySection(report)],
    ['unused', 'Unused tokens', unusedSection(report)],
    ['logs', 'Logs', sourceSection(report)],
  ]
  const filled = sections.filter(([, , content]) => content !== NOTHING)
  const isWide = (id: string) => WIDE.includes(id)
  const wide = filled.filter(([id]) => isWide(id))
  const narrow = filled.filter(([id]) => !isWide(id))
  const links = filled.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)
  const page = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${new Markup(hash)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Qdrant audit report</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
<header>
<h1>Qdrant audit report</h1>
<p class="soft">${spanWords(report)}</p>
<nav aria-label="Parts of the report"><ul>${links}</ul></nav>
</header>
<main id="content">
${tiles(report)}
${notices(report)}
${wide.map(([, , content]) => content)}
<div class="pair">${narrow.map(([, , content]) => content)}</div>
</main>
<footer><p>Made ${rfc3339(now)} by qdrant-auth. The log says who was let in, not what came of it; it misses denials on collections that a token does not list, cannot tell the three keys apart, and holds calls between nodes a second time.</p></footer>
</body>
</html>
`
  return PAGE_START + page.text
}

/** Over the whole page, above the others that stand side by side. */
const WIDE = ['timeline', 'hours', 'matrix', 'denials']

const spanWords = ({ firstSeen, lastSeen }: AuditReport): string =>
  firstSeen === null || lastSeen === null
    ? 'There are no such events.'
    : `${firstSeen.slice(0, 16).replace('T', ' ')} to ${lastSeen.slice(0, 16).replace('T', ' ')} UTC`

function tiles({ events, denied, groups, nodeToNode, sources }: AuditReport): Markup {
  const subjects = groups.subject.filter(({ name }) => name !== null).length
  const byKey = groups.authType.find(({ name }) => name === 'ApiKey')?.events ?? 0
  const nodes = new Set(sources.map(({ node }) => node)).size
  const share = (part: number) => `${((100 * part) / Math.max(1, events)).toFixed(1)} % of all`
  const tile = (title: string, value: number, words: string, alarm = false): Markup =>
    html`<div class="tile${alarm ? ' alarm' : ''}"><dt>${title}</dt><dd>${value}<small>${words}</small></dd></div>`
  return html`<dl class="tiles">${[
    tile('Events', events, `in ${sources.length} log(s) of ${nodes} node(s)`),
    tile('Denied', denied, share(denied), denied > 0),
    tile('Subjects', subjects, 'named by tokens'),
    tile('By key', byKey, share(byKey)),
    ...(nodeToNode === 0 ? [] : [tile('Between nodes', nodeToNode, 'clients’ work again')]),
  ]}</dl>`
}

function notices({ notices: all }: AuditReport): Markup {
  if (all.length === 0) return NOTHING
  return html`<section class="notices" id="notices"><h2>About these logs</h2><ul>${all.map(({ message }) => html`<li>${message}</li>`)}</ul></section>`
}
