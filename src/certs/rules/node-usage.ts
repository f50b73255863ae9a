import { leafOf, type Rule } from '../rule.ts'
import { servesAs } from '../usages.ts'

export const nodeUsage: Rule = {
  id: 'certs/node-usage',
  level: 'note',
  summary: 'The certificate is not fit for the node port.',
  reason:
    'The node port presents the same certificate as server and as client, so it needs serverAuth and clientAuth, or no extended key usage at all. A node with serverAuth alone cannot join: UnsupportedCertificate.',
  check: (set) => {
    const [server, client] = [servesAs(set.chain[0], 'server'), servesAs(set.chain[0], 'client')]
    const asNode = set.purpose === 'node'
    if (leafOf(set) === undefined || (server && client) || (!asNode && !server)) return []
    return [
      {
        message: `it lacks ${server ? 'clientAuth' : 'serverAuth'}, which the node port needs`,
        hint: 'for a cluster issue a certificate of role node',
        ...(asNode && { level: 'error' as const }),
      },
    ]
  },
}
