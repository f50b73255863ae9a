import { QdrantAuthError } from '../errors.ts'
import { MODE } from '../files/modes.ts'
import { type Authority, createAuthority } from './authority.ts'
import { unlockAuthority } from './authority-files.ts'
import { holdsAuthority } from './bundle.ts'
import type { NameConstraint } from './constraints.ts'
import type { Entropy } from './entropy.ts'
import { issueCertificate } from './issue.ts'
import { privateKeyPem } from './key-encoding.ts'
import type { KeyType } from './key-types.ts'
import type { CertificatePlan, PlannedCertificate } from './plan.ts'

/** How new certificates and a new CA are made. */
export interface MakeShape {
  keyType: KeyType
  days: number
  caDays: number
  caName: string
  permitted: readonly NameConstraint[]
  /** Of a CA key that is there; asked for only where that is encrypted. */
  passphrase(): Promise<string | undefined>
  /** A new CA key is encrypted with it. */
  newPassphrase: (() => Promise<string>) | undefined
}

export interface MakeContext {
  /** Relative paths of the files that are there. */
  present: ReadonlySet<string>
  text(path: string): Promise<string>
  now: Date
  entropy: Entropy
}

export type MadeFile = [path: string, content: string, mode: number]

const missingCertificates = (plan: CertificatePlan, present: ReadonlySet<string>): PlannedCertificate[] =>
  plan.certificates.filter(({ certificate, key, authority }) =>
    [certificate, key, authority].some((path) => !present.has(path)),
  )

/** Which files `makeMissing` would make. */
export function missingPaths(plan: CertificatePlan, present: ReadonlySet<string>): string[] {
  const missing = missingCertificates(plan, present)
  if (missing.length === 0) return []
  const authority = [plan.authorityCertificate, plan.authorityKey]
  return [
    ...(authority.some((path) => present.has(path)) ? [] : authority),
    ...missing.flatMap(({ certificate, key, authority }) => [
      certificate,
      key,
      ...(present.has(authority) ? [] : [authority]),
    ]),
  ]
}

/** The files of a plan that are missing; what is there stays. A new CA is made only where nothing of an old one is. */
export async function makeMissing(
  plan: CertificatePlan,
  shape: MakeShape,
  context: MakeContext,
): Promise<MadeFile[]> {
  const { present, now, entropy } = context
  const missing = missingCertificates(plan, present)
  if (missing.length === 0) return []
  const { authority, files } = await authorityFor(plan, shape, context)
  for (const { role, commonName, names, ...paths } of missing) {
    const leaf = { role, commonName, names, keyType: shape.keyType, days: shape.days }
    const issued = issueCertificate(leaf, authority, now, entropy)
    files.push(
      [paths.certificate, issued.certificatePem, MODE.public],
      [paths.key, issued.keyPem, MODE.secret],
    )
    if (present.has(paths.authority)) await requireTrust(paths.authority, authority, context)
    else files.push([paths.authority, authority.trustPem, MODE.public])
  }
  return files
}

/** A CA file that is there stays, with every CA that it trusts besides the one that signs. */
async function requireTrust(path: string, { certificate }: Authority, { text }: MakeContext): Promise<void> {
  if (holdsAuthority(await text(path), certificate)) return
  throw new QdrantAuthError('file-exists', `${path} is there and does not hold the CA that signs`, {
    hints: ['nothing was changed; move it away to have a new one made'],
  })
}

async function authorityFor(
  plan: CertificatePlan,
  shape: MakeShape,
  context: MakeContext,
): Promise<{ authority: Authority; files: MadeFile[] }> {
  const { present, text, now, entropy } = context
  const { authorityCertificate, authorityKey, certificates } = plan
  const [hasCertificate, hasKey] = [present.has(authorityCertificate), present.has(authorityKey)]
  if (hasCertificate && hasKey) {
    const [certificate, key] = [await text(authorityCertificate), await text(authorityKey)]
    return { authority: await unlockAuthority(certificate, key, now, shape.passphrase), files: [] }
  }
  if (hasCertificate || hasKey || certificates.some(({ certificate }) => present.has(certificate))) {
    const lacking = hasKey ? authorityCertificate : authorityKey
    throw new QdrantAuthError(
      'file-missing',
      `a certificate is missing, and ${lacking} to sign a new one is not here`,
      {
        hints: [
          `put ${lacking} back and run it again`,
          ...(hasCertificate || hasKey
            ? []
            : ['where no CA made here signed the certificates that are here, move them away first']),
        ],
      },
    )
  }
  const { caName: name, caDays: days, keyType, permitted } = shape
  const authority = createAuthority({ name, keyType, days, permitted }, now, entropy)
  return {
    authority,
    files: [
      [authorityCertificate, authority.certificatePem, MODE.public],
      [authorityKey, privateKeyPem(authority.privateKey, await shape.newPassphrase?.()), MODE.caKey],
    ],
  }
}
