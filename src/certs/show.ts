import { type CertificateRecord, describeCertificate } from './describe.ts'
import { findCertificates, type ReadNamed } from './found.ts'
import { certificatesOf } from './pem-file.ts'

/** Every certificate in the files and, recursively, directories. A file that was named and holds none is an error. */
export async function showCertificates(
  paths: readonly string[],
  now: Date,
  readNamed?: ReadNamed,
): Promise<CertificateRecord[]> {
  return (await findCertificates(paths, 'refuse', readNamed)).flatMap(
    ({ certificate: { file, bytes }, key }) =>
      certificatesOf(bytes).certificates.map((certificate, index) =>
        describeCertificate(certificate, file, index === 0 ? key : undefined, now),
      ),
  )
}
