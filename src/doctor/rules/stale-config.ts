import type { Outcome } from '../../qdrant/config/outcome.ts'
import { DOOR_NAMES, type DoorName, type NodeFacts, portNamed, takesTokens } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const staleConfig: Rule = {
  id: 'doctor/stale-config',
  group: 'config',
  level: 'warning',
  summary: 'The server runs with another configuration than the one on the disk.',
  reason:
    'Keys, tokens and TLS settings are read once, when the server starts; variables of its environment go before every file.',
  check: (node) => {
    const outcome = node.local?.outcome
    if (outcome === undefined || !outcome.starts) return []
    const differences = [
      ...differencesAt('rest', node, outcome),
      ...differencesAt('grpc', node, outcome),
      ...tokenDifference(node, outcome),
    ]
    if (differences.length === 0) return []
    const hint = `${restartOf(node)}; and see what it should be: ${configCommand(node, 'show')}`
    return [{ message: `it does not run with the config on the disk: ${differences.join('; ')}`, hint }]
  },
}

function differencesAt(name: DoorName, node: NodeFacts, outcome: Outcome): string[] {
  const [port, configured] = [portNamed(node, name), outcome.ports[name]]
  if (configured.state !== 'open' || (port?.state !== 'tls' && port?.state !== 'plain')) return []
  const differences: string[] = []
  const say = (live: boolean | undefined, config: boolean, what: string) => {
    if (live !== undefined && live !== config)
      differences.push(
        `${DOOR_NAMES[name]} ${live ? 'has' : 'has no'} ${what}, the config ${config ? 'has it' : 'has none'}`,
      )
  }
  say(port.state === 'tls', configured.tls, 'TLS')
  say(port.served?.demandsCertificate, configured.clientCertificate, 'demand for client certificates')
  const stranger = node.doors[name]?.stranger.kind
  if (stranger === 'ok' || stranger === 'unauthenticated')
    say(stranger !== 'ok', configured.authentication, 'authentication')
  return differences
}

function tokenDifference({ doors }: NodeFacts, { authentication }: Outcome): string[] {
  const taken = doors.rest && takesTokens(doors.rest)
  if (taken === undefined || taken === authentication.jwt || !authentication.enabled) return []
  return [
    `tokens are ${taken ? '' : 'not '}accepted, and with the config they would ${taken ? 'not ' : ''}be`,
  ]
}
