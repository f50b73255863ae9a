import { DerReader, TAG } from './der.ts'
import { refuse } from './refusal.ts'

/** Refuses outside the two dates of a Validity, both of which are inside. Compared by whole seconds. */
export function requireValidAt(validity: Buffer, now: Date): void {
  const fields = new DerReader(validity)
  const notBefore = readTime(fields)
  const notAfter = readTime(fields)
  const seconds = Math.floor(now.getTime() / 1000)
  if (notBefore > notAfter) refuse('InvalidCertValidity')
  if (seconds < notBefore) refuse('CertNotValidYet')
  if (seconds > notAfter) refuse('CertExpired')
  if (!fields.atEnd) refuse('BadDer')
}

/** UTCTime (years 1950 to 2049) or GeneralizedTime, always with seconds and Z (RFC 5280 section 4.1.2.5). */
function readTime(fields: DerReader): number {
  const utc = fields.next === TAG.utcTime
  const text = fields.read(utc ? TAG.utcTime : TAG.generalizedTime).content.toString('latin1')
  const [, yearDigits = '', ...rest] =
    (utc ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(
      text,
    ) ?? []
  const [month = 0, day = 0, hour = 24, minute = 60, second = 60] = rest.map(Number)
  const year = utc ? Number(yearDigits) + (Number(yearDigits) >= 50 ? 1900 : 2000) : Number(yearDigits)
  const real = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (!real || hour > 23 || minute > 59 || second > 59 || year < 1970) refuse('BadDerTime')
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000
}
