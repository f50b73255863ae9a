import type { Rule } from '../rule.ts'

export const unusableCertificate: Rule = {
  id: 'config/unusable-certificate',
  level: 'error',
  summary: 'A port does not take the certificate files, and the server goes on without it.',
  reason:
    'Each port reads them with its own library: what REST takes may keep gRPC from starting, which only the log says.',
  source: 'src/tonic/mod.rs, src/main.rs',
  check: (subject) => {
    if (!subject.parts.complete || !subject.flag('service.enable_tls')) return []
    const { rest, grpc, metrics } = subject.outcome.ports
    return Object.entries({ REST: rest, gRPC: grpc, metrics }).flatMap(([name, { state, reason }]) =>
      state === 'failed'
        ? [
            {
              message: `${name} does not come up: ${reason}`,
              hint: 'qdrant-auth certs show tells what the files are',
              location: subject.placeOf('tls.cert', 'service.enable_tls'),
            },
          ]
        : [],
    )
  },
}
