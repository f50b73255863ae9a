import { isOnThisMachine, type NodeFacts, type PortFacts, portLabel } from '../facts.ts'
import { configCommand, type Found, type Rule, restartOf } from '../rule.ts'

export const plainText: Rule = {
  id: 'doctor/plain-text',
  group: 'tls',
  level: 'error',
  summary: 'A port speaks plain text on a network.',
  reason: 'Whoever is on the way reads keys, tokens and data, and can change them.',
  check: (node) => [
    ...plainAt(node, ['rest', 'grpc', 'metrics'], 'service.enable_tls'),
    ...plainAt(node, ['p2p'], 'cluster.p2p.enable_tls'),
  ],
}

function plainAt(node: NodeFacts, names: readonly PortFacts['name'][], setting: string): Found[] {
  const plain = node.ports.filter(({ state, name }) => state === 'plain' && names.includes(name))
  const hint = `make certificates (qdrant-auth certs init), then ${configCommand(node, `set ${setting} true`)}, and ${restartOf(node)}`
  const [near, far] = [plain.filter(isOnThisMachine), plain.filter((port) => !isOnThisMachine(port))]
  const labels = (ports: readonly PortFacts[]) => ports.map(portLabel).join(' and ')
  return [
    ...(far.length === 0
      ? []
      : [{ message: `${labels(far)} without TLS: everybody on the way reads the keys`, hint }]),
    ...(near.length === 0
      ? []
      : [
          {
            message: `${labels(near)} without TLS, which is good on this machine alone`,
            hint,
            level: 'note' as const,
          },
        ]),
  ]
}
