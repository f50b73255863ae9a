import type { X509Certificate } from 'node:crypto'
import { DerReader, TAG } from '../qdrant/tls/der.ts'
import { unlessRefused } from '../qdrant/tls/refusal.ts'

/** Contents of the OIDs 2.5.29.x, as they stand in DER. */
export const EXTENSION = {
  subjectKeyIdentifier: '551d0e',
  keyUsage: '551d0f',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
  nameConstraints: '551d1e',
  authorityKeyIdentifier: '551d23',
  extendedKeyUsage: '551d25',
} as const

/** The `[3]` that holds the extensions of a certificate. */
const EXTENSIONS = 0xa3

/** Extensions of a certificate that `X509Certificate` does not show: OID in hexadecimal → DER of the value. */
export function extensionsOf(certificate: X509Certificate): ReadonlyMap<string, Buffer> {
  // OpenSSL may read what is not strictly DER; then there is nothing more to be said about it.
  const found = unlessRefused(() => {
    const fields = new DerReader(certificate.raw).enter(TAG.sequence).enter(TAG.sequence)
    while (!fields.atEnd) {
      if (fields.next === EXTENSIONS) return extensionsIn(fields.enter(EXTENSIONS).enter(TAG.sequence))
      fields.read()
    }
    return undefined
  })
  return found ?? new Map()
}

/** A list of Extension values (RFC 5280 section 4.1), as certificates and requests have it. */
export function extensionsIn(list: DerReader): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  while (!list.atEnd) {
    const extension = list.enter(TAG.sequence)
    const id = extension.read(TAG.oid).content.toString('hex')
    extension.optionalBoolean()
    found.set(id, extension.read(TAG.octetString).content)
  }
  return found
}
