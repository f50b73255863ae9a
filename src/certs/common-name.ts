import type { X509Certificate } from 'node:crypto'
import { DerReader, type DerValue, TAG } from '../qdrant/tls/der.ts'
import { unlessRefused } from '../qdrant/tls/refusal.ts'

const SET = 0x31
const VERSION = 0xa0

/** Content of the OID 2.5.4.3. */
const COMMON_NAME = '550403'

/** BMPString, which some CAs on Windows write: two bytes a character. All other kinds are read as UTF-8. */
const BMP_STRING = 0x1e

/** The subject of a certificate; undefined where OpenSSL has read what is not strictly DER. */
export const subjectIn = ({ raw }: X509Certificate): DerValue | undefined =>
  unlessRefused(() => {
    const fields = new DerReader(raw).enter(TAG.sequence).enter(TAG.sequence)
    // Absent in version 1.
    if (fields.next === VERSION) fields.read()
    // Serial, algorithm, issuer, validity, then the subject.
    for (let skipped = 0; skipped < 4; skipped++) fields.read()
    return fields.read(TAG.sequence)
  })

/** The common name of a certificate as it was given; `X509Certificate.subject` has escapes in it. */
export function commonNameOf(certificate: X509Certificate): string | undefined {
  const subject = subjectIn(certificate)
  return subject && unlessRefused(() => commonNameIn(subject.content))
}

/** The first common name of a Name, given as the content of its SEQUENCE. */
export function commonNameIn(name: Buffer): string | undefined {
  const sets = new DerReader(name)
  while (!sets.atEnd) {
    const attributes = sets.enter(SET)
    while (!attributes.atEnd) {
      const attribute = attributes.enter(TAG.sequence)
      const id = attribute.read(TAG.oid).content.toString('hex')
      const { tag, content } = attribute.read()
      if (id !== COMMON_NAME) continue
      return tag === BMP_STRING && content.length % 2 === 0
        ? Buffer.from(content).swap16().toString('utf16le')
        : content.toString('utf8')
    }
  }
  return undefined
}
