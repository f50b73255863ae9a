import { pemSections } from '../../qdrant/tls/pem.ts'
import type { Rule } from '../rule.ts'

export const unreadable: Rule = {
  id: 'certs/unreadable',
  level: 'error',
  summary: 'The file holds no certificate that can be read.',
  reason:
    'A faulty section anywhere in the file keeps REST, gRPC and the node port from starting, even behind a good certificate.',
  check: ({ certificate, chain }) => {
    const fault = [...pemSections(certificate.bytes)].find((section) => 'fault' in section)
    if (fault !== undefined) return [{ message: `it cannot be read: ${fault.fault}` }]
    if (chain.length > 0) return []
    return [
      {
        message: 'it holds no PEM certificate that can be read',
        hint: 'Qdrant reads PEM (-----BEGIN CERTIFICATE-----), never DER or PKCS#12',
      },
    ]
  },
}
