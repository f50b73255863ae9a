import { notAfter, notBefore } from '../dates.ts'
import { leafOf, type Rule } from '../rule.ts'
import { servesAs } from '../usages.ts'

export const longLived: Rule = {
  id: 'certs/long-lived',
  level: 'note',
  summary: 'A server certificate is valid for longer than Apple accepts.',
  reason:
    'Safari, and everything else on Apple systems, refuses server certificates of more than 825 days, also of a private CA. The dashboard is on the same port.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined || !servesAs(set.chain[0], 'server')) return []
    const days = Math.floor((notAfter(leaf).getTime() - notBefore(leaf).getTime()) / 86_400_000)
    return days <= 825
      ? []
      : [{ message: `it is valid for ${days} days; Apple systems refuse more than 825` }]
  },
}
