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
    if (leaf === undefined || servesAs(set.chain[0], 'server') || servesAs(set.chain[0], 'client')) return []
    return [
      {
        message: 'its usages name neither serverAuth nor clientAuth',
        hint: 'issue a new one: qdrant-auth certs issue',
      },
    ]
  },
}
