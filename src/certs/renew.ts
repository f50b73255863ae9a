import type { X509Certificate } from 'node:crypto'
import { QdrantAuthError } from '../errors.ts'
import { type Authority, readPrivateKey } from './authority.ts'
import { commonNameOf } from './common-name.ts'
import { notAfter, notBefore } from './dates.ts'
import { fieldsOf } from './describe.ts'
import type { Entropy } from './entropy.ts'
import { certifyKey, type Issued, issueCertificate, type LeafShape } from './issue.ts'
import { privateKeyPem } from './key-encoding.ts'
import { isServerKeyType } from './key-types.ts'
import { parseNames } from './names.ts'
import { BACKDATE_SECONDS, DAY } from './profiles.ts'
import { isDue, type Within } from './within.ts'

export interface RenewRequest {
  certificate: X509Certificate
  /** The key to keep; without it there is a new one. */
  keepKey?: string
  /** As long as the old one where it is not given, and then never beyond the CA. */
  days?: number
}

/** Whether a certificate should be renewed now; one that has expired always. */
export const isRenewalDue = (certificate: X509Certificate, within: Within, now: Date): boolean =>
  isDue({ notBefore: notBefore(certificate), notAfter: notAfter(certificate) }, within, now)

/** The same names, role, kind of key and life as the existing certificate, signed anew. */
export function renewCertificate(
  { certificate, keepKey, days }: RenewRequest,
  authority: Authority,
  now: Date,
  entropy: Entropy,
): Issued {
  const shape = shapeOf(certificate, days, authority, now)
  if (keepKey === undefined) return issueCertificate(shape, authority, now, entropy)
  const privateKey = readPrivateKey(keepKey)
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new QdrantAuthError('bad-value', 'the key to keep does not belong to the certificate')
  }
  const certificatePem = certifyKey({ ...shape, publicKey: certificate.publicKey }, authority, now, entropy)
  return { certificatePem, keyPem: privateKeyPem(privateKey) }
}

/** What a certificate was made as. `bad-value` for what this tool would not make: CAs, other usages, other keys. */
function shapeOf(
  certificate: X509Certificate,
  days: number | undefined,
  authority: Authority,
  now: Date,
): LeafShape {
  const { role, names, keyType } = fieldsOf(certificate, now)
  if (role === 'ca') throw refused('it is the certificate of a CA', 'replace it: qdrant-auth certs rotate-ca')
  if (role === 'unknown') throw refused('it is for neither server nor client')
  if (!isServerKeyType(keyType)) throw refused(`its key is of type ${keyType}, which Qdrant does not take`)
  const life = notAfter(certificate).getTime() - notBefore(certificate).getTime() - BACKDATE_SECONDS * 1000
  const left = Math.floor((notAfter(authority.certificate).getTime() - now.getTime()) / DAY)
  return {
    role,
    commonName: commonNameOf(certificate) || names[0] || role,
    names: parseNames(names),
    keyType,
    days: days ?? Math.max(1, Math.min(left, Math.round(life / DAY))),
  }
}

const refused = (
  reason: string,
  hint = 'make a new one: qdrant-auth certs issue ROLE NAME',
): QdrantAuthError =>
  new QdrantAuthError('bad-value', `the certificate cannot be renewed: ${reason}`, { hints: [hint] })
