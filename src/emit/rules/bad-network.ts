import { isNetwork } from '../networks.ts'
import type { Rule } from '../rule.ts'

export const badNetwork: Rule = {
  id: 'emit/bad-network',
  level: 'error',
  summary: 'A network is no address and no CIDR.',
  reason: 'A firewall takes addresses and networks; a name would be looked up once and be wrong later.',
  check: ({ options: { from } }) =>
    Object.values(from)
      .flat()
      .filter((text) => !isNetwork(text))
      .map((text) => ({
        message: `${JSON.stringify(text.slice(0, 60))} is no network`,
        hint: 'write 10.0.0.0/8, 192.0.2.7 or 2001:db8::/32',
      })),
}
