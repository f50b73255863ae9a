import type { X509Certificate } from 'node:crypto'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Node 20 gives the dates as text only (`Nov 23 12:00:00 2026 GMT`). A date nobody can read is long over. */
function dateOf(text: string): Date {
  const [, month = '', ...rest] = /^(\w{3}) +(\d+) (\d+):(\d+):(\d+) (\d+) GMT$/.exec(text) ?? []
  const [day = 1, hour, minute, second, year = 0] = rest.map(Number)
  const date = new Date(0)
  // Not Date.UTC, to which the year 1 is 1901.
  if (MONTHS.includes(month)) date.setUTCFullYear(year, MONTHS.indexOf(month), day)
  if (hour !== undefined) date.setUTCHours(hour, minute, second)
  return date
}

export const notBefore = (certificate: X509Certificate): Date => dateOf(certificate.validFrom)
export const notAfter = (certificate: X509Certificate): Date => dateOf(certificate.validTo)
