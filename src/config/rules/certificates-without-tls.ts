import type { Rule } from '../rule.ts'

export const certificatesWithoutTls: Rule = {
  id: 'config/certificates-without-tls',
  level: 'warning',
  summary: 'Certificate files are named, but nothing uses them.',
  reason: 'The tls table alone switches nothing on: service.enable_tls and cluster.p2p.enable_tls do.',
  source: 'src/settings.rs',
  check: (subject) => {
    const named = subject.written('tls.cert').at(-1) ?? subject.written('tls.key').at(-1)
    if (named === undefined || subject.flag('service.enable_tls') || subject.flag('cluster.p2p.enable_tls'))
      return []
    return [
      {
        message: 'the tls table names certificates, and TLS is off on every port',
        hint: 'set service.enable_tls: true',
        location: subject.keyPlace(named.raw),
      },
    ]
  },
}
