import { leafOf, type Rule } from '../rule.ts'
import { isForClient, servesAs } from '../usages.ts'

export const noNames: Rule = {
  id: 'certs/no-names',
  level: 'error',
  summary: 'A server certificate carries no subject alternative name.',
  reason:
    'Names are compared with the subject alternative names and nothing else: the common name is not looked at, by Qdrant nodes or by clients.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined || leaf.subjectAltName !== undefined || !servesAs(leaf, 'server')) return []
    if (isForClient(set)) return []
    return [
      {
        message: 'it carries no subject alternative name',
        hint: 'clients compare names with nothing else: issue a new one',
      },
    ]
  },
}
