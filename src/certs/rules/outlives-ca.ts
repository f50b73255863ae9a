import { notAfter } from '../certificate.ts'
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
    const day = notAfter(issuer).toISOString().slice(0, 10)
    return [
      {
        message: `the CA that signed it ends before it, on ${day}`,
        hint: 'replace the CA: qdrant-auth certs rotate-ca',
      },
    ]
  },
}
