import type { X509Certificate } from 'node:crypto'
import type { Finding, Level, RuleWords } from '../finding.ts'
import type { Role } from './profiles.ts'
import type { Within } from './within.ts'

export interface CertificateFile {
  file: string
  bytes: Uint8Array
  /** Permission bits, where it came from a file. */
  mode?: number
}

/** What belongs together: a certificate, and what is known of its key and CA. Rules read no files. */
export interface CertificateSet {
  certificate: CertificateFile
  /** What could be read of it, in order; the first is the subject of the rules. */
  chain: readonly X509Certificate[]
  key: CertificateFile | undefined
  authority: CertificateFile | undefined
  /** What could be read of the CA file. */
  trusted: readonly X509Certificate[]
  /** What it is to be used as, where that was said. */
  purpose: Role | undefined
  /** Hosts it is to be reached by. */
  hosts: readonly string[]
  within: Within | undefined
  /** The kind of port that shows it, where it did not come from a file. */
  served: 'rest' | 'grpc' | undefined
  /** What such a port is compared with. */
  onDisk: readonly { file: string; certificate: X509Certificate }[]
  now: Date
}

/** Its id is `certs/words`. */
export interface Rule extends RuleWords {
  check(set: CertificateSet): Found[]
}

/** What a rule found; the rule's id and level are added by `judge`. */
export interface Found {
  message: string
  hint?: string
  level?: Level
  /** Where it is, when not in the certificate's file. */
  file?: string
}

/**
 * Whether the certificate is a CA's own, to be looked at as such. One with names in it is meant for a server, and
 * CA:TRUE is its fault (`openssl req -x509` makes such).
 */
export const isAuthority = ({ chain, purpose }: CertificateSet): boolean =>
  purpose === undefined && chain[0]?.ca === true && chain[0].subjectAltName === undefined

/** The certificate a server or client presents; undefined where there is none. */
export const leafOf = (set: CertificateSet): X509Certificate | undefined =>
  isAuthority(set) ? undefined : set.chain[0]

export function judge(rules: readonly Rule[], set: CertificateSet): Finding[] {
  return rules.flatMap(({ id, level, check }) =>
    check(set).map(({ message, hint, level: own, file = set.certificate.file }): Finding => {
      const location = { file, line: 1, column: 1, endLine: 1, endColumn: 1 }
      return { ruleId: id, level: own ?? level, message, ...(hint !== undefined && { hint }), location }
    }),
  )
}
