import { type PeerRole, type PeerVerdict, verifyPeer } from '../qdrant/tls/path.ts'
import { loadGrpc, loadP2p, loadRest, type P2pVerdict, withNames } from '../qdrant/tls/ports.ts'
import type { CertificateSet } from './rule.ts'

/** `mtls`: the certificate as that of a client, on REST with verify_https_client_certificate. */
export type Port = 'rest' | 'grpc' | 'p2p' | 'mtls'

/** Whether a port of the server works with these files, and if not, why, in the server's own words. */
export interface PortReport {
  port: Port
  /** `null`: cannot be said without a CA file. */
  accepted: boolean | null
  reason?: string
}

/** What each TLS port of the server makes of a certificate, its key and its CA file. */
export function portReports(set: CertificateSet): PortReport[] {
  const { certificate, key, authority } = set
  const client = peerReport('mtls', set, ['client'])
  if (key === undefined) return [client]
  const identity = { certificate: certificate.bytes, key: key.bytes }
  const rest = loadRest(identity)
  const grpc = loadGrpc(identity)
  return [
    rest.loads && !rest.serves
      ? {
          port: 'rest',
          accepted: false,
          reason: 'it starts, and every handshake fails: the key is another one',
        }
      : loaded('rest', rest, set),
    loaded('grpc', grpc, set),
    authority === undefined
      ? { port: 'p2p', accepted: null, reason: 'the node port needs a CA file' }
      : nodeReport(loadP2p(identity, authority.bytes), set),
    client,
  ]
}

type Loading = { loads: true } | { loads: false; error: string; cause?: string }

const loaded = (port: Port, verdict: Loading, set: CertificateSet): PortReport =>
  verdict.loads ? { port, accepted: true } : { port, accepted: false, reason: inWords(verdict, set) }

function nodeReport(verdict: P2pVerdict, set: CertificateSet): PortReport {
  return verdict.loads ? peerReport('p2p', set, ['server', 'client']) : loaded('p2p', verdict, set)
}

function peerReport(
  port: Port,
  { chain, trusted, now }: CertificateSet,
  roles: readonly PeerRole[],
): PortReport {
  if (trusted.length === 0) return { port, accepted: null, reason: 'without a CA file this cannot be said' }
  const roots = trusted.map(({ raw }) => raw)
  const refused = roles
    .map((role): [PeerRole, PeerVerdict] => [
      role,
      verifyPeer({ chain: chain.map(({ raw }) => raw), role }, roots, now),
    ])
    .find(([, verdict]) => !verdict.accepted)
  if (refused === undefined || refused[1].accepted) return { port, accepted: true }
  const [role, { error, alert }] = refused
  return { port, accepted: false, reason: `refused as ${role}: ${alert} (${error})` }
}

const inWords = (
  { error, cause }: { error: string; cause?: string },
  { certificate, key, authority }: CertificateSet,
): string =>
  withNames(cause === undefined ? error : `${error}: ${cause}`, {
    cert: certificate.file,
    key: key?.file ?? '',
    ca: authority?.file ?? '',
  })
