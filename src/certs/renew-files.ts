import type { X509Certificate } from 'node:crypto'
import { basename } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import type { PlannedFile } from '../files/target.ts'
import { rfc3339 } from '../rfc3339.ts'
import type { Authority } from './authority.ts'
import { notAfter } from './dates.ts'
import type { Entropy } from './entropy.ts'
import { AUTHORITIES, type FoundCertificate, leafIn } from './found.ts'
import { certificatesOf } from './pem-file.ts'
import { isRenewalDue, renewCertificate } from './renew.ts'
import { pairReplacement } from './replace.ts'
import { faultsOf } from './verify.ts'
import type { Within } from './within.ts'

export interface RenewFilesRequest {
  found: readonly FoundCertificate[]
  /** Renews only what is due; undefined renews all. */
  within: Within | undefined
  keepKey: boolean
  days: number | undefined
  /** Opened only where something is to be signed. */
  authority(): Promise<Authority>
  now: Date
  entropy: Entropy
}

export interface Renewal {
  file: string
  state: 'renewed' | 'not due'
  /** RFC 3339; of the new certificate where there is one. */
  notAfter: string
}

/** What renewing makes of the certificates that have a key beside them. CAs are passed over: they are not renewed but replaced. */
export async function renewFiles(
  request: RenewFilesRequest,
): Promise<{ renewals: Renewal[]; files: PlannedFile[] }> {
  const { found, within, now } = request
  const leaves = found.flatMap((one) => {
    const leaf = leafIn(one)
    // To pass over a key that cannot be read would let its certificate end.
    if (leaf !== undefined && one.unread !== undefined) throw one.unread
    return leaf === undefined || one.key === undefined ? [] : [{ ...one, key: one.key, leaf }]
  })
  if (leaves.length === 0) {
    const own = found.find(isOwnAuthority)
    if (own !== undefined)
      throw new QdrantAuthError(
        'bad-value',
        `${own.certificate.file} has signed itself: there is no CA that could sign it anew`,
        { hints: ['move it and its key away, and make a CA and a new one: qdrant-auth certs init'] },
      )
    throw new QdrantAuthError('file-missing', 'there is no certificate with its key beside it to renew', {
      hints: ['name the certificate, such as tls/cert.pem, or its directory'],
    })
  }
  const renewals: Renewal[] = []
  const files: PlannedFile[] = []
  for (const one of leaves) {
    const { file } = one.certificate
    if (within !== undefined && !isRenewalDue(one.leaf, within, now)) {
      renewals.push({ file, state: 'not due', notAfter: rfc3339(notAfter(one.leaf)) })
      continue
    }
    const made = await renewed(one, request)
    renewals.push({ file, state: 'renewed', notAfter: rfc3339(notAfter(made.certificate)) })
    files.push(...made.files)
  }
  return { renewals, files }
}

/** What `openssl req -x509` makes: a server's certificate that is its own CA. */
function isOwnAuthority({ certificate: { file, bytes }, key }: FoundCertificate): boolean {
  const [first] = certificatesOf(bytes).certificates
  return key !== undefined && first?.issuer === first?.subject && !AUTHORITIES.includes(basename(file))
}

type Leaf = FoundCertificate & { key: NonNullable<FoundCertificate['key']>; leaf: X509Certificate }

async function renewed(
  { certificate, key, authority: trust, leaf }: Leaf,
  { keepKey, days, authority: open, now, entropy }: RenewFilesRequest,
): Promise<{ certificate: X509Certificate; files: PlannedFile[] }> {
  const authority = await open()
  const kept = keepKey ? { keepKey: Buffer.from(key.bytes).toString('latin1') } : {}
  const wish = { certificate: leaf, ...kept, ...(days !== undefined && { days }) }
  const issued = attempt(certificate.file, () => renewCertificate(wish, authority, now, entropy))
  const [made, ...intermediates] = certificatesOf(issued.certificatePem).certificates
  if (made === undefined) throw new TypeError('a certificate that was made cannot be read')
  const trusted = trust === undefined ? [] : certificatesOf(trust.bytes).certificates
  // Whoever trusts only the CA file beside it would refuse what another CA signed.
  const faults =
    trusted.length === 0
      ? []
      : faultsOf(made, {
          trusted,
          intermediates,
          names: [],
          usages: leaf.keyUsage ?? [],
          now,
        })
  if (faults.length > 0) {
    throw new QdrantAuthError(
      'bad-value',
      `${certificate.file} cannot be renewed with this CA: to ${trust?.file} ${faults.join(', and ')}`,
      { hints: ['replace the CA everywhere first: qdrant-auth certs rotate-ca', 'nothing was changed'] },
    )
  }
  return { certificate: made, files: pairReplacement({ certificate, key }, issued) }
}

/** Says which file it is about. */
function attempt<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof QdrantAuthError)) throw error
    throw new QdrantAuthError(error.code, `${file}: ${error.message}`, { hints: error.hints })
  }
}
