import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { isLax, octal } from '../files/modes.ts'
import type { Finding } from '../finding.ts'
import { notAfter, notBefore } from './certificate.ts'
import { describeKey, KEY_TYPES } from './key-types.ts'
import { canonicalAddress } from './names.ts'
import { CLIENT_AUTH, type Role, SERVER_AUTH } from './profiles.ts'

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

export interface KeyFile {
  file: string
  pem: string
  mode: number
}

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/** The certificates of a PEM file in order; blocks that cannot be read are counted, not thrown. */
export function certificatesOf(pem: string): { certificates: X509Certificate[]; unreadable: number } {
  const certificates: X509Certificate[] = []
  let unreadable = 0
  for (const [block] of pem.matchAll(BLOCK)) {
    try {
      certificates.push(new X509Certificate(block))
    } catch {
      unreadable++
    }
  }
  return { certificates, unreadable }
}

/** `key` is the private key file beside the certificate; it belongs to the first certificate of a file only. */
export function describeCertificate(
  certificate: X509Certificate,
  file: string,
  key: KeyFile | undefined,
  now: Date,
): CertificateRecord {
  const ends = notAfter(certificate)
  const usages = certificate.keyUsage ?? []
  const record: CertificateRecord = {
    file,
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serial: certificate.serialNumber,
    notBefore: rfc3339(notBefore(certificate)),
    notAfter: rfc3339(ends),
    secondsLeft: Math.floor((ends.getTime() - now.getTime()) / 1000),
    keyType: describeKey(certificate.publicKey),
    names: namesOf(certificate),
    usages: usages.map((usage) => USAGE_WORDS[usage] ?? usage),
    role: roleOf(certificate, usages),
    ca: certificate.ca,
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    key:
      key === undefined
        ? null
        : { file: key.file, matches: matches(certificate, key.pem), mode: octal(key.mode) },
    findings: [],
  }
  record.findings = findingsOf(record, certificate, key, now)
  return record
}

const USAGE_WORDS: Record<string, string> = { [SERVER_AUTH]: 'serverAuth', [CLIENT_AUTH]: 'clientAuth' }

/** Without any extended usage a certificate may be both ends (RFC 5280 section 4.2.1.12), as a node must. */
function roleOf(certificate: X509Certificate, usages: readonly string[]): CertificateRecord['role'] {
  if (certificate.ca) return 'ca'
  const [server, client] = [SERVER_AUTH, CLIENT_AUTH].map(
    (usage) => usages.length === 0 || usages.includes(usage),
  )
  if (server && client) return 'node'
  if (server) return 'server'
  return client ? 'client' : 'unknown'
}

/** Node prints `DNS:a, IP Address:1.2.3.4`, and quotes what could be taken for something else. */
function namesOf({ subjectAltName }: X509Certificate): string[] {
  const parts = subjectAltName?.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []
  return parts.map((part) => {
    const [, kind = '', value = ''] = /^(\w[\w ]*):(.*)$/s.exec(part.trim()) ?? []
    const name = value.replace(/^"(.*)"$/s, '$1')
    return kind === 'IP Address' ? canonicalAddress(name) : name
  })
}

function matches(certificate: X509Certificate, pem: string): boolean {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    return false
  }
  return certificate.checkPrivateKey(key)
}

/** A first set of checks: what keeps a server from starting or its callers from connecting. */
function findingsOf(
  record: CertificateRecord,
  certificate: X509Certificate,
  key: KeyFile | undefined,
  now: Date,
): Finding[] {
  const location = { file: record.file, line: 1, column: 1, endLine: 1, endColumn: 1 }
  const found: Finding[] = []
  const add = (
    ruleId: string,
    level: Finding['level'],
    message: string,
    hint: string,
    file = record.file,
  ): void => {
    found.push({ ruleId: `certs/${ruleId}`, level, message, hint, location: { ...location, file } })
  }
  const day = record.notAfter.slice(0, 10)
  if (record.secondsLeft < 0)
    add('expired', 'error', `it expired on ${day}`, 'issue a new one: qdrant-auth certs init')
  if (now < notBefore(certificate))
    add(
      'not-yet-valid',
      'error',
      `it is valid only from ${record.notBefore}`,
      'check the clock of this machine',
    )
  if (!record.ca && record.role !== 'client' && record.names.length === 0) {
    add(
      'no-names',
      'error',
      'it carries no subject alternative name',
      'clients compare names with nothing else: issue a new one',
    )
  }
  if (!(KEY_TYPES as readonly string[]).includes(record.keyType)) {
    add(
      'key-type',
      'error',
      `Qdrant does not take a key of type ${record.keyType}`,
      `use one of ${KEY_TYPES.join(', ')}`,
    )
  }
  if (key !== undefined && record.key?.matches === false) {
    add(
      'key-mismatch',
      'error',
      `the key in ${key.file} does not belong to it`,
      'on REST the server starts with such a pair, and every handshake fails',
    )
  }
  if (key !== undefined && isLax(key.mode)) {
    add(
      'key-mode',
      'warning',
      `others can read the key (${octal(key.mode)})`,
      `chmod 600 ${key.file}`,
      key.file,
    )
  }
  return found
}

const oneLine = (name: string): string => name.split('\n').join(', ')

/** Certificates carry whole seconds. */
const rfc3339 = (date: Date): string => date.toISOString().replace('.000Z', 'Z')
