import { shown } from '../shown.ts'
import type { Activity } from './report.ts'

const COLUMNS = [
  ['subject', 'subject'],
  ['auth_type', 'authType'],
  ['address', 'address'],
  ['operation', 'operation'],
  ['collection', 'collection'],
  ['result', 'result'],
  ['error', 'error'],
  ['node_to_node', 'nodeToNode'],
  ['events', 'events'],
  ['first_seen', 'firstSeen'],
  ['last_seen', 'lastSeen'],
] as const

/** Who did what as a table with a header (RFC 4180), for spreadsheets. */
export const activitiesAsCsv = (activities: readonly Activity[]): string =>
  [COLUMNS.map(([heading]) => heading), ...activities.map((row) => COLUMNS.map(([, field]) => row[field]))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('')

/**
 * A spreadsheet takes a cell that begins so for a formula, and a formula can run programs: an apostrophe makes it text.
 * Characters that act on a terminal are written as escapes, line ends with them.
 */
function cell(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value ?? '')
  const text = shown(value)
  // Some spreadsheets look behind blanks.
  const safe = /^\s*[=+\-@|%]/.test(text) ? `'${text}` : text
  return /[",\s']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
