import type { X509Certificate } from 'node:crypto'
import { rmdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { MODE } from '../files/modes.ts'
import { readIfPresent, readRegularFile } from '../files/read.ts'
import { ownerOf, type PlannedFile } from '../files/target.ts'
import { dayOf } from '../rfc3339.ts'
import { type Authority, createAuthority } from './authority.ts'
import { type AuthorityFiles, openAuthority, openIfPresent } from './authority-files.ts'
import type { Entropy } from './entropy.ts'
import { type FoundCertificate, leafIn } from './found.ts'
import { privateKeyPem } from './key-encoding.ts'
import type { KeyType } from './key-types.ts'
import { certificatesOf } from './pem-file.ts'
import { renewCertificate } from './renew.ts'
import { pairReplacement } from './replace.ts'
import {
  currentPhase,
  type Member,
  membersToChange,
  type Phase,
  refusalsAmong,
  trustIn,
} from './rotate-ca.ts'
import type { CertificateFile } from './rule.ts'

export interface RotateCaRequest {
  files: AuthorityFiles
  found: readonly FoundCertificate[]
  /** Of the new CA. */
  keyType: KeyType
  caDays: number
  /** Of the certificates it signs; as long as before where it is not given. */
  days: number | undefined
  passphrase(): Promise<string>
  now: Date
  entropy: Entropy
}

/** The next phase as files to be put in place together. */
export interface RotationStep {
  phase: Phase
  /** There is no new CA yet. */
  begins: boolean
  files: PlannedFile[]
  /** Members whose files change. */
  members: string[]
  /** Removes what is of no use once the files are in place. */
  tidy(): void
}

type MemberFiles = Member & {
  leaf: X509Certificate
  files: Record<'certificate' | 'key' | 'authority', CertificateFile>
}

const LIMIT = 1 << 20

/** Where the CA to come and the one that was are kept, beside the CA in force. */
export const placesOf = ({ certificate, key }: AuthorityFiles) => ({
  next: {
    certificate: join(dirname(certificate), 'next', 'ca.pem'),
    key: join(dirname(key), 'next', 'ca-key.pem'),
  },
  previous: {
    certificate: join(dirname(certificate), 'previous', 'ca.pem'),
    key: join(dirname(key), 'previous', 'ca-key.pem'),
  },
})

/** What is to be done next. The phase is read off the files, so that a run which was interrupted just goes on. */
export async function nextStep(request: RotateCaRequest): Promise<RotationStep> {
  const { files, now } = request
  const old = await openAuthority(files, now, request.passphrase)
  const { next: place } = placesOf(files)
  // All of the last phase but its tidying.
  if (await holdsCertificate(place.certificate, old.authority.certificate)) {
    return { phase: 'drop', begins: false, files: [], members: [], tidy: () => tidy(files) }
  }
  const opened = await openIfPresent(place, now, request.passphrase)
  const found = 'authority' in opened ? opened.authority : undefined
  const next = found ?? newAuthority(old.authority.certificate, request)
  const authorities = { old: old.authority.certificate, new: next.certificate }
  const members = request.found.flatMap((one) => memberOf(one) ?? [])
  requirePeace(members, now, 'before anything is changed')
  const phase = found === undefined ? 'bundle' : (currentPhase(members, authorities) ?? 'drop')
  const changing = membersToChange(phase, members, authorities) as MemberFiles[]
  const changed = changing.map((member) => change(member, phase, authorities, next, request))
  // Restarts come one by one: at any time some have the old files and some the new ones.
  requirePeace([...members, ...changed.map(({ after }) => after)], now, 'in this phase')
  const step = { phase, begins: found === undefined, members: changing.map(({ name }) => name) }
  const own = changed.flatMap((one) => one.files)
  if (phase === 'bundle') {
    const passphrase = old.encrypted ? await request.passphrase() : undefined
    const made = found === undefined ? authorityFiles(placesOf(files).next, next, passphrase) : []
    return { ...step, files: [...made, ...own], tidy: () => {} }
  }
  if (phase === 'reissue') return { ...step, files: own, tidy: () => {} }
  return { ...step, files: [...own, ...(await swap(files))], tidy: () => tidy(files) }
}

async function holdsCertificate(path: string, certificate: X509Certificate): Promise<boolean> {
  const file = await readIfPresent(path, LIMIT)
  const [first] = file === undefined ? [] : certificatesOf(file.bytes).certificates
  return first?.raw.equals(certificate.raw) === true
}

/** The CA in force becomes the previous one, and the next one the one in force. */
async function swap(files: AuthorityFiles): Promise<PlannedFile[]> {
  const { next, previous } = placesOf(files)
  const content = async (path: string) => (await readRegularFile(path, LIMIT)).bytes
  return [
    { path: previous.certificate, content: await content(files.certificate), mode: MODE.public },
    { path: previous.key, content: await content(files.key), mode: MODE.caKey },
    { path: files.certificate, content: await content(next.certificate), mode: MODE.public },
    { path: files.key, content: await content(next.key), mode: MODE.caKey },
  ]
}

/** Removes what is ours, and the folders where nothing else is in them. */
function tidy(files: AuthorityFiles): void {
  const { next } = placesOf(files)
  // The certificate last: by it the next run sees what is left to tidy.
  for (const path of [next.key, next.certificate]) rmSync(path, { force: true })
  for (const path of new Set([dirname(next.certificate), dirname(next.key)])) {
    rmSync(join(path, '.qdrant-auth'), { recursive: true, force: true })
    try {
      rmdirSync(path)
    } catch {}
  }
}

function newAuthority(
  predecessor: X509Certificate,
  { keyType, caDays, now, entropy }: RotateCaRequest,
): Authority {
  // A name of its own: people and OpenSSL tell CAs apart by it.
  const name = `Qdrant CA ${dayOf(now)}`
  return createAuthority({ name, keyType, days: caDays, permitted: [], predecessor }, now, entropy)
}

const authorityFiles = (
  { certificate, key }: AuthorityFiles,
  authority: Authority,
  passphrase: string | undefined,
): PlannedFile[] => [
  { path: certificate, content: authority.certificatePem, mode: MODE.public },
  { path: key, content: privateKeyPem(authority.privateKey, passphrase), mode: MODE.caKey },
]

/** Undefined for CA files. A certificate without key or CA file beside it cannot take part, and must. */
function memberOf(found: FoundCertificate): MemberFiles | undefined {
  const { certificate, key, authority } = found
  const leaf = leafIn(found)
  if (leaf === undefined) return undefined
  if (found.unread !== undefined) throw found.unread
  if (key === undefined || authority === undefined) {
    const lacking = key === undefined ? 'key' : 'CA file'
    throw new QdrantAuthError('file-missing', `${certificate.file} has no ${lacking} beside it`, {
      hints: ['a CA is replaced with every certificate in its place; move away what is of no use'],
    })
  }
  return {
    name: certificate.file,
    certificatePem: text(certificate.bytes),
    trustPem: text(authority.bytes),
    leaf,
    files: { certificate, key, authority },
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

function change(
  member: MemberFiles,
  phase: Phase,
  authorities: Parameters<typeof trustIn>[2],
  next: Authority,
  { now, entropy, days }: RotateCaRequest,
): { after: Member; files: PlannedFile[] } {
  const { authority } = member.files
  if (phase !== 'reissue') {
    const trustPem = trustIn(phase, member, authorities)
    const owner = ownerOf(authority.file)
    return {
      after: { ...member, trustPem },
      files: [{ path: authority.file, content: trustPem, mode: MODE.public, owner }],
    }
  }
  const issued = renewCertificate(
    { certificate: member.leaf, ...(days !== undefined && { days }) },
    next,
    now,
    entropy,
  )
  return {
    after: { ...member, certificatePem: issued.certificatePem },
    files: pairReplacement(member.files, issued),
  }
}

function requirePeace(members: readonly Member[], now: Date, when: string): void {
  const [refusal] = refusalsAmong(members, now)
  if (refusal === undefined) return
  const { presents, trusts, error } = refusal
  throw new QdrantAuthError('not-accepted', `${when}, ${trusts} would refuse ${presents}: ${error}`, {
    hints: ['nothing was changed; qdrant-auth certs check says more'],
  })
}
