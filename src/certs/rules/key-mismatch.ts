import { privateKeyIn } from '../private-key.ts'
import type { Rule } from '../rule.ts'

export const keyMismatch: Rule = {
  id: 'certs/key-mismatch',
  level: 'error',
  summary: 'The key does not belong to the certificate.',
  reason:
    'On REST the server starts with such a pair and every handshake fails, with nothing in the log; gRPC and the node port do not start.',
  check: ({ key, chain }) => {
    const [certificate] = chain
    const privateKey = key && privateKeyIn(key.bytes)
    if (certificate === undefined || key === undefined || privateKey === undefined) return []
    if (certificate.checkPrivateKey(privateKey)) return []
    const at = chain.findIndex((one) => one.checkPrivateKey(privateKey))
    if (at > 0)
      return [
        {
          message: `the key in ${key.file} belongs to certificate ${at + 1} of the file, not to the first`,
          hint: 'put the certificate of the server first, then the one that signed it',
        },
      ]
    return [
      {
        message: `the key in ${key.file} does not belong to it`,
        hint: 'on REST the server starts with such a pair, and every handshake fails',
      },
    ]
  },
}
