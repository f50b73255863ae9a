import { fingerprint } from '../../keys/fingerprint.ts'
import { receivedAs } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const nodesDiffer: Rule = {
  id: 'doctor/nodes-differ',
  group: 'authentication',
  level: 'error',
  summary: 'A key opens one node and not another.',
  reason:
    'Clients go to all nodes of a cluster, and nodes show each other their own api_key: with different keys some calls are refused.',
  check: (node, nodes) => {
    const others = nodes.filter((other) => other !== node)
    return receivedAs(node, 'refused').flatMap((credential) => {
      const taker = others.find((other) =>
        receivedAs(other, 'full', 'read', 'limited').some(({ value }) => value === credential.value),
      )
      if (taker === undefined || node.mine.some(({ value }) => value === credential.value)) return []
      return [
        {
          message: `it refuses ${credential.name} ${fingerprint(credential.value)}, which ${taker.target.name} takes`,
          hint: 'give all nodes the same keys: qdrant-auth rotate plan says in which order',
        },
      ]
    })
  },
}
