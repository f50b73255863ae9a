import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { describeCertificate } from '../../src/certs/describe.ts'
import { metricsOf } from '../../src/certs/metrics.ts'
import { makeLeaf } from './fixture.ts'

test('metrics as Prometheus reads them', () => {
  const certificate = new X509Certificate(makeLeaf().certificatePem)
  const now = new Date('2028-01-01T00:00:00Z')
  const subject = 'CN=a "b" \\c'
  const record = { ...describeCertificate(certificate, 'tls/cert.pem', undefined, now), subject }
  const labels = `{file="tls/cert.pem",subject="CN=a \\"b\\" \\\\c",role="node",serial="4102030405060708090A0B0C0D0E0F10"}`
  expect(
    metricsOf([record]),
  ).toBe(`# HELP qdrant_auth_certificate_not_after_seconds When the certificate ends.
# TYPE qdrant_auth_certificate_not_after_seconds gauge
qdrant_auth_certificate_not_after_seconds${labels} 1826971200
# HELP qdrant_auth_certificate_errors Findings of level error.
# TYPE qdrant_auth_certificate_errors gauge
qdrant_auth_certificate_errors${labels} 1
`)
})
