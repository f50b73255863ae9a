import { isUtf8 } from 'node:buffer'
import { pemSections } from '../../qdrant/tls/pem.ts'
import { rawCertificatesOf } from '../pem-file.ts'
import type { Rule } from '../rule.ts'

export const unreadable: Rule = {
  id: 'certs/unreadable',
  level: 'error',
  summary: 'The file holds no certificate that can be read.',
  reason:
    'A faulty section anywhere in the file keeps REST, gRPC and the node port from starting, even behind a good certificate. The first certificate is the one that is shown. gRPC and the node port take only files that are UTF-8, with the text around.',
  check: ({ certificate, chain: [leaf] }) => {
    const fault = [...pemSections(certificate.bytes)].find((section) => 'fault' in section)
    if (fault !== undefined) return [{ message: `it cannot be read: ${fault.fault}` }]
    if (leaf === undefined)
      return [
        {
          message: 'it holds no PEM certificate that can be read',
          hint: 'Qdrant reads PEM (-----BEGIN CERTIFICATE-----), never DER or PKCS#12',
        },
      ]
    const [first] = rawCertificatesOf(certificate.bytes)
    // OpenSSL leaves out what stands behind a certificate in its section.
    if (first?.raw.subarray(0, leaf.raw.length).equals(leaf.raw) === false)
      return [{ message: 'its first certificate cannot be read', hint: 'no port serves with it' }]
    return isUtf8(certificate.bytes)
      ? []
      : [
          {
            message: 'gRPC and the node port cannot read it: it is not UTF-8',
            hint: 'leave out the text around the certificates',
          },
        ]
  },
}
