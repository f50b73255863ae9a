import { type DerReader, DerReader as Reader, TAG } from './der.ts'
import { type RefusalReason, refusalOf, refuse, unlessRefused } from './refusal.ts'

/** A certificate as far as webpki reads it. Names and keys are their DER content, compared byte by byte. */
export interface PeerCertificate {
  body: Buffer
  signatureAlgorithm: Buffer
  signature: Buffer
  issuer: Buffer
  validity: Buffer
  subject: Buffer
  /** Content of the SubjectPublicKeyInfo. */
  publicKey: Buffer
  extensions: PeerExtensions
}

/** Contents of the extensions' own SEQUENCEs. */
export interface PeerExtensions {
  basicConstraints?: Buffer
  extendedKeyUsage?: Buffer
  nameConstraints?: Buffer
  subjectAltName?: Buffer
}

/** An entry of `ca_cert`. Of a trust anchor nothing is checked, and only this is used. */
export interface TrustAnchor {
  subject: Buffer
  publicKey: Buffer
  nameConstraints?: Buffer
}

const ID_CE = [0x55, 0x1d]

/** Numbers under id-ce (2.5.29) that webpki knows, with what they are kept as. */
const KNOWN = new Map<number, keyof PeerExtensions | 'ignored'>([
  [15, 'ignored'],
  [17, 'subjectAltName'],
  [19, 'basicConstraints'],
  [30, 'nameConstraints'],
  [31, 'ignored'],
  [37, 'extendedKeyUsage'],
])

const EXPLICIT = { version: 0xa0, extensions: 0xa3 } as const

/** Reads a certificate as webpki does (rustls-webpki 0.103.13, src/cert.rs). Refuses by throwing. */
export function readPeerCertificate(der: Uint8Array): PeerCertificate {
  const known = read.get(der)
  if (known !== undefined) return known
  const certificate = readCertificate(der, false)
  read.set(der, certificate)
  return certificate
}

/** Each is looked at for its path, its key and every one of its names. */
const read = new WeakMap<Uint8Array, PeerCertificate>()

/** As a trust anchor a certificate may be of version 1, and unknown critical extensions are passed over. */
export function readTrustAnchor(der: Uint8Array): TrustAnchor | undefined {
  if (!anchors.has(der)) anchors.set(der, readAnchor(der))
  return anchors.get(der)
}

/** One CA is looked at for all the certificates that it signed. */
const anchors = new WeakMap<Uint8Array, TrustAnchor | undefined>()

function readAnchor(der: Uint8Array): TrustAnchor | undefined {
  let anchor: TrustAnchor | undefined
  const refusal = refusalOf(() => {
    const { subject, publicKey, extensions } = readCertificate(der, true)
    const { nameConstraints } = extensions
    anchor = { subject, publicKey, ...(nameConstraints !== undefined && { nameConstraints }) }
  })
  return refusal === 'UnsupportedCertVersion' ? unlessRefused(() => readVersion1Anchor(der)) : anchor
}

function readCertificate(der: Uint8Array, asAnchor: boolean): PeerCertificate {
  const outer = new Reader(der)
  const certificate = outer.enter(TAG.sequence)
  const body = certificate.read(TAG.sequence)
  const signatureAlgorithm = certificate.read(TAG.sequence).content
  const signature = certificate.bits()
  requireEnd(outer, certificate)

  const fields = new Reader(body.content)
  requireVersion3(fields)
  fields.read(TAG.integer)
  if (!fields.read(TAG.sequence).content.equals(signatureAlgorithm)) refuse('SignatureAlgorithmMismatch')
  const [issuer, validity, subject, publicKey] = [0, 1, 2, 3].map(
    () => fields.read(TAG.sequence).content,
  ) as [Buffer, Buffer, Buffer, Buffer]
  const extensions = fields.atEnd ? {} : readExtensions(fields.enter(EXPLICIT.extensions), asAnchor)
  requireEnd(fields)
  return { body: body.raw, signatureAlgorithm, signature, issuer, validity, subject, publicKey, extensions }
}

/** Whatever is not a version tag around a number counts as another version. */
function requireVersion3(fields: DerReader): void {
  const version = unlessRefused(() => fields.enter(EXPLICIT.version)) ?? refuse('UnsupportedCertVersion')
  if (version.smallInteger() !== 2 || !version.atEnd) refuse('UnsupportedCertVersion')
}

function readExtensions(tagged: DerReader, asAnchor: boolean): PeerExtensions {
  const found: PeerExtensions = {}
  const seen = new Set<number>()
  const list = tagged.enter(TAG.sequence)
  while (!list.atEnd) {
    const extension = list.enter(TAG.sequence)
    const id = extension.read(TAG.oid).content
    const critical = extension.optionalBoolean()
    const value = extension.read(TAG.octetString).content
    requireEnd(extension)
    const number = id.length === 3 && id[0] === ID_CE[0] && id[1] === ID_CE[1] ? (id[2] ?? -1) : -1
    const known = KNOWN.get(number)
    if (known === undefined) {
      if (critical && !asAnchor) refuse('UnsupportedCriticalExtension')
      continue
    }
    if (seen.has(number)) refuse('ExtensionValueInvalid')
    seen.add(number)
    // Key usage (15) is a BIT STRING, and is not looked into.
    if (number === 15) continue
    const content = new Reader(value)
    const sequence = content.read(TAG.sequence).content
    if (!content.atEnd) refuse('BadDer')
    if (known !== 'ignored') found[known] = sequence
  }
  requireEnd(tagged)
  return found
}

/** No version, no extensions (rustls-webpki 0.103.13, src/trust_anchor.rs). */
function readVersion1Anchor(der: Uint8Array): TrustAnchor {
  const certificate = new Reader(der).enter(TAG.sequence)
  const fields = certificate.enter(TAG.sequence)
  fields.read(TAG.integer)
  for (let skipped = 0; skipped < 3; skipped++) fields.read(TAG.sequence)
  const subject = fields.read(TAG.sequence).content
  const publicKey = fields.read(TAG.sequence).content
  requireEnd(fields)
  return { subject, publicKey }
}

function requireEnd(...readers: readonly DerReader[]): void {
  if (!readers.every(({ atEnd }) => atEnd)) refuse('TrailingData')
}

/** Why webpki cannot use this certificate at all, as leaf or intermediate. */
export const refusalOfCertificate = (der: Uint8Array): RefusalReason | undefined =>
  refusalOf(() => readPeerCertificate(der))
