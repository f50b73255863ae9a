import { dayOf } from '../../rfc3339.ts'
import { notAfter } from '../dates.ts'
import { leafOf, type Rule } from '../rule.ts'

export const expired: Rule = {
  id: 'certs/expired',
  level: 'error',
  summary: 'The certificate has expired.',
  reason:
    'Clients, and on the node port the other nodes, refuse it in every handshake. The server itself starts with it and says nothing.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined || set.now <= notAfter(leaf)) return []
    const day = dayOf(notAfter(leaf))
    return [{ message: `it expired on ${day}`, hint: 'make a new one: qdrant-auth certs renew' }]
  },
}
