import type { X509Certificate } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { readIfPresent, readRegularFile, statIfPresent } from '../files/read.ts'
import { certificatesOf } from './pem-file.ts'
import type { CertificateFile } from './rule.ts'

const LIMIT = 1 << 20

/** Names a key goes by beside its certificate. */
const KEY_OF: readonly [RegExp, string][] = [
  [/^cert\.pem$/, 'key.pem'],
  [/^tls\.crt$/, 'tls.key'],
  [/^(.+)\.crt$/, '$1.key'],
  [/^(.+)-cert\.pem$/, '$1-key.pem'],
  [/^(.+)\.pem$/, '$1-key.pem'],
]

/** Names a CA file goes by beside the certificates of a node. */
const AUTHORITIES = ['cacert.pem', 'ca.pem', 'ca.crt']

/** Names that only a file with certificates has. */
const CERTIFICATES = ['cert.pem', 'tls.crt', ...AUTHORITIES]

/** A file of certificates, with the key and the CA file that lie beside it. */
export interface FoundCertificate {
  certificate: CertificateFile
  key: CertificateFile | undefined
  authority: CertificateFile | undefined
}

/**
 * Every file with certificates among the paths and, recursively, in directories. A file that should hold some and holds none
 * is `file-malformed`, or with `broken: 'keep'` one of those found; a directory without any is `file-missing`.
 */
export async function findCertificates(
  paths: readonly string[],
  broken: 'refuse' | 'keep' = 'refuse',
): Promise<FoundCertificate[]> {
  const found: FoundCertificate[] = []
  for (const path of paths) {
    const isDirectory = statIfPresent(path)?.isDirectory() === true
    const before = found.length
    for (const file of isDirectory ? certificateFilesBelow(path) : [path]) {
      // Nobody's certificate is that large; what else lies in a directory is no business of ours.
      if (isDirectory && (statIfPresent(file)?.size ?? 0) > LIMIT) continue
      const content = await readRegularFile(file, LIMIT)
      const reason = faultOf(content.bytes)
      const isMeant = !isDirectory || (broken === 'keep' && CERTIFICATES.includes(basename(file)))
      if (reason !== undefined && !isMeant) continue
      if (reason !== undefined && broken === 'refuse')
        throw new QdrantAuthError('file-malformed', `cannot use ${file}: ${reason}`)
      found.push({
        certificate: { file, ...content },
        key: await keyBeside(file),
        authority: await authorityBeside(file),
      })
    }
    if (isDirectory && found.length === before)
      throw new QdrantAuthError('file-missing', `${path} holds no certificates (.pem, .crt, .cer)`)
  }
  return found
}

/** What a server or client presents; undefined for the file of a CA, or of nothing that can be read. */
export function leafIn({ certificate }: FoundCertificate): X509Certificate | undefined {
  const [leaf] = certificatesOf(certificate.bytes).certificates
  return leaf?.ca === false ? leaf : undefined
}

/** Their certificate files alone. */
export const certificateFiles = async (paths: readonly string[]): Promise<string[]> =>
  (await findCertificates(paths)).map(({ certificate }) => certificate.file)

function faultOf(bytes: Buffer): string | undefined {
  const { certificates, unreadable } = certificatesOf(bytes)
  if (certificates.length > 0) return undefined
  return unreadable > 0 ? 'its certificate cannot be read' : 'it holds no PEM certificate'
}

function certificateFilesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(pem|crt|cer)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** The key file that belongs to a certificate file by its name. */
async function keyBeside(file: string): Promise<CertificateFile | undefined> {
  for (const [pattern, replacement] of KEY_OF) {
    if (!pattern.test(basename(file))) continue
    const path = join(dirname(file), basename(file).replace(pattern, replacement))
    const content = await readIfPresent(path, LIMIT).catch(() => undefined)
    if (content !== undefined) return { file: path, ...content }
  }
  return undefined
}

async function authorityBeside(file: string): Promise<CertificateFile | undefined> {
  if (AUTHORITIES.includes(basename(file))) return undefined
  for (const name of AUTHORITIES) {
    const path = join(dirname(file), name)
    const content = await readIfPresent(path, LIMIT).catch(() => undefined)
    if (content !== undefined) return { file: path, ...content }
  }
  return undefined
}
