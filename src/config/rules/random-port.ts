import { PORTS } from '../listening.ts'
import type { Rule } from '../rule.ts'

export const randomPort: Rule = {
  id: 'config/random-port',
  level: 'error',
  summary: 'A port is 0, so the system picks one.',
  reason: '`grpc_port: false` is read as 0 and opens a random port instead of closing it.',
  source: 'src/settings.rs',
  check: (subject) =>
    subject.isRead
      ? PORTS.filter((path) => subject.outcome.values.port(path) === 0).map((path) => ({
          message: `${path} is 0: the system picks a random port`,
          hint: path === 'service.grpc_port' ? 'write null to close it' : 'write the number of a port',
          location: subject.placeOf(path),
        }))
      : [],
}
