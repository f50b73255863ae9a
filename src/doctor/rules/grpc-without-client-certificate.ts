import { portLabel, portNamed } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const grpcWithoutClientCertificate: Rule = {
  id: 'doctor/grpc-without-client-certificate',
  group: 'tls',
  level: 'error',
  summary: 'REST demands client certificates, and gRPC lets in who has none.',
  reason:
    'verify_https_client_certificate covers REST and the metrics port. The public gRPC port never asks for a certificate, whatever the setting says (recorded from 1.19.0).',
  check: (node) => {
    const [rest, grpc] = [portNamed(node, 'rest'), portNamed(node, 'grpc')]
    if (rest?.served?.demandsCertificate !== true || grpc === undefined) return []
    if (grpc.state !== 'plain' && grpc.served?.demandsCertificate !== false) return []
    return [
      {
        message: `REST demands a client certificate, and ${portLabel(grpc)} does not`,
        hint: `close it: ${configCommand(node, 'set service.grpc_port --null')}, and ${restartOf(node)}; or keep it behind a firewall`,
      },
    ]
  },
}
