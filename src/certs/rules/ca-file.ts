import { isUtf8 } from 'node:buffer'
import { loadRestClientRoots } from '../../qdrant/tls/ports.ts'
import { readTrustAnchor } from '../../qdrant/tls/x509.ts'
import type { Rule } from '../rule.ts'

export const caFile: Rule = {
  id: 'certs/ca-file',
  level: 'error',
  summary: 'The CA file holds nothing that the server can use.',
  reason:
    'With verify_https_client_certificate REST does not start without a usable CA; the node port neither. Certificates that cannot be read are passed over without a word.',
  check: ({ authority, trusted }) => {
    if (authority === undefined) return []
    const { file } = authority
    const verdict = loadRestClientRoots(authority.bytes)
    if (!verdict.loads)
      return [{ message: `it cannot be used as CA file: ${verdict.cause ?? verdict.error}`, file }]
    if (!isUtf8(authority.bytes))
      return [
        {
          message: 'the node port cannot read it: it is not UTF-8',
          hint: 'leave out the text around the certificates',
          file,
        },
      ]
    const unusable = trusted.filter(({ raw }) => readTrustAnchor(raw) === undefined).length
    if (unusable === 0) return []
    return [
      { message: `${unusable} of its certificates are passed over without a word`, level: 'warning', file },
    ]
  },
}
