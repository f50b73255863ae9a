import type { Finding } from '../finding.ts'
import { certificatesOf } from './pem-file.ts'
import { type PortReport, portReports } from './ports.ts'
import type { Role } from './profiles.ts'
import { type CertificateFile, type CertificateSet, isAuthority, judge } from './rule.ts'
import { RULES } from './rules.ts'
import type { Within } from './within.ts'

export interface CheckRequest {
  certificate: CertificateFile
  key?: CertificateFile
  authority?: CertificateFile
  purpose?: Role
  hosts?: readonly string[]
  within?: Within
  served?: 'rest' | 'grpc'
  onDisk?: CertificateSet['onDisk']
  now: Date
}

export interface CheckReport {
  file: string
  findings: Finding[]
  /** Empty for the certificate of a CA, which no port presents, and for what a port shows, of which there is no key. */
  ports: PortReport[]
}

/** Looks at a certificate, its key and its CA file as the server and its clients will. */
export function checkCertificate(request: CheckRequest): CheckReport {
  const set = setFrom(request)
  return {
    file: request.certificate.file,
    findings: judge(RULES, set),
    ports: set.chain.length === 0 || isAuthority(set) || set.served !== undefined ? [] : portReports(set),
  }
}

const setFrom = ({
  certificate,
  key,
  authority,
  purpose,
  hosts = [],
  within,
  served,
  onDisk = [],
  now,
}: CheckRequest): CertificateSet => ({
  certificate,
  chain: certificatesOf(certificate.bytes).certificates,
  key,
  authority,
  trusted: authority === undefined ? [] : certificatesOf(authority.bytes).certificates,
  purpose,
  hosts,
  within,
  served,
  onDisk,
  now,
})
