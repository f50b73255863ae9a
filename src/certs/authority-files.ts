import { QdrantAuthError } from '../errors.ts'
import { isLax, octal } from '../files/modes.ts'
import { type FileContent, readIfPresent } from '../files/read.ts'
import { type Authority, isEncrypted, loadAuthority } from './authority.ts'

/** Absolute paths of a CA. */
export interface AuthorityFiles {
  certificate: string
  key: string
}

const LIMIT = 1 << 20

/** A CA from its files, and what is to be said about them. The passphrase is asked for where the key is encrypted. */
export async function openAuthority(
  files: AuthorityFiles,
  now: Date,
  passphrase: () => Promise<string>,
): Promise<{ authority: Authority; warnings: string[] }> {
  const certificate = await required(files.certificate)
  const key = await required(files.key)
  const pem = key.bytes.toString('latin1')
  const authority = loadAuthority(
    certificate.bytes.toString('latin1'),
    pem,
    now,
    isEncrypted(pem) ? await passphrase() : undefined,
  )
  const warnings = isLax(key.mode) ? [`others can read the CA key ${files.key} (${octal(key.mode)})`] : []
  return { authority, warnings }
}

async function required(path: string): Promise<FileContent> {
  const content = await readIfPresent(path, LIMIT)
  if (content !== undefined) return content
  throw new QdrantAuthError('file-missing', `there is no CA: ${path} is missing`, {
    hints: ['make one with qdrant-auth certs init, or name it with --ca-cert and --ca-key'],
  })
}
