import { isIPv4, isIPv6 } from '../../qdrant/tls/address.ts'
import type { Rule } from '../rule.ts'

export const hostNotAddress: Rule = {
  id: 'config/host-not-address',
  level: 'error',
  summary: 'The host is a name, and gRPC takes only an IP address.',
  reason: 'With a name REST starts and the gRPC thread panics; in a cluster the whole process ends.',
  source: 'src/tonic/mod.rs',
  check: (subject) => {
    const host = subject.text('service.host')
    if (host === undefined || isIPv4(host) || isIPv6(host)) return []
    return [
      {
        message: `service.host ${JSON.stringify(host)} is no IP address`,
        hint: 'write 127.0.0.1 or 0.0.0.0',
        location: subject.placeOf('service.host'),
      },
    ]
  },
}
