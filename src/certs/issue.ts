import type { KeyObject } from 'node:crypto'
import { QdrantAuthError } from '../errors.ts'
import { readPeerCertificate } from '../qdrant/tls/x509.ts'
import type { Authority } from './authority.ts'
import { distinguishedName, signCertificate, subjectOf, wholeSeconds } from './certificate.ts'
import { notAfter, notBefore } from './dates.ts'
import type { Der } from './der.ts'
import type { Entropy } from './entropy.ts'
import {
  authorityKeyIdentifier,
  extendedKeyUsage,
  keyIdentifierOf,
  leafConstraints,
  leafKeyUsage,
  subjectAltName,
  subjectKeyIdentifier,
} from './extensions.ts'
import { newEncodedPair, publicKeyInfo } from './key-encoding.ts'
import type { KeyType } from './key-types.ts'
import { nameText, type SubjectName } from './names.ts'
import { certificatesOf, rawCertificatesOf } from './pem-file.ts'
import { BACKDATE_SECONDS, DAY, type Role, USAGES } from './profiles.ts'
import { faultsOf, OUTSIDE_CONSTRAINTS } from './verify.ts'

export interface LeafShape {
  role: Role
  /** Shown to people; nothing is ever matched against it. */
  commonName: string
  /** Never empty for node and server. A client certificate may have none: Qdrant looks at its CA only. */
  names: readonly SubjectName[]
  keyType: KeyType
  days: number
}

/** A certificate (leaf first, then the CA where another signed that one) with its key, both PEM. */
export interface Issued {
  certificatePem: string
  keyPem: string
}

const SECOND = 1000

/** Makes a key for these names, signs it, and checks the result as the server would before anybody sees it. */
export function issueCertificate(
  shape: LeafShape,
  authority: Authority,
  now: Date,
  entropy: Entropy,
): Issued {
  const { publicKey, pem } = newEncodedPair(shape.keyType, entropy)
  const made = certify(shape, shape.keyType.startsWith('rsa'), publicKey, authority, now, entropy)
  requireSound(made, publicKey, shape, authority, now)
  return { certificatePem: made, keyPem: pem }
}

/** What is said about a key that is there already: renewed with `--keep-key`, or of a request. */
export type CertifyShape = Omit<LeafShape, 'keyType'> & { publicKey: KeyObject }

/** Signs a given public key. Its owner has the private one, so the pair is the caller's to check. */
export function certifyKey(shape: CertifyShape, authority: Authority, now: Date, entropy: Entropy): string {
  const publicKey = publicKeyInfo(shape.publicKey)
  const isRsa = shape.publicKey.asymmetricKeyType === 'rsa'
  const certificatePem = certify(shape, isRsa, publicKey, authority, now, entropy)
  requireSound(certificatePem, publicKey, shape, authority, now)
  return certificatePem
}

function certify(
  shape: Omit<LeafShape, 'keyType'>,
  isRsa: boolean,
  publicKey: Buffer,
  authority: Authority,
  now: Date,
  entropy: Entropy,
): string {
  const { role, names, commonName } = shape
  const issuer = issuerOf(authority)
  const leaf = signCertificate(
    {
      serial: entropy.bytes(16),
      issuer: issuer.subject,
      ...validityWithin(authority, shape.days, now),
      subject: distinguishedName({ commonName }),
      publicKey,
      extensions: [
        leafConstraints(),
        leafKeyUsage(isRsa, USAGES[role]),
        extendedKeyUsage(USAGES[role]),
        ...(names.length === 0 ? [] : [subjectAltName(names)]),
        subjectKeyIdentifier(publicKey),
        issuer.keyIdentifier,
      ],
    },
    authority.privateKey,
  )
  // A peer that trusts only what is above the CA needs the CA too (leaf first, then upwards).
  return issuer.isRoot ? leaf : leaf + authority.certificatePem
}

/** What every certificate of a CA says of it. */
interface Issuer {
  subject: Der
  keyIdentifier: Der
  isRoot: boolean
}

const issuers = new WeakMap<Authority, Issuer>()

function issuerOf(authority: Authority): Issuer {
  const { certificate } = authority
  const issuer = issuers.get(authority) ?? {
    subject: subjectOf(certificate),
    keyIdentifier: authorityKeyIdentifier(keyIdentifierOf(certificate)),
    isRoot: certificate.checkIssued(certificate),
  }
  issuers.set(authority, issuer)
  return issuer
}

function validityWithin(
  { certificate }: Authority,
  days: number,
  now: Date,
): { notBefore: Date; notAfter: Date } {
  const end = wholeSeconds(now.getTime() + days * DAY)
  const authorityEnd = notAfter(certificate)
  if (end > authorityEnd) {
    const left = Math.floor((authorityEnd.getTime() - now.getTime()) / DAY)
    throw new QdrantAuthError('bad-value', `${days} days would outlive the CA, which ends in ${left}`, {
      hints: [
        left > 0
          ? `use --days ${left}, or renew the CA first: qdrant-auth certs rotate-ca`
          : 'renew the CA first: qdrant-auth certs rotate-ca',
      ],
    })
  }
  const start = Math.max(now.getTime() - BACKDATE_SECONDS * SECOND, notBefore(certificate).getTime())
  return { notBefore: wholeSeconds(start), notAfter: end }
}

/**
 * What a CA of somebody else forbids is the user's to know; everything else that is wrong with a certificate just made
 * is a fault of this tool, and better found here than by a server that does not start.
 */
function requireSound(
  pem: string,
  publicKey: Buffer,
  shape: Omit<LeafShape, 'keyType'>,
  authority: Authority,
  now: Date,
): void {
  const [certificate, ...intermediates] = rawCertificatesOf(pem)
  if (certificate === undefined) throw new TypeError('a certificate was made that nobody can read')
  const faults = faultsOf(certificate, {
    intermediates,
    trusted:
      intermediates.length > 0 ? certificatesOf(authority.trustPem).certificates : [authority.certificate],
    keyFits: publicKey.includes(readPeerCertificate(certificate.raw).publicKey),
    names: shape.names.map(nameText),
    usages: USAGES[shape.role],
    now,
  })
  if (faults.includes(OUTSIDE_CONSTRAINTS)) {
    throw new QdrantAuthError('bad-value', `${shape.commonName}: ${OUTSIDE_CONSTRAINTS}`, {
      hints: [`names asked for: ${shape.names.map(nameText).join(', ')}`],
    })
  }
  if (faults.length > 0) throw new TypeError(`a certificate was made wrong: ${faults.join(', ')}`)
}
