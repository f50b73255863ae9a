import { portLabel } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const clientCertificateNeeded: Rule = {
  id: 'doctor/client-certificate-needed',
  group: 'tls',
  level: 'warning',
  summary: 'A port demands a client certificate, and none was given.',
  reason: 'Behind the handshake nothing could be looked at: who gets in with which key is not known.',
  check: ({ ports, hasIdentity }) =>
    ports
      .filter(({ name, served }) => name !== 'p2p' && served?.demandsCertificate === true && !hasIdentity)
      .map((port) => ({
        message: `${portLabel(port)} demands a client certificate: nothing behind it was looked at`,
        hint: 'give one: --client-cert tls/clients/client/cert.pem --client-key tls/clients/client/key.pem',
      })),
}
