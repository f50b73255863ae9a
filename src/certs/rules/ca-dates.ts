import { dayOf } from '../../rfc3339.ts'
import { subjectLine } from '../certificate.ts'
import { notAfter, notBefore } from '../dates.ts'
import { isAuthority, type Rule } from '../rule.ts'
import { isDue } from '../within.ts'

export const caDates: Rule = {
  id: 'certs/ca-dates',
  level: 'warning',
  summary: 'A CA is outside its dates, or ends soon.',
  reason:
    'Qdrant never looks at the dates of a CA, but Python, Go, Java and curl do: they refuse everything that leads to it.',
  check: (set) => {
    const { authority, certificate, chain, trusted, now, within } = set
    const authorities = isAuthority(set) ? chain : trusted
    const file = isAuthority(set) ? certificate.file : (authority?.file ?? certificate.file)
    return authorities.flatMap((one) => {
      const life = { notBefore: notBefore(one), notAfter: notAfter(one) }
      const name = subjectLine(one)
      const day = dayOf(life.notAfter)
      const hint = 'replace it without interruption: qdrant-auth certs rotate-ca'
      if (now > life.notAfter) return [{ message: `the CA ${name} expired on ${day}`, hint, file }]
      if (now < life.notBefore)
        return [{ message: `the CA ${name} is not valid yet`, hint: 'check the clock of this machine', file }]
      return within !== undefined && isDue(life, within, now)
        ? [{ message: `the CA ${name} ends on ${day}`, hint, file }]
        : []
    })
  },
}
