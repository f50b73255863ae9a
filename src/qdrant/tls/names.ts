import { addressBytes } from './address.ts'
import { DerReader, type DerValue } from './der.ts'
import { refusalOf, refuse } from './refusal.ts'
import { type PeerCertificate, readPeerCertificate } from './x509.ts'

/** Tags of the kinds of a GeneralName (RFC 5280 section 4.2.1.6). */
export const GENERAL_NAME = { dns: 0x82, directory: 0xa4, uri: 0x86, ip: 0x87 } as const

/** otherName, rfc822Name, x400Address, ediPartyName, registeredID: known, never matched. */
const OTHER_KINDS: readonly number[] = [0xa0, 0x81, 0xa3, 0xa5, 0x88]

/** Names of a SubjectAltName or of a constraint, one after the other; refuses a kind that does not exist. */
export function* generalNames(list: Buffer | undefined): Generator<DerValue> {
  const reader = new DerReader(list ?? Buffer.alloc(0))
  while (!reader.atEnd) yield knownName(reader.read())
}

export function knownName(name: DerValue): DerValue {
  const known = Object.values(GENERAL_NAME) as readonly number[]
  return known.includes(name.tag) || OTHER_KINDS.includes(name.tag) ? name : refuse('BadDer')
}

/**
 * Whether a peer that calls this host takes the certificate (rustls-webpki 0.103.13, src/subject_name): SAN only, one
 * label for a wildcard, and never `*.tld`.
 */
export function coversHost(certificate: Uint8Array, host: string): boolean {
  return refusalOf(() => requireHost(readPeerCertificate(certificate), host)) === undefined
}

/** What a URL's host may be: a name or an address without brackets. IPv6 in a URL has brackets, so it never is. */
export const isServerName = (host: string): boolean =>
  isReferenceName(host) || addressBytes(host) !== undefined

export function requireHost({ extensions }: PeerCertificate, host: string): void {
  const dns = isReferenceName(host)
  const address = dns ? undefined : addressBytes(host)
  for (const { tag, content } of generalNames(extensions.subjectAltName)) {
    if (dns && tag === GENERAL_NAME.dns && matchesHost(content.toString('latin1'), host)) return
    if (address !== undefined && tag === GENERAL_NAME.ip && content.equals(address)) return
  }
  refuse('CertNotValidForName')
}

/** A name as it may be asked for (rustls-pki-types 1.15, src/server_name.rs). */
function isReferenceName(host: string): boolean {
  const labels = labelsOf(host.replace(/\.$/, ''))
  return host.length <= 253 && labels.every(isLabel) && !/^\d+$/.test(labels.at(-1) ?? '')
}

const labelsOf = (name: string): string[] => name.split('.')

const isLabel = (label: string): boolean => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label)

/** A name as a certificate may carry it: no trailing dot, and at least two labels behind a wildcard. */
export function isPresentedName(name: string): boolean {
  const wildcard = name.startsWith('*.')
  const labels = labelsOf(wildcard ? name.slice(2) : name)
  const enough = !wildcard || labels.length >= 2
  return name.length <= 253 && enough && labels.every(isLabel) && !/^\d+$/.test(labels.at(-1) ?? '')
}

function matchesHost(presented: string, host: string): boolean {
  if (!isPresentedName(presented)) return false
  const wanted = labelsOf(host.toLowerCase().replace(/\.$/, ''))
  const given = labelsOf(presented.toLowerCase())
  if (given.length !== wanted.length) return false
  return given.every((label, index) => label === wanted[index] || (index === 0 && label === '*'))
}
