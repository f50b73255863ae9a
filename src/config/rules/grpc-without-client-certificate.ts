import type { Rule } from '../rule.ts'

export const grpcWithoutClientCertificate: Rule = {
  id: 'config/grpc-without-client-certificate',
  level: 'warning',
  summary: 'Client certificates are demanded on REST, but gRPC is open without.',
  reason:
    'verify_https_client_certificate covers REST and the metrics port. The gRPC port never asks for a certificate.',
  check: ({ flag, value }) => {
    const port = value('service.grpc_port')
    if (!flag('service.verify_https_client_certificate') || (port !== undefined && port.value === null))
      return []
    return [
      {
        message: 'gRPC asks for no client certificate',
        hint: 'close it with grpc_port: null, or keep it behind a firewall',
        location: port?.location ?? value('service.verify_https_client_certificate')?.location,
      },
    ]
  },
}
