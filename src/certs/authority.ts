import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { QdrantAuthError } from '../errors.ts'
import { dayOf } from '../rfc3339.ts'
import { distinguishedName, readCertificate, signCertificate, wholeSeconds } from './certificate.ts'
import type { NameConstraint } from './constraints.ts'
import { notAfter, notBefore } from './dates.ts'
import type { Der } from './der.ts'
import type { Entropy } from './entropy.ts'
import {
  authorityConstraints,
  authorityKeyUsage,
  nameConstraints,
  nameConstraintsOf,
  subjectKeyIdentifier,
} from './extensions.ts'
import { publicKeyInfo } from './key-encoding.ts'
import type { KeyType } from './key-types.ts'
import { requireSigningKey } from './key-types.ts'
import { certificatesOf } from './pem-file.ts'
import { isEncrypted } from './private-key.ts'
import { BACKDATE_SECONDS, DAY } from './profiles.ts'

/** A CA that can sign: certificate and key belong together and are fit for it. */
export interface Authority {
  certificate: X509Certificate
  certificatePem: string
  /** What `ca_cert` of every node gets: the CA, and where it is signed by another, those above it. */
  trustPem: string
  privateKey: KeyObject
}

export interface AuthorityShape {
  name: string
  keyType: KeyType
  days: number
  /** What certificates of this CA may be for; everything when empty. */
  permitted: readonly NameConstraint[]
  /** The CA whose place it takes: what that one may not sign for, this one may not either. */
  predecessor?: X509Certificate
}

const SECOND = 1000

/** A new CA: self-signed, pathlen 0. */
export function createAuthority(shape: AuthorityShape, now: Date, entropy: Entropy): Authority {
  // A machine without a battery starts in 1970, and no certificate begins before that.
  if (now.getTime() < BACKDATE_SECONDS * SECOND)
    throw bad(`the clock of this machine says ${dayOf(now)}`, 'set it, and run it again')
  const { publicKey: key, privateKey } = entropy.keyPair(shape.keyType)
  const publicKey = publicKeyInfo(key)
  const constraints = constraintsOf(shape)
  const subject = distinguishedName({ organization: 'qdrant-auth', commonName: shape.name })
  const certificatePem = signCertificate(
    {
      serial: entropy.bytes(16),
      issuer: subject,
      notBefore: wholeSeconds(now.getTime() - BACKDATE_SECONDS * SECOND),
      notAfter: wholeSeconds(now.getTime() + shape.days * DAY),
      subject,
      publicKey,
      extensions: [
        authorityConstraints(0),
        authorityKeyUsage(),
        subjectKeyIdentifier(publicKey),
        ...(constraints === undefined ? [] : [constraints]),
      ],
    },
    privateKey,
  )
  return {
    certificate: readCertificate(certificatePem),
    certificatePem,
    trustPem: certificatePem,
    privateKey,
  }
}

function constraintsOf({ permitted, predecessor }: AuthorityShape): Der | undefined {
  if (predecessor !== undefined) return nameConstraintsOf(predecessor)
  return permitted.length === 0 ? undefined : nameConstraints(permitted)
}

/**
 * A CA from its files. The certificate file may hold several (a bundle, or the CAs above): the one the key belongs to
 * signs. Throws `bad-value` where that is no CA, is not valid now or there is none, and `missing-answer` where the key
 * is encrypted and no passphrase was given.
 */
export function loadAuthority(
  certificatePem: string,
  keyPem: string,
  now: Date,
  passphrase?: string,
): Authority {
  const { certificates } = certificatesOf(certificatePem)
  if (certificates.length === 0) {
    throw new QdrantAuthError('file-malformed', 'the CA certificate cannot be read: it is no PEM certificate')
  }
  const privateKey = readPrivateKey(keyPem, passphrase)
  requireSigningKey(privateKey)
  const certificate = certificates.find((one) => one.checkPrivateKey(privateKey))
  if (certificate === undefined) throw bad('the CA key does not belong to the CA certificate')
  if (!certificate.ca) throw bad('the certificate is not one of a CA (basicConstraints CA:TRUE is missing)')
  if (now > notAfter(certificate))
    throw bad(
      `the CA expired on ${dayOf(notAfter(certificate))}`,
      'make a new one: qdrant-auth certs rotate-ca',
    )
  if (now < notBefore(certificate))
    throw bad(
      `the CA is valid only from ${dayOf(notBefore(certificate))}`,
      'is the clock of this machine right?',
    )
  const trustPem = certificates.map(String).join('')
  return { certificate, certificatePem: certificate.toString(), trustPem, privateKey }
}

/** A private key from PEM of any plain form, or encrypted with its passphrase. */
export function readPrivateKey(pem: string, passphrase?: string): KeyObject {
  const encrypted = isEncrypted(pem)
  if (encrypted && passphrase === undefined) {
    throw new QdrantAuthError('missing-answer', 'the key is encrypted and needs its passphrase')
  }
  try {
    return createPrivateKey(encrypted && passphrase !== undefined ? { key: pem, passphrase } : pem)
  } catch {
    // OpenSSL's own words could quote what was read.
    throw new QdrantAuthError(
      'file-malformed',
      encrypted
        ? 'the key cannot be opened: wrong passphrase?'
        : 'the key cannot be read: it is no PEM private key',
    )
  }
}

const bad = (message: string, hint?: string): QdrantAuthError =>
  new QdrantAuthError('bad-value', message, { hints: hint === undefined ? [] : [hint] })
