import type { AuditReport } from '../report.ts'
import { level, scale } from './charts.ts'
import { html, type Markup, NOTHING } from './markup.ts'
import { named } from './tables.ts'

/** What a page can show and a person read. */
const MOST_SUBJECTS = 25
const MOST_COLLECTIONS = 15

/** Which subject works on which collection. */
export function subjectsByCollections({ subjectCollections, groups }: AuditReport): Markup {
  const pairs = subjectCollections.filter(({ collection }) => collection !== null)
  if (pairs.length === 0) return NOTHING
  const busy = new Set(pairs.map(({ subject }) => subject))
  const subjects = groups.subject.filter(({ name }) => busy.has(name))
  const collections = groups.collection.filter(({ name }) => name !== null)
  const columns = collections.slice(0, MOST_COLLECTIONS)
  const most = pairs.reduce((peak, { events }) => Math.max(peak, events), 1)
  const cells = new Map(pairs.map((pair) => [JSON.stringify([pair.subject, pair.collection]), pair]))
  const rows = subjects.slice(0, MOST_SUBJECTS).map(
    ({ name }) =>
      html`<tr><th scope="row">${named(name, 'no subject')}</th>${columns.map((column) => {
        const { events, denied } = cells.get(JSON.stringify([name, column.name])) ?? { events: 0, denied: 0 }
        const refused = denied === 0 ? NOTHING : html`<small>${denied} denied</small>`
        return html`<td class="l${String(level(events, most))}">${events === 0 ? '·' : events}${refused}</td>`
      })}</tr>`,
  )
  const hidden = [
    more(subjects.length - MOST_SUBJECTS, 'subjects'),
    more(collections.length - MOST_COLLECTIONS, 'collections'),
  ].filter(Boolean)
  return html`<section id="matrix"><h2>Subjects × collections</h2><p class="soft small">Events of each subject on each collection. Operations that name no collection in the log are not in it${hidden.length === 0 ? '' : `; ${hidden.join(' and ')} more`}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Subjects by collections"><table class="matrix"><thead><tr><th><span class="hidden">subject</span></th>${columns.map(({ name }) => html`<th scope="col">${named(name, '')}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>${scale(most)}</section>`
}

const more = (count: number, what: string): string => (count > 0 ? `${count} ${what}` : '')
