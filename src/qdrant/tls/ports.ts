import { isUtf8 } from 'node:buffer'
import { X509Certificate } from 'node:crypto'
import { DerReader } from './der.ts'
import { acceptKey, type KeyEncoding, type KeyVerdict } from './key-forms.ts'
import { type PemKind, type PemSection, pemSections } from './pem.ts'
import { type RefusalReason, unlessRefused } from './refusal.ts'
import { readPeerCertificate, readTrustAnchor, refusalOfCertificate } from './x509.ts'

/** Ports that speak TLS; metrics is a port of its own where `metrics_port` is set. */
export type TlsPort = 'rest' | 'metrics' | 'grpc' | 'p2p'

/** Contents of the files behind `tls.cert` and `tls.key`. Opening them, and what is said when that fails, is the caller's. */
export interface Identity {
  certificate: Uint8Array
  key: Uint8Array
}

/**
 * What the server says to files it cannot use: `error` is its line, `cause` what follows "Caused by:" where something
 * does. `{cert}`, `{key}` and `{ca}` stand for the path as configured.
 */
export interface LoadFailure {
  loads: false
  error: string
  cause?: string
}

/** Such a text with the names of the files in it. */
export const withNames = (text: string, names: { cert: string; key: string; ca: string }): string =>
  text.replace(/\{(cert|key|ca)\}/g, (_, name: keyof typeof names) => names[name])

/** REST starts with a pair that does not match, and then no handshake succeeds: `serves` is false. */
export type RestVerdict = { loads: true; serves: boolean } | LoadFailure

/** Exit code 1 is an error before the start, 101 a panic. */
export type P2pVerdict = { loads: true; roots: number } | (LoadFailure & { exit: 1 | 101 })

const KEY_KINDS: readonly PemKind[] = ['pkcs8', 'pkcs1', 'sec1']

/** Refusals that rustls puts under one name. */
const ENCODING: readonly RefusalReason[] = ['BadDer', 'BadDerTime', 'TrailingData']

/** rustls' answer to a private key of a form it does not know (src/crypto/ring/sign.rs). */
const NO_KEY = 'failed to parse private key as RSA, ECDSA, or EdDSA'

/** REST and metrics (src/actix/certificate_helpers.rs, load_certified_key). */
export function loadRest({ certificate, key }: Identity): RestVerdict {
  const sections = [...pemSections(certificate)]
  const fault = sections.find((section) => 'fault' in section)
  if (fault !== undefined) return unreadable('{cert}', fault.fault)
  const chain = sections.filter((section) => 'kind' in section && section.kind === 'certificate')
  if (chain.length === 0) return failure('no server certificate found')

  // An ECHCONFIG is known to the reader and to nobody else.
  const first = [...pemSections(key)].find((section) => 'fault' in section || section.kind !== 'ech')
  if (first === undefined) return failure('no private key found')
  if ('fault' in first) return unreadable('{key}', first.fault)
  const verdict = keyVerdict(first)
  if (verdict === undefined) return failure('invalid private key')
  if (!verdict.accepted) return failure('TLS signing error', `unexpected error: ${NO_KEY}`)
  return { loads: true, serves: belongsTo(verdict.publicKey, (chain[0] as PemSection).der) }
}

/** `ca_cert` of REST, read with verify_https_client_certificate only. */
export function loadRestClientRoots(ca: Uint8Array): { loads: true; roots: number } | LoadFailure {
  const sections = [...pemSections(ca)]
  const fault = sections.find((section) => 'fault' in section)
  if (fault !== undefined) return unreadable('{ca}', fault.fault)
  const roots = countAnchors(certificatesIn(sections))
  if (roots > 0) return { loads: true, roots }
  return failure('client certificate verification', 'no root trust anchors were provided')
}

/** Public gRPC (src/common/helpers.rs, and tonic). The error is what the log has after `Error while starting gRPC server: `. */
export function loadGrpc(identity: Identity): { loads: true } | LoadFailure {
  const text = notUtf8([
    ['{cert}', identity.certificate],
    ['{key}', identity.key],
  ])
  if (text !== undefined) return failure(text)
  return tonicFault(identity) === undefined ? { loads: true } : failure('transport error')
}

/** The node port: server and client at once. Without `ca_cert` it is not tried. */
export function loadP2p(identity: Identity, ca: Uint8Array): P2pVerdict {
  const text = notUtf8([
    ['{cert}', identity.certificate],
    ['{key}', identity.key],
    ['{ca}', ca],
  ])
  if (text !== undefined) return { ...failure(text), exit: 1 }
  const sections = [...pemSections(ca)]
  const roots = countAnchors(certificatesIn(sections))
  const fault = sections.some((section) => 'fault' in section)
    ? 'CertificateParseError'
    : roots === 0
      ? 'NoRootAnchors'
      : tonicFault(identity)
  if (fault === undefined) return { loads: true, roots }
  return { ...failure(`tonic::transport::Error(Transport, ${fault})`), exit: 101 }
}

