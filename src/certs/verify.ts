import type { KeyObject, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { notAfter, notBefore } from './certificate.ts'

export interface Expectation {
  authority: X509Certificate
  privateKey: KeyObject
  names: readonly string[]
  usages: readonly string[]
  now: Date
}

/**
 * Throws where a certificate that was just made is not what was asked for. It is a fault of this tool then, and
 * better found here than by a server that does not start.
 */
export function verifyIssued(certificate: X509Certificate, expected: Expectation): void {
  const faults = faultsOf(certificate, expected)
  if (faults.length > 0) throw new TypeError(`a certificate was made wrong: ${faults.join(', ')}`)
}

/** What keeps a certificate from serving as expected, in words; empty when nothing does. */
export function faultsOf(certificate: X509Certificate, expected: Expectation): string[] {
  const { authority, privateKey, names, usages, now } = expected
  const present = certificate.keyUsage ?? []
  const faults = [
    [
      certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
      'it is not signed by the CA',
    ],
    [certificate.checkPrivateKey(privateKey), 'the key does not belong to it'],
    [!certificate.ca, 'it is a CA certificate'],
    [now >= notBefore(certificate), 'it is not valid yet'],
    [now <= notAfter(certificate), 'it has expired'],
    [present.length === 0 || usages.every((usage) => present.includes(usage)), 'a key usage is missing'],
    ...names.map((name) => [covers(certificate, name), `it does not cover ${name}`] as const),
  ] as const
  return faults.flatMap(([holds, fault]) => (holds ? [] : [fault]))
}

/** Whether a URL with this host would be accepted. */
export function covers(certificate: X509Certificate, name: string): boolean {
  if (isIP(name) !== 0) return certificate.checkIP(name) !== undefined
  // A wildcard covers itself: that is what was asked for.
  if (name.startsWith('*.')) return certificate.subjectAltName?.split(', ').includes(`DNS:${name}`) ?? false
  return certificate.checkHost(name, { subject: 'never' }) !== undefined
}
