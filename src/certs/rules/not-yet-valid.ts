import { rfc3339 } from '../../rfc3339.ts'
import { notBefore } from '../dates.ts'
import { leafOf, type Rule } from '../rule.ts'

export const notYetValid: Rule = {
  id: 'certs/not-yet-valid',
  level: 'error',
  summary: 'The certificate is not valid yet.',
  reason:
    'It is refused in every handshake until then. Most often a clock is wrong, here or where it was made.',
  check: (set) => {
    const leaf = leafOf(set)
    if (leaf === undefined || set.now >= notBefore(leaf)) return []
    const start = rfc3339(notBefore(leaf))
    return [{ message: `it is valid only from ${start}`, hint: 'check the clock of this machine' }]
  },
}