const failure = (error: string, cause?: string): LoadFailure =>
  cause === undefined ? { loads: false, error } : { loads: false, error, cause }

const unreadable = (file: string, fault: string): LoadFailure =>
  failure(`TLS file could not be read: ${file}`, fault)

type Section = PemSection | { fault: string }

/** The certificates in a row; other sections and faults are left out. */
const certificatesIn = (sections: readonly Section[]): Buffer[] =>
  sections.flatMap((section) => ('kind' in section && section.kind === 'certificate' ? [section.der] : []))

/** Certificates of `ca_cert` that rustls can use; the others it passes over without a word. */
const countAnchors = (certificates: readonly Buffer[]): number =>
  certificates.filter((der) => readTrustAnchor(der) !== undefined).length

const notUtf8 = (files: readonly (readonly [name: string, content: Uint8Array])[]): string | undefined => {
  const found = files.find(([, content]) => !isUtf8(content))
  return found && `failed to read from file \`${found[0]}\`: stream did not contain valid UTF-8`
}

/** What tonic 0.14.6 and rustls make of a pair: the first private key counts, and it must be the first certificate's. */
function tonicFault({ certificate, key }: Identity): string | undefined {
  const sections = [...pemSections(certificate)]
  if (sections.some((section) => 'fault' in section)) return 'CertificateParseError'
  const first = [...pemSections(key)].find((section) => 'fault' in section || isKey(section))
  if (first === undefined || 'fault' in first) return 'PrivateKeyParseError'
  return pairFault(first, certificatesIn(sections)[0])
}

/** What rustls makes of a key and the first certificate of a chain. */
function pairFault(key: PemSection, leaf: Buffer | undefined): string | undefined {
  const verdict = keyVerdict(key)
  if (!verdict?.accepted) return `General("${NO_KEY}")`
  if (leaf === undefined) return 'NoCertificatesPresented'
  const refusal = refusalOfCertificate(leaf)
  if (refusal !== undefined)
    return `InvalidCertificate(${ENCODING.includes(refusal) ? 'BadEncoding' : `Other(OtherError(${refusal}))`})`
  return belongsTo(verdict.publicKey, leaf) ? undefined : 'InconsistentKeys(KeyMismatch)'
}

/** The file that is at fault: a CA file, or the certificate and key files put together. */
export type CallFault = 'authority' | 'line end' | 'section' | 'key'

/**
 * What keeps the server from calling others over HTTPS, which it does for snapshots and for shards of other nodes
 * (src/common/http_client.rs, reqwest 0.13.4). All certificates of `ca_cert` must be readable. With
 * verify_https_client_certificate it shows its own, and puts the two files behind each other as they are: then the last key
 * counts, and nothing else may be in them.
 */
export function callFault(identity: Identity | undefined, ca: Uint8Array | undefined): CallFault | undefined {
  const authority = [...pemSections(ca ?? Buffer.alloc(0))]
  if (authority.some((section) => 'fault' in section)) return 'authority'
  if (certificatesIn(authority).some((der) => readTrustAnchor(der) === undefined)) return 'authority'
  if (identity === undefined) return undefined
  const sections = [...pemSections(Buffer.concat([identity.certificate, identity.key]))]
  const key = sections.filter(isKey).at(-1)
  const [leaf] = certificatesIn(sections)
  const isForeign = (section: Section) =>
    !isKey(section) && !('kind' in section && section.kind === 'certificate')
  if (key === undefined || leaf === undefined || sections.some(isForeign))
    return [0x0a, 0x0d].includes(identity.certificate.at(-1) ?? 0x0a) ? 'section' : 'line end'
  return pairFault(key, leaf) === undefined ? undefined : 'key'
}

export const isKey = (section: Section): section is PemSection =>
  'kind' in section && KEY_KINDS.includes(section.kind)

const keyVerdict = ({ kind, der }: PemSection): KeyVerdict | undefined =>
  KEY_KINDS.includes(kind) ? acceptKey(kind as KeyEncoding, der) : undefined

/** rustls compares the public keys as they are written; what it cannot read, OpenSSL may. */
function belongsTo(publicKey: Buffer, certificate: Buffer): boolean {
  const written = unlessRefused(() => readPeerCertificate(certificate).publicKey)
  if (written !== undefined) return written.equals(new DerReader(publicKey).read().content)
  try {
    return new X509Certificate(certificate).publicKey
      .export({ type: 'spki', format: 'der' })
      .equals(publicKey)
  } catch {
    return false
  }
}
