import { portLabel } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const closedPort: Rule = {
  id: 'doctor/closed-port',
  group: 'ports',
  level: 'error',
  summary: 'Nobody listens at a port that should be there.',
  reason:
    'The gRPC server may fail alone (a key that does not fit, a host that is no address, a port in use): the process stays up with REST only.',
  check: ({ ports }) =>
    ports
      .filter(({ state, expected }) => state === 'closed' && expected)
      .map((port) => ({
        message: `nobody listens for ${portLabel(port)} (${port.reason})`,
        hint: `see who listens there: ss -ltnp 'sport = :${port.number}'; the server's log says why`,
      })),
}
