import type { CertificateRecord } from './describe.ts'

/** Prometheus text format 0.0.4, for the textfile collector of the node exporter. Times are Unix seconds. */
export function metricsOf(records: readonly CertificateRecord[]): string {
  const gauge = (name: string, help: string, value: (record: CertificateRecord) => number): string =>
    `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${records
      .map((record) => `${name}{${labelsOf(record)}} ${value(record)}\n`)
      .join('')}`
  return (
    gauge(
      'qdrant_auth_certificate_not_after_seconds',
      'When the certificate ends.',
      ({ notAfter }) => Date.parse(notAfter) / 1000,
    ) +
    gauge(
      'qdrant_auth_certificate_errors',
      'Findings of level error.',
      ({ findings }) => findings.filter(({ level }) => level === 'error').length,
    )
  )
}

function labelsOf({ file, subject, role, serial }: CertificateRecord): string {
  const escaped = (text: string) =>
    text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
  return Object.entries({ file, subject, role, serial })
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')
}
