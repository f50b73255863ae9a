import type { X509Certificate } from 'node:crypto'
import type { PeerRole } from '../qdrant/tls/path.ts'
import { CLIENT_AUTH, SERVER_AUTH } from './profiles.ts'
import type { CertificateSet } from './rule.ts'

/** The two ends of a connection. */
type End = 'server' | 'client'

const USAGE: Record<End, string> = { server: SERVER_AUTH, client: CLIENT_AUTH }

/** Whether its extended usages let a certificate be this end; without any it may be both (RFC 5280 section 4.2.1.12), with an empty list neither. */
export function servesAs(certificate: X509Certificate | undefined, end: End): boolean {
  const usages = certificate?.keyUsage
  return usages === undefined || usages.includes(USAGE[end])
}

/** What its extended usages make of a certificate that is no CA; undefined where it may be neither end. */
export function roleOf(certificate: X509Certificate): PeerRole | undefined {
  const [server, client] = [servesAs(certificate, 'server'), servesAs(certificate, 'client')]
  if (server) return client ? 'node' : 'server'
  return client ? 'client' : undefined
}

/** Whether it is shown by a client alone: the server never reads its key file, and checks what the key signs. */
export const isForClient = ({ purpose, chain: [leaf] }: CertificateSet): boolean =>
  purpose === 'client' ||
  (purpose === undefined && leaf !== undefined && servesAs(leaf, 'client') && !servesAs(leaf, 'server'))
