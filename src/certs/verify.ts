import { coversHost, GENERAL_NAME, generalNames } from '../qdrant/tls/names.ts'
import { verifyPeer } from '../qdrant/tls/path.ts'
import type { RefusalReason } from '../qdrant/tls/refusal.ts'
import { readPeerCertificate } from '../qdrant/tls/x509.ts'
import { nameText } from './names.ts'
import { certificatesOf } from './pem-file.ts'
import type { PlannedCertificate } from './plan.ts'
import { holdsKeyOf } from './private-key.ts'
import { CLIENT_AUTH, SERVER_AUTH, USAGES } from './profiles.ts'

/** A certificate as DER; an X509Certificate is one. */
export interface Raw {
  readonly raw: Buffer
}

export interface Expectation {
  /** Certificates between the leaf and `trusted`, where the CA is none of those. */
  intermediates?: readonly Raw[]
  trusted: readonly Raw[]
  /** Whether the private key is that of the certificate; undefined where somebody else has it. */
  keyFits?: boolean
  names: readonly string[]
  usages: readonly string[]
  now: Date
}

export const OUTSIDE_CONSTRAINTS = 'the CA may not sign for one of its names (name constraints)'

const WORDS: Partial<Record<RefusalReason, string>> = {
  UnknownIssuer: 'it is not signed by the CA',
  InvalidSignatureForPublicKey: 'it is not signed by the CA',
  CaUsedAsEndEntity: 'it is a CA certificate',
  CertNotValidYet: 'it is not valid yet',
  CertExpired: 'it has expired',
  RequiredEkuNotFound: 'a key usage is missing',
  NameConstraintViolation: OUTSIDE_CONSTRAINTS,
}

/** What keeps a certificate from serving as expected, in words; empty when nothing does. */
export function faultsOf(certificate: Raw, expected: Expectation): string[] {
  const { trusted, keyFits, names, usages, now, intermediates = [] } = expected
  const chain = [certificate, ...intermediates].map(({ raw }) => raw)
  const roots = trusted.map(({ raw }) => raw)
  const server = usages.includes(SERVER_AUTH)
  const role = server ? (usages.includes(CLIENT_AUTH) ? 'node' : 'server') : 'client'
  const verdict = verifyPeer({ chain, role }, roots, now)
  return [
    ...(verdict.accepted ? [] : [WORDS[verdict.error] ?? `Qdrant refuses it (${verdict.error})`]),
    ...(keyFits === false ? ['the key does not belong to it'] : []),
    ...names.filter((name) => !covers(certificate, name)).map((name) => `it does not cover ${name}`),
  ]
}

/** The contents of the three files of a planned certificate. */
export type PlannedFiles = Record<'certificate' | 'key' | 'authority', string>

/** What keeps them from serving as planned, in words; empty when nothing does. */
export function faultsOfFiles(
  { certificate, key, authority }: PlannedFiles,
  { names, role }: PlannedCertificate,
  now: Date,
): string[] {
  const [leaf, ...intermediates] = certificatesOf(certificate).certificates
  const trusted = certificatesOf(authority).certificates
  if (leaf === undefined || trusted.length === 0) return ['it or the CA beside it cannot be read']
  return faultsOf(leaf, {
    trusted,
    intermediates,
    keyFits: holdsKeyOf(Buffer.from(key, 'latin1'), leaf),
    names: names.map(nameText),
    usages: USAGES[role],
    now,
  })
}

/** Whether a URL with this host would be accepted. */
export function covers({ raw }: Raw, name: string): boolean {
  if (!name.startsWith('*.')) return coversHost(raw, name)
  // A wildcard covers itself: that is what was asked for.
  const names = generalNames(readPeerCertificate(raw).extensions.subjectAltName)
  return [...names].some(
    ({ tag, content }) => tag === GENERAL_NAME.dns && content.toString('latin1') === name,
  )
}
