import { type KeyObject, sign, X509Certificate } from 'node:crypto'
import {
  bitString,
  type Der,
  explicit,
  nullValue,
  oid,
  parsed,
  sequence,
  set,
  time,
  toBytes,
  toPem,
  unsigned,
  utf8String,
} from './der.ts'
import { signatureAlgorithm } from './key-types.ts'

const COMMON_NAME = '2.5.4.3'
const ORGANIZATION = '2.5.4.10'

/** X.520 upper bound of a common name; OpenSSL refuses longer ones. */
const LONGEST_COMMON_NAME = 64

export interface DistinguishedName {
  organization?: string
  commonName: string
}

/** Everything a certificate says. `serial` is 16 random bytes; dates are cut to whole seconds. */
export interface CertificateContent {
  serial: Uint8Array
  issuer: Der
  notBefore: Date
  notAfter: Date
  subject: Der
  publicKey: KeyObject
  extensions: readonly Der[]
}

/** A signed certificate (RFC 5280 section 4.1) as PEM. */
export function signCertificate(content: CertificateContent, signer: KeyObject): string {
  const algorithm = signatureAlgorithm(signer)
  const identifier = algorithm.nullParameters
    ? sequence(oid(algorithm.oid), nullValue())
    : sequence(oid(algorithm.oid))
  const body = sequence(
    explicit(0, unsigned(Uint8Array.of(2))),
    unsigned(positiveSerial(content.serial)),
    identifier,
    content.issuer,
    sequence(time(content.notBefore), time(content.notAfter)),
    content.subject,
    parsed(content.publicKey.export({ type: 'spki', format: 'der' })),
    explicit(3, sequence(...content.extensions)),
  )
  const signature = sign(algorithm.hash, toBytes(body), signer)
  return toPem('CERTIFICATE', toBytes(sequence(body, identifier, bitString(signature))))
}

/** 128 bits with the highest clear, so that the number is positive and never longer, and not zero. */
function positiveSerial(random: Uint8Array): Uint8Array {
  const serial = Uint8Array.from(random)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  return serial
}

export function distinguishedName({ organization, commonName }: DistinguishedName): Der {
  const attribute = (type: string, text: string): Der => set(sequence(oid(type), utf8String(text)))
  const parts = [attribute(COMMON_NAME, [...commonName].slice(0, LONGEST_COMMON_NAME).join(''))]
  if (organization !== undefined) parts.unshift(attribute(ORGANIZATION, organization))
  return sequence(...parts)
}

/** The subject of a certificate, byte for byte, to stand as issuer in those it signs. */
export function subjectOf(certificate: X509Certificate): Der {
  const body = parsed(certificate.raw).value[0] as Der
  const fields = body.value as Der[]
  // version [0], serial, signature, issuer, validity, subject; version is absent in v1 certificates.
  return fields[fields[0]?.tagClass === 0x80 ? 5 : 4] as Der
}

export const readCertificate = (pem: string | Uint8Array): X509Certificate => new X509Certificate(pem)

/** Node 20 gives the dates as text only (`Nov 23 12:00:00 2026 GMT`). */
export const notBefore = (certificate: X509Certificate): Date => new Date(certificate.validFrom)
export const notAfter = (certificate: X509Certificate): Date => new Date(certificate.validTo)
