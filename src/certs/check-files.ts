import type { Finding } from '../finding.ts'
import { type CheckRequest, checkCertificate } from './check.ts'
import { type CertificateRecord, recordOf } from './describe.ts'
import { type FoundCertificate, leafIn } from './found.ts'
import { certificatesOf } from './pem-file.ts'
import type { PortReport } from './ports.ts'
import type { Role } from './profiles.ts'
import type { CertificateFile, CertificateSet } from './rule.ts'
import type { Within } from './within.ts'

/** What certificates are held against. */
export interface Expected {
  within: Within
  purpose: Role | undefined
  hosts: readonly string[]
  now: Date
}

/** A file or a port; `record` describes its first certificate and is absent where none can be read. */
export interface Checked {
  file: string
  record: CertificateRecord | undefined
  ports: PortReport[]
  findings: Finding[]
  /** How a port talked. */
  served?: { protocol: string; cipher: string }
}

/** Several files, each finding told once: nodes share their CA file. */
export function checkFiles(found: readonly FoundCertificate[], expected: Expected): Checked[] {
  const told = new Set<string>()
  return found.map(({ certificate, key, authority }) =>
    checked({ certificate, ...(key && { key }), ...(authority && { authority }), ...given(expected) }, told),
  )
}

/** What a port shows, against what lies on the disk. */
export function checkServed(
  shown: { url: string; kind: 'rest' | 'grpc'; host: string; pem: string },
  authority: CertificateFile | undefined,
  onDisk: CertificateSet['onDisk'],
  expected: Expected,
): Checked {
  const request = {
    certificate: { file: shown.url, bytes: Buffer.from(shown.pem) },
    ...(authority && { authority }),
    ...given(expected),
    hosts: [shown.host, ...expected.hosts],
    served: shown.kind,
    onDisk,
  }
  return checked(request, new Set())
}

/** Certificates that a server may show: those with a key beside them, the CAs left out. */
export const presentable = (found: readonly FoundCertificate[]): CertificateSet['onDisk'] =>
  found.flatMap((one) => {
    const leaf = leafIn(one)
    return leaf === undefined || one.key === undefined
      ? []
      : [{ file: one.certificate.file, certificate: leaf }]
  })

const given = ({ purpose, hosts, within, now }: Expected) => ({
  ...(purpose !== undefined && { purpose }),
  hosts,
  within,
  now,
})

function checked(request: CheckRequest, told: Set<string>): Checked {
  const { file, ports, findings } = checkCertificate(request)
  const [leaf] = certificatesOf(request.certificate.bytes).certificates
  const own = findings.filter((finding) => {
    const what = JSON.stringify([finding.ruleId, finding.message, finding.location])
    return !told.has(what) && told.add(what)
  })
  const record =
    leaf === undefined ? undefined : { ...recordOf(leaf, file, request.key, request.now), findings: own }
  return { file, record, ports, findings: own }
}
