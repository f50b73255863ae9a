import { notAfter, notBefore } from '../dates.ts'
import { leafOf, type Rule } from '../rule.ts'
import { isDue } from '../within.ts'

export const expiring: Rule = {
  id: 'certs/expiring',
  level: 'warning',
  summary: 'The certificate ends soon.',
  reason:
    'REST takes a renewed pair by itself within tls.cert_ttl; gRPC and the node port only at a restart. Leave time for that.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined || set.within === undefined || set.now > notAfter(leaf)) return []
    const life = { notBefore: notBefore(leaf), notAfter: notAfter(leaf) }
    if (!isDue(life, set.within, set.now)) return []
    const days = Math.floor((life.notAfter.getTime() - set.now.getTime()) / 86_400_000)
    return [{ message: `it ends in ${days} days`, hint: 'renew it: qdrant-auth certs renew' }]
  },
}
