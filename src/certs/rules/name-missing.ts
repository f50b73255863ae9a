import { coversHost } from '../../qdrant/tls/names.ts'
import { leafOf, type Rule } from '../rule.ts'
import { servesAs } from '../usages.ts'

export const nameMissing: Rule = {
  id: 'certs/name-missing',
  level: 'error',
  summary: 'The certificate does not cover a host it is reached by.',
  reason:
    'The host of a URL, and on the node port the host of --uri, must be one of its names; IPv6 hosts of a URL have brackets and never match.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined || !servesAs(leaf, 'server')) return []
    return set.hosts
      .filter((host) => !coversHost(leaf.raw, host))
      .map((host) => ({ message: `it does not cover ${host}`, hint: 'issue a new one with that name' }))
  },
}
