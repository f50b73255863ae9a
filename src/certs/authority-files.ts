import { QdrantAuthError } from '../errors.ts'
import { isLax, octal } from '../files/modes.ts'
import { readIfPresent } from '../files/read.ts'
import { type Authority, loadAuthority } from './authority.ts'
import { isEncrypted } from './private-key.ts'

/** Absolute paths of a CA. */
export interface AuthorityFiles {
  certificate: string
  key: string
}

export interface OpenedAuthority {
  authority: Authority
  /** Its key is, and so is to be the key of the one after it. */
  encrypted: boolean
  /** What is to be said about the files. */
  warnings: string[]
}

const LIMIT = 1 << 20

/** A CA from its files; `file-missing` where one of them is not there. */
export async function openAuthority(
  files: AuthorityFiles,
  now: Date,
  passphrase: () => Promise<string>,
): Promise<OpenedAuthority> {
  const opened = await openIfPresent(files, now, passphrase)
  if ('authority' in opened) return opened
  throw noAuthority(opened.missing)
}

/** The same, or which of its files is missing. */
export async function openIfPresent(
  files: AuthorityFiles,
  now: Date,
  passphrase: () => Promise<string>,
): Promise<OpenedAuthority | { missing: string }> {
  const certificate = await readIfPresent(files.certificate, LIMIT)
  if (certificate === undefined) return { missing: files.certificate }
  const key = await readIfPresent(files.key, LIMIT)
  if (key === undefined) return { missing: files.key }
  const keyPem = key.bytes.toString('latin1')
  return {
    authority: await unlockAuthority(certificate.bytes.toString('latin1'), keyPem, now, passphrase),
    encrypted: isEncrypted(keyPem),
    warnings: laxKeyWarnings(files.key, key.mode),
  }
}

/** The passphrase is asked for where the key is encrypted, and nowhere else. */
export const unlockAuthority = async (
  certificatePem: string,
  keyPem: string,
  now: Date,
  passphrase: () => Promise<string | undefined>,
): Promise<Authority> =>
  loadAuthority(certificatePem, keyPem, now, isEncrypted(keyPem) ? await passphrase() : undefined)

export const laxKeyWarnings = (name: string, mode: number): string[] =>
  isLax(mode) ? [`others can read the CA key ${name} (${octal(mode)})`] : []

export const noAuthority = (missing: string): QdrantAuthError =>
  new QdrantAuthError('file-missing', `there is no CA: ${missing} is missing`, {
    hints: ['make one with qdrant-auth certs init, or name it with --ca-cert and --ca-key'],
  })
