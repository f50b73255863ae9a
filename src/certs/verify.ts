import type { KeyObject, X509Certificate } from 'node:crypto'
import { coversHost } from '../qdrant/tls/names.ts'
import { verifyPeer } from '../qdrant/tls/path.ts'
import type { RefusalReason } from '../qdrant/tls/refusal.ts'
import { CLIENT_AUTH, SERVER_AUTH } from './profiles.ts'

export interface Expectation {
  authority: X509Certificate
  /** Certificates between the leaf and `trusted`, where the CA is none of those. */
  intermediates?: readonly X509Certificate[]
  trusted?: readonly X509Certificate[]
  privateKey: KeyObject | undefined
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
export function faultsOf(certificate: X509Certificate, expected: Expectation): string[] {
  const { authority, privateKey, names, usages, now, intermediates = [], trusted = [authority] } = expected
  const chain = [certificate, ...intermediates].map(({ raw }) => raw)
  const roots = trusted.map(({ raw }) => raw)
  const server = usages.includes(SERVER_AUTH)
  const role = server ? (usages.includes(CLIENT_AUTH) ? 'node' : 'server') : 'client'
  const verdict = verifyPeer({ chain, role }, roots, now)
  return [
    ...(verdict.accepted ? [] : [WORDS[verdict.error] ?? `Qdrant refuses it (${verdict.error})`]),
    ...(privateKey === undefined || certificate.checkPrivateKey(privateKey)
      ? []
      : ['the key does not belong to it']),
    ...names.filter((name) => !covers(certificate, name)).map((name) => `it does not cover ${name}`),
  ]
}

/** Whether a URL with this host would be accepted. */
export function covers(certificate: X509Certificate, name: string): boolean {
  // A wildcard covers itself: that is what was asked for.
  if (name.startsWith('*.')) return certificate.subjectAltName?.split(', ').includes(`DNS:${name}`) ?? false
  return coversHost(certificate.raw, name)
}
