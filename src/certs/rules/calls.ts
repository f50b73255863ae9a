import { type CallFault, callFault, loadGrpc, loadRest, loadRestClientRoots } from '../../qdrant/tls/ports.ts'
import type { Rule } from '../rule.ts'
import { isForClient } from '../usages.ts'

export const calls: Rule = {
  id: 'certs/calls',
  level: 'warning',
  summary: 'The server cannot use these files for calls of its own over HTTPS.',
  reason:
    'For snapshots by URL and for shards of other nodes it reads them anew, more strictly than its ports: every certificate in ca_cert must be readable, and with verify_https_client_certificate the certificate and key files are put behind each other as they are, and hold nothing else.',
  check: (set) => {
    const { certificate, key, authority } = set
    if (key === undefined || isForClient(set)) return []
    const identity = { certificate: certificate.bytes, key: key.bytes }
    const rest = loadRest(identity)
    // What the ports do not take either, other rules say.
    if (!rest.loads || !rest.serves || !loadGrpc(identity).loads) return []
    const ca =
      authority !== undefined && loadRestClientRoots(authority.bytes).loads ? authority.bytes : undefined
    const fault = callFault(identity, ca)
    if (fault === undefined) return []
    const [message, hint] = WORDS[fault]
    const file = fault === 'authority' ? authority?.file : undefined
    return [{ message, hint, ...(file !== undefined && { file }) }]
  },
}

const WORDS: Record<CallFault, readonly [message: string, hint: string]> = {
  authority: [
    'the server cannot fetch snapshots or shards over HTTPS: a certificate of its CA file cannot be read',
    'take it out: ports pass over it, and these calls do not',
  ],
  'line end': [
    'with verify_https_client_certificate the server cannot fetch snapshots or shards: its last line has no end',
    'end the file with a line end: the server puts the key file behind it',
  ],
  section: [
    'with verify_https_client_certificate the server cannot fetch snapshots or shards: more than certificates and keys is in its files',
    'leave requests, public keys and revocation lists out of both files',
  ],
  key: [
    'with verify_https_client_certificate the server cannot fetch snapshots or shards: the last key of its files is another one',
    'leave its own key alone in the key file',
  ],
}
