import type { X509Certificate } from 'node:crypto'
import { octal } from '../files/modes.ts'
import type { Finding } from '../finding.ts'
import { canonicalAddress } from '../qdrant/tls/address.ts'
import { rfc3339 } from '../rfc3339.ts'
import { oneLine } from './certificate.ts'
import { notAfter, notBefore } from './dates.ts'
import { certificateKeyType } from './key-types.ts'
import { holdsKeyOf } from './private-key.ts'
import { CLIENT_AUTH, type Role, SERVER_AUTH } from './profiles.ts'
import { type CertificateFile, judge } from './rule.ts'
import { RULES } from './rules.ts'
import { roleOf } from './usages.ts'

/** A certificate as `certs show --json` has it (design contract 3.8). Times are RFC 3339, UTC. */
export interface CertificateRecord {
  file: string
  subject: string
  issuer: string
  /** Hexadecimal, as OpenSSL prints it. */
  serial: string
  notBefore: string
  notAfter: string
  /** Negative once it has expired. */
  secondsLeft: number
  keyType: string
  names: string[]
  usages: string[]
  role: Role | 'ca' | 'unknown'
  ca: boolean
  /** Thumbprint: lower-case hex without colons, as the .NET client takes it. */
  sha256: string
  key: { file: string; matches: boolean; mode: string } | null
  findings: Finding[]
}

/** `key` is the private key file beside the certificate; it belongs to the first certificate of a file only. */
export const describeCertificate = (
  certificate: X509Certificate,
  file: string,
  key: CertificateFile | undefined,
  now: Date,
): CertificateRecord => ({
  ...recordOf(certificate, file, key, now),
  findings: judge(RULES, {
    certificate: { file, bytes: Buffer.from(certificate.toString()) },
    chain: [certificate],
    key,
    authority: undefined,
    trusted: [],
    purpose: undefined,
    hosts: [],
    within: undefined,
    served: undefined,
    onDisk: [],
    now,
  }),
})

/** The same without a judgement on it. */
export const recordOf = (
  certificate: X509Certificate,
  file: string,
  key: CertificateFile | undefined,
  now: Date,
): Omit<CertificateRecord, 'findings'> => ({
  file,
  ...fieldsOf(certificate, now),
  key:
    key === undefined
      ? null
      : { file: key.file, matches: holdsKeyOf(key.bytes, certificate), mode: octal(key.mode ?? 0) },
})

/** What the certificate itself says, without a judgement on it. */
export function fieldsOf(
  certificate: X509Certificate,
  now: Date,
): Omit<CertificateRecord, 'file' | 'key' | 'findings'> {
  const ends = notAfter(certificate)
  const usages = certificate.keyUsage ?? []
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serial: certificate.serialNumber,
    notBefore: rfc3339(notBefore(certificate)),
    notAfter: rfc3339(ends),
    secondsLeft: Math.floor((ends.getTime() - now.getTime()) / 1000),
    keyType: certificateKeyType(certificate),
    names: namesOf(certificate),
    usages: usages.map((usage) => USAGE_WORDS[usage] ?? usage),
    role: certificate.ca ? 'ca' : (roleOf(certificate) ?? 'unknown'),
    ca: certificate.ca,
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

const USAGE_WORDS: Record<string, string> = { [SERVER_AUTH]: 'serverAuth', [CLIENT_AUTH]: 'clientAuth' }

/** Node prints `DNS:a, IP Address:1.2.3.4`, and quotes what could be taken for something else. */
function namesOf({ subjectAltName }: X509Certificate): string[] {
  const parts = subjectAltName?.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []
  return parts.map((part) => {
    const [, kind = '', value = ''] = /^(\w[\w ]*):(.*)$/s.exec(part.trim()) ?? []
    const name = value.replace(/^"(.*)"$/s, '$1')
    return kind === 'IP Address' ? canonicalAddress(name) : name
  })
}
