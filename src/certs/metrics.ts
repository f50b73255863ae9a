import { gauge } from '../prometheus.ts'
import type { CertificateRecord } from './describe.ts'

/** What Prometheus may watch of certificates. Times are Unix seconds. */
export function metricsOf(records: readonly CertificateRecord[]): string {
  const samples = (measure: (record: CertificateRecord) => number) =>
    records.map((record) => ({ labels: labelsOf(record), value: measure(record) }))
  return (
    gauge(
      'qdrant_auth_certificate_not_after_seconds',
      'When the certificate ends.',
      samples(({ notAfter }) => Date.parse(notAfter) / 1000),
    ) +
    gauge(
      'qdrant_auth_certificate_errors',
      'Findings of level error.',
      samples(({ findings }) => findings.filter(({ level }) => level === 'error').length),
    )
  )
}

const labelsOf = ({ file, subject, role, serial }: CertificateRecord) => ({ file, subject, role, serial })
