import { X509Certificate } from 'node:crypto'
import { pemSections } from '../qdrant/tls/pem.ts'

/** Of a file of certificates, in bytes. */
export const CERTIFICATES_LIMIT = 1 << 20

/** The certificates of a PEM file as DER, for those who read them by themselves: OpenSSL takes a while for each. */
export const rawCertificatesOf = (pem: string | Uint8Array): { raw: Buffer }[] =>
  [...pemSections(bytesOf(pem))].flatMap((section) =>
    'kind' in section && section.kind === 'certificate' ? [{ raw: section.der }] : [],
  )

/** The certificates of a PEM file in order, as the server comes upon them; those that cannot be read are counted. */
export function certificatesOf(pem: string | Uint8Array): {
  certificates: X509Certificate[]
  unreadable: number
} {
  const certificates: X509Certificate[] = []
  let unreadable = 0
  for (const section of pemSections(bytesOf(pem))) {
    if ('fault' in section) unreadable++
    else if (section.kind === 'certificate') {
      try {
        certificates.push(new X509Certificate(section.der))
      } catch {
        unreadable++
      }
    }
  }
  return { certificates, unreadable }
}

const bytesOf = (pem: string | Uint8Array): Uint8Array =>
  typeof pem === 'string' ? Buffer.from(pem, 'latin1') : pem

/** A certificate in DER as PEM. */
export const certificatePem = (der: Buffer): string => new X509Certificate(der).toString()
