import type { Rule } from '../rule.ts'

export const grpcWithoutClientCertificate: Rule = {
  id: 'config/grpc-without-client-certificate',
  level: 'warning',
  summary: 'Client certificates are demanded on REST, but gRPC is open without.',
  reason:
    'verify_https_client_certificate covers REST and the metrics port. The gRPC port never asks for a certificate.',
  source: 'src/tonic/mod.rs',
  check: (subject) =>
    subject.flag('service.verify_https_client_certificate') && subject.value('service.grpc_port') !== null
      ? [
          {
            message: 'gRPC asks for no client certificate',
            hint: 'close it with grpc_port: null, or keep it behind a firewall',
            location: subject.placeOf('service.grpc_port', 'service.verify_https_client_certificate'),
          },
        ]
      : [],
}
