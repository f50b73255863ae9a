import { DerReader, TAG } from './der.ts'
import { requireWithin } from './name-constraints.ts'
import { requireHost } from './names.ts'
import { alertOf, moreSpecific, Refusal, type RefusalReason, refusalOf, refuse } from './refusal.ts'
import { requireHandshakeKey, requireSignature } from './signatures.ts'
import { requireValidAt } from './validity.ts'
import { type PeerCertificate, readPeerCertificate, readTrustAnchor, type TrustAnchor } from './x509.ts'

/** What the presented certificate is used as; a node presents one as both. */
export type PeerRole = 'server' | 'client' | 'node'

export type PeerVerdict =
  | { accepted: true }
  /** `error` by webpki's name of it; `alert` is what the other side is told. */
  | { accepted: false; error: RefusalReason; alert: string }

/** Contents of the OIDs 1.3.6.1.5.5.7.3.1 and .2. */
const SERVER_AUTH = '2b06010505070301'
const CLIENT_AUTH = '2b06010505070302'
const USAGES: Record<PeerRole, readonly string[]> = {
  server: [SERVER_AUTH],
  client: [CLIENT_AUTH],
  node: [SERVER_AUTH, CLIENT_AUTH],
}

/** webpki's MAX_SUB_CA_COUNT. */
const MOST_INTERMEDIATES = 6

/** Signatures looked at for one chain, all attempts together; then webpki gives up. */
const MOST_SIGNATURES = 100

export interface Peer {
  /** What the other side presents: leaf first, DER. */
  chain: readonly Uint8Array[]
  role: PeerRole
  /** The host that was called, when the peer is a server. Without it names are not looked at. */
  host?: string
}

/**
 * Whether rustls takes a peer's certificate (rustls-webpki 0.103.13, src/verify_cert.rs). `roots` are the certificates of
 * `ca_cert`; those that cannot be read are passed over, and on the others nothing is checked but their name
 * constraints.
 */
export function verifyPeer(peer: Peer, roots: readonly Uint8Array[], now: Date): PeerVerdict {
  const [leaf, ...others] = peer.chain
  const anchors = roots.flatMap((root) => readTrustAnchor(root) ?? [])
  const error = refusalOf(() => {
    if (leaf === undefined) refuse('UnknownIssuer')
    const certificate = readPeerCertificate(leaf ?? Buffer.alloc(0))
    const budget = { signatures: MOST_SIGNATURES }
    buildPath([certificate], { anchors, others, usages: USAGES[peer.role], now, budget })
    if (peer.host !== undefined) requireHost(certificate, peer.host)
  })
  return verdictOf(error)
}

/**
 * Whether a port that demands certificates lets a client in, which must also sign the handshake with its key. OpenSSL sends
 * none at all where it knows that the server cannot check that, and is told `certificate required`.
 */
export function verifyClient(
  chain: readonly Uint8Array[],
  roots: readonly Uint8Array[],
  now: Date,
): PeerVerdict {
  const verdict = verifyPeer({ chain, role: 'client' }, roots, now)
  const [leaf] = chain
  if (!verdict.accepted || leaf === undefined) return verdict
  return verdictOf(refusalOf(() => requireHandshakeKey(readPeerCertificate(leaf).publicKey)))
}

const verdictOf = (error: RefusalReason | undefined): PeerVerdict =>
  error === undefined ? { accepted: true } : { accepted: false, error, alert: alertOf(error) }

interface Search {
  anchors: readonly TrustAnchor[]
  others: readonly Uint8Array[]
  usages: readonly string[]
  now: Date
  budget: { signatures: number }
}

/** `path` goes from the leaf upwards. Tries every anchor, then every other certificate as the next issuer. */
function buildPath(path: readonly PeerCertificate[], search: Search): void {
  const head = path.at(-1) as PeerCertificate
  requireUsable(head, path.length - 1, search)
  const attempts = [
    ...search.anchors.map((anchor) => () => requireAnchored(path, anchor, search.budget)),
    ...search.others.map((der) => () => {
      const issuer = readPeerCertificate(der)
      const looped = path.some(
        ({ publicKey, subject }) => publicKey.equals(issuer.publicKey) && subject.equals(issuer.subject),
      )
      if (!issuer.subject.equals(head.issuer) || looped) refuse('UnknownIssuer')
      if (path.length > MOST_INTERMEDIATES) refuse('MaximumPathDepthExceeded')
      buildPath([...path, issuer], search)
    }),
  ]
  let error: RefusalReason = 'UnknownIssuer'
  for (const attempt of attempts) {
    const refusal = refusalOf(attempt)
    if (refusal === undefined) return
    if (refusal === 'MaximumSignatureChecksExceeded') refuse(refusal)
    error = moreSpecific(error, refusal)
  }
  throw new Refusal(error)
}

/** `depth` 0 is the leaf. Key usage is never looked at; extended usage counts on intermediates too. */
function requireUsable(certificate: PeerCertificate, depth: number, { usages, now }: Search): void {
  requireValidAt(certificate.validity, now)
  const { ca, pathLength, trailing } = readBasicConstraints(certificate.extensions.basicConstraints)
  if (depth === 0 && ca) refuse('CaUsedAsEndEntity')
  if (depth > 0 && !ca) refuse('EndEntityUsedAsCa')
  if (depth > 0 && pathLength !== undefined && depth - 1 > pathLength) refuse('PathLenConstraintViolated')
  if (trailing) refuse('BadDer')
  requireUsages(certificate.extensions.extendedKeyUsage, usages)
}

/** Both are optional, so nothing is as good as no extension. */
function readBasicConstraints(content: Buffer = Buffer.alloc(0)) {
  const fields = new DerReader(content)
  const ca = fields.optionalBoolean()
  const pathLength = fields.atEnd ? undefined : fields.smallInteger()
  return { ca, pathLength, trailing: !fields.atEnd }
}

function requireUsages(content: Buffer | undefined, usages: readonly string[]): void {
  if (content === undefined) return
  if (content.length === 0) refuse('EmptyEkuExtension')
  const missing = new Set(usages)
  const list = new DerReader(content)
  // What stands behind the last one needed is not looked at.
  while (missing.size > 0) {
    if (list.atEnd) refuse('RequiredEkuNotFound')
    missing.delete(list.read(TAG.oid).content.toString('hex'))
  }
}

function requireAnchored(
  path: readonly PeerCertificate[],
  anchor: TrustAnchor,
  budget: Search['budget'],
): void {
  const downwards = [...path].reverse()
  if (!downwards[0]?.issuer.equals(anchor.subject)) refuse('UnknownIssuer')
  let { publicKey } = anchor
  for (const certificate of downwards) {
    if (--budget.signatures < 0) refuse('MaximumSignatureChecksExceeded')
    requireSignature(certificate, publicKey)
    publicKey = certificate.publicKey
  }
  let constraints = anchor.nameConstraints
  for (const [index, certificate] of downwards.entries()) {
    if (constraints !== undefined) requireWithin(constraints, downwards.slice(index))
    constraints = certificate.extensions.nameConstraints
  }
}
