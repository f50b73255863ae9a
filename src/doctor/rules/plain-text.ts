import { isLoopbackUrl } from '../../server/rest.ts'
import { portLabel } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const plainText: Rule = {
  id: 'doctor/plain-text',
  group: 'tls',
  level: 'error',
  summary: 'A port speaks plain text on a network.',
  reason: 'Whoever is on the way reads keys, tokens and data, and can change them.',
  check: (node) => {
    const plain = node.ports.filter(({ state, name }) => state === 'plain' && name !== 'p2p')
    if (plain.length === 0 || node.target.url === undefined) return []
    const names = plain.map(portLabel).join(' and ')
    return [
      {
        message: `${names} without TLS${isLoopbackUrl(node.target.url) ? ', which is good on this machine alone' : ': everybody on the way reads the keys'}`,
        hint: `make certificates (qdrant-auth certs init), then ${configCommand(node, 'set service.enable_tls true')}, and ${restartOf(node)}`,
        ...(isLoopbackUrl(node.target.url) && { level: 'note' as const }),
      },
    ]
  },
}
