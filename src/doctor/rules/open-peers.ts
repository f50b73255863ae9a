import { portNamed } from '../facts.ts'
import { configCommand, type Rule } from '../rule.ts'

export const openPeers: Rule = {
  id: 'doctor/open-peers',
  group: 'surface',
  level: 'error',
  summary: 'The port of nodes among themselves asks nobody for a key.',
  reason:
    'Without enforce_internal_auth (1.18) every call there has full access; with it, any valid credential may still send Raft messages.',
  check: (node) => {
    if (node.peers?.kind !== 'ok') return []
    const certified = portNamed(node, 'p2p')?.served?.demandsCertificate === true
    return [
      {
        message: certified
          ? 'whoever has a certificate of the CA may do everything at the node port: it asks for no key'
          : 'whoever reaches the node port may do everything: it asks for neither key nor certificate',
        hint: `first all nodes with the same api_key, then ${configCommand(node, 'set service.enforce_internal_auth true')}, and restart one node after the other`,
        ...(certified && { level: 'warning' as const }),
      },
    ]
  },
}
