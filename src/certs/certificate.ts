import { type KeyObject, sign, X509Certificate } from 'node:crypto'
import { QdrantAuthError } from '../errors.ts'
import { subjectIn } from './common-name.ts'
import {
  bitString,
  type Der,
  explicit,
  nullValue,
  oid,
  placed,
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
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Buffer
  extensions: readonly Der[]
}

/** A signed certificate (RFC 5280 section 4.1) as PEM. */
export const signCertificate = (content: CertificateContent, signer: KeyObject): string =>
  signed('CERTIFICATE', signer, (algorithm) =>
    sequence(
      explicit(0, unsigned(Uint8Array.of(2))),
      unsigned(positiveSerial(content.serial)),
      algorithm,
      content.issuer,
      sequence(time(content.notBefore), time(content.notAfter)),
      content.subject,
      placed(content.publicKey),
      explicit(3, sequence(...content.extensions)),
    ),
  )

/** A body with the signature over it: the form that certificates and requests share (RFC 5280, RFC 2986). */
export function signed(label: string, signer: KeyObject, body: (algorithm: Der) => Der): string {
  const { oid: id, nullParameters, hash } = signatureAlgorithm(signer)
  const algorithm = nullParameters ? sequence(oid(id), nullValue()) : sequence(oid(id))
  const content = body(algorithm)
  const signature = sign(hash, toBytes(content), signer)
  return toPem(label, toBytes(sequence(content, algorithm, bitString(signature))))
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
  const subject = subjectIn(certificate)
  if (subject !== undefined) return placed(subject.raw)
  throw new QdrantAuthError(
    'bad-value',
    'the CA certificate is not strict DER, so its subject cannot be copied',
  )
}

export const readCertificate = (pem: string | Uint8Array): X509Certificate => new X509Certificate(pem)

/** A subject or issuer in one line; nothing where it is empty (cert-manager makes such), for which Node has undefined. */
export const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ')

/** What a person knows a certificate by. */
export const subjectLine = ({ subject }: X509Certificate): string => oneLine(subject) || '(no subject)'

/** Certificates carry whole seconds; what is compared with their dates must too. */
export const wholeSeconds = (milliseconds: number): Date => new Date(Math.floor(milliseconds / 1000) * 1000)
