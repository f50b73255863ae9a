import { dayOf } from '../../rfc3339.ts'
import { notAfter } from '../dates.ts'
import { leafOf, type Rule } from '../rule.ts'

export const outlivesCa: Rule = {
  id: 'certs/outlives-ca',
  level: 'warning',
  summary: 'The certificate ends after the CA that signed it.',
  reason: 'Qdrant takes it to its own end; other clients refuse it from the day the CA ends.',
  check: (set) => {
    const leaf = leafOf(set)
    const issuer = leaf && set.trusted.find((one) => leaf.checkIssued(one))
    if (leaf === undefined || issuer === undefined || notAfter(leaf) <= notAfter(issuer)) return []
    const day = dayOf(notAfter(issuer))
    return [
      {
        message: `the CA that signed it ends before it, on ${day}`,
        hint: 'replace the CA: qdrant-auth certs rotate-ca',
      },
    ]
  },
}
