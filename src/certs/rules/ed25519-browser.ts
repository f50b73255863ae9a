import { certificateKeyType } from '../key-types.ts'
import { leafOf, type Rule } from '../rule.ts'
import { servesAs } from '../usages.ts'

export const ed25519Browser: Rule = {
  id: 'certs/ed25519-browser',
  level: 'note',
  summary: 'Browsers do not take Ed25519 certificates.',
  reason: 'Qdrant and its clients take them; the dashboard, on the same port, cannot be opened.',
  check: (set) => {
    const leaf = leafOf(set)
    return leaf !== undefined && certificateKeyType(leaf) === 'ed25519' && servesAs(leaf, 'server')
      ? [{ message: 'its key is Ed25519: browsers cannot open the dashboard' }]
      : []
  },
}
