import { isRefusedCertificate, portLabel, portNamed } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const clientCertificateRefused: Rule = {
  id: 'doctor/client-certificate-refused',
  group: 'tls',
  level: 'error',
  summary: 'The client certificate that was shown is refused.',
  reason:
    'It must be signed by a CA of tls.ca_cert as the server read it when it started, be within its dates, and have clientAuth among its extended key usages where it names any.',
  check: (node) =>
    (['rest', 'grpc'] as const).flatMap((name) => {
      const port = portNamed(node, name)
      if (port === undefined || !isRefusedCertificate(node, name)) return []
      return [
        {
          message: `${portLabel(port)} refuses the client certificate: ${node.doors[name]?.stranger.text}`,
          hint: 'see what is wrong with it: qdrant-auth certs check FILE --purpose client --ca tls/cacert.pem',
        },
      ]
    }),
}
