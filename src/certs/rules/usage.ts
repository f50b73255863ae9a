import { leafOf, type Rule } from '../rule.ts'
import { servesAs } from '../usages.ts'

export const usage: Rule = {
  id: 'certs/usage',
  level: 'error',
  summary: 'The extended key usages fit neither a server nor a client.',
  reason:
    'Where the extension is present, serverAuth or clientAuth must be in it; anyExtendedKeyUsage does not count.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined) return []
    const hint = 'issue a new one: qdrant-auth certs issue ROLE NAME'
    // Of a node the next rule says it.
    const { purpose } = set
    if ((purpose === 'server' || purpose === 'client') && !servesAs(leaf, purpose))
      return [{ message: `its usages do not name ${purpose}Auth`, hint }]
    return servesAs(leaf, 'server') || servesAs(leaf, 'client')
      ? []
      : [{ message: 'its usages name neither serverAuth nor clientAuth', hint }]
  },
}
