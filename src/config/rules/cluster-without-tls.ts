import type { Rule } from '../rule.ts'

export const clusterWithoutTls: Rule = {
  id: 'config/cluster-without-tls',
  level: 'warning',
  summary: 'Nodes talk to each other in plain text.',
  reason: 'Without cluster.p2p.enable_tls whoever reaches the node port reads and writes everything.',
  source: 'src/tonic/mod.rs',
  check: (subject) =>
    subject.flag('cluster.enabled') && !subject.flag('cluster.p2p.enable_tls')
      ? [
          {
            message: 'the node port has no TLS',
            hint: 'set cluster.p2p.enable_tls, with a node certificate for each node',
            location: subject.placeOf('cluster.p2p.enable_tls', 'cluster.enabled'),
          },
        ]
      : [],
}
