import { QdrantAuthError } from '../errors.ts'
import { type Authority, privateKeyPem } from './authority.ts'
import {
  distinguishedName,
  notAfter,
  notBefore,
  readCertificate,
  signCertificate,
  subjectOf,
} from './certificate.ts'
import type { Entropy } from './entropy.ts'
import {
  authorityKeyIdentifier,
  extendedKeyUsage,
  keyIdentifier,
  leafConstraints,
  leafKeyUsage,
  subjectAltName,
  subjectKeyIdentifier,
} from './extensions.ts'
import type { KeyType } from './key-types.ts'
import { nameText, type SubjectName } from './names.ts'
import { BACKDATE_SECONDS, type Role, USAGES } from './profiles.ts'
import { verifyIssued } from './verify.ts'

export interface LeafShape {
  role: Role
  /** Shown to people; nothing is ever matched against it. */
  commonName: string
  /** Never empty for node and server. A client certificate may have none: Qdrant looks at its CA only. */
  names: readonly SubjectName[]
  keyType: KeyType
  days: number
}

/** A certificate with its key, both PEM. */
export interface Issued {
  certificatePem: string
  keyPem: string
}

const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND

/** Signs a new key for these names, and checks the result as the server would before anybody sees it. */
export function issueCertificate(
  shape: LeafShape,
  authority: Authority,
  now: Date,
  entropy: Entropy,
): Issued {
  const end = new Date(now.getTime() + shape.days * DAY)
  const authorityEnd = notAfter(authority.certificate)
  if (end > authorityEnd) {
    const days = Math.floor((authorityEnd.getTime() - now.getTime()) / DAY)
    throw new QdrantAuthError('bad-value', `${shape.days} days would outlive the CA, which ends in ${days}`, {
      hints: [`use --days ${days}, or renew the CA first: qdrant-auth certs rotate-ca`],
    })
  }
  const start = new Date(
    Math.max(now.getTime() - BACKDATE_SECONDS * SECOND, notBefore(authority.certificate).getTime()),
  )
  const { publicKey, privateKey } = entropy.keyPair(shape.keyType)
  const certificatePem = signCertificate(
    {
      serial: entropy.bytes(16),
      issuer: subjectOf(authority.certificate),
      notBefore: start,
      notAfter: end,
      subject: distinguishedName({ commonName: shape.commonName }),
      publicKey,
      extensions: [
        leafConstraints(),
        leafKeyUsage(publicKey),
        extendedKeyUsage(USAGES[shape.role]),
        ...(shape.names.length === 0 ? [] : [subjectAltName(shape.names)]),
        subjectKeyIdentifier(publicKey),
        authorityKeyIdentifier(keyIdentifier(authority.certificate.publicKey)),
      ],
    },
    authority.privateKey,
  )
  verifyIssued(readCertificate(certificatePem), {
    authority: authority.certificate,
    privateKey,
    names: shape.names.map(nameText),
    usages: USAGES[shape.role],
    now,
  })
  return { certificatePem, keyPem: privateKeyPem(privateKey) }
}
