import { type PeerVerdict, verifyClient, verifyPeer } from '../qdrant/tls/path.ts'
import {
  type Identity,
  loadGrpc,
  loadP2p,
  loadRest,
  loadRestClientRoots,
  withNames,
} from '../qdrant/tls/ports.ts'
import { rawCertificatesOf } from './pem-file.ts'
import type { CertificateFile, CertificateSet } from './rule.ts'

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
  const peer: Peer = { chain: rawIn(certificate), roots: authority === undefined ? [] : rawIn(authority) }
  const client = clientReport(set, peer)
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
    nodeReport(identity, set, peer),
    client,
  ]
}

type Loading = { loads: true } | { loads: false; error: string; cause?: string }

const loaded = (port: Port, verdict: Loading, set: CertificateSet): PortReport =>
  verdict.loads ? { port, accepted: true } : { port, accepted: false, reason: inWords(verdict, set) }

/** What is shown and what it is checked against, DER: read once for all ports. */
interface Peer {
  chain: readonly Buffer[]
  roots: readonly Buffer[]
}

function nodeReport(identity: Identity, set: CertificateSet, { chain, roots }: Peer): PortReport {
  const { authority, now } = set
  if (authority === undefined) return { port: 'p2p', accepted: null, reason: 'the node port needs a CA file' }
  const verdict = loadP2p(identity, authority.bytes)
  if (!verdict.loads) return loaded('p2p', verdict, set)
  const asServer = peerReport('p2p', 'server', verifyPeer({ chain, role: 'server' }, roots, now))
  return asServer.accepted ? peerReport('p2p', 'client', verifyClient(chain, roots, now)) : asServer
}

function clientReport(set: CertificateSet, { chain, roots }: Peer): PortReport {
  const { authority, now } = set
  if (authority === undefined)
    return { port: 'mtls', accepted: null, reason: 'without a CA file this cannot be said' }
  // With a CA file that it cannot use REST does not start.
  const verdict = loadRestClientRoots(authority.bytes)
  if (!verdict.loads) return loaded('mtls', verdict, set)
  return peerReport('mtls', 'client', verifyClient(chain, roots, now))
}

/** Not as OpenSSL reads them: it refuses some that rustls takes. */
const rawIn = ({ bytes }: CertificateFile): Buffer[] => rawCertificatesOf(bytes).map(({ raw }) => raw)

const peerReport = (port: Port, role: 'server' | 'client', verdict: PeerVerdict): PortReport =>
  verdict.accepted
    ? { port, accepted: true }
    : { port, accepted: false, reason: `refused as ${role}: ${verdict.alert} (${verdict.error})` }

const inWords = (
  { error, cause }: { error: string; cause?: string },
  { certificate, key, authority }: CertificateSet,
): string =>
  withNames(cause === undefined ? error : `${error}: ${cause}`, {
    cert: certificate.file,
    key: key?.file ?? '',
    ca: authority?.file ?? '',
  })
