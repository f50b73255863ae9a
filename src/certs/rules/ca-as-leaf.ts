import { leafOf, type Rule } from '../rule.ts'

export const caAsLeaf: Rule = {
  id: 'certs/ca-as-leaf',
  level: 'error',
  summary: 'The certificate of a server or client says CA:TRUE.',
  reason:
    'rustls refuses it wherever it is checked (CaUsedAsEndEntity): between nodes, and from clients that must show a certificate. openssl req -x509 makes such certificates.',
  check: (set) =>
    leafOf(set)?.ca === true
      ? [
          {
            message: 'it is a CA certificate, which no node accepts from a peer',
            hint: 'make a CA, and a certificate signed by it: qdrant-auth certs init',
          },
        ]
      : [],
}
