import type { X509Certificate } from 'node:crypto'
import { type Dirent, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { readIfPresent, readRegularFile, statIfPresent } from '../files/read.ts'
import { CERTIFICATES_LIMIT, certificatesOf } from './pem-file.ts'
import type { CertificateFile } from './rule.ts'

/** Reads a file that was named. Without a mode it is a pipe or stdin, and nothing lies beside it. */
export type ReadNamed = (path: string) => Promise<{ bytes: Buffer; mode?: number }>

/** Names a key goes by beside its certificate. */
const KEY_OF: readonly [RegExp, string][] = [
  [/^cert\.pem$/, 'key.pem'],
  [/^tls\.crt$/, 'tls.key'],
  [/^(.+)\.crt$/, '$1.key'],
  [/^(.+)-cert\.pem$/, '$1-key.pem'],
  [/^(.+)\.pem$/, '$1-key.pem'],
]

/** Names a CA file goes by beside the certificates of a node. */
export const AUTHORITIES: readonly string[] = ['cacert.pem', 'ca.pem', 'ca.crt']

/** Names that only a file with certificates has. */
const CERTIFICATES = ['cert.pem', 'tls.crt', ...AUTHORITIES]

/** A file of certificates, with the key and the CA file that lie beside it. */
export interface FoundCertificate {
  certificate: CertificateFile
  key: CertificateFile | undefined
  authority: CertificateFile | undefined
  /** Why one of these two that is there could not be read. */
  unread: QdrantAuthError | undefined
}

/**
 * Every file with certificates among the paths and, recursively, in directories. A file that should hold some and holds none
 * is `file-malformed`, or with `broken: 'keep'` one of those found; a directory without any is `file-missing`.
 */
export async function findCertificates(
  paths: readonly string[],
  broken: 'refuse' | 'keep' = 'refuse',
  readNamed: ReadNamed = (path) => readRegularFile(path, CERTIFICATES_LIMIT),
): Promise<FoundCertificate[]> {
  const found: FoundCertificate[] = []
  for (const path of paths) {
    const isDirectory = statIfPresent(path)?.isDirectory() === true
    const before = found.length
    for (const file of isDirectory ? certificateFilesBelow(path) : [path]) {
      const content = isDirectory ? await readRegularFile(file, CERTIFICATES_LIMIT) : await readNamed(file)
      const reason = faultOf(content.bytes)
      const isMeant = !isDirectory || (broken === 'keep' && CERTIFICATES.includes(basename(file)))
      if (reason !== undefined && !isMeant) continue
      if (reason !== undefined && broken === 'refuse')
        throw new QdrantAuthError('file-malformed', `cannot use ${file}: ${reason}`)
      const isAlone = content.mode === undefined
      const key = await firstThere(isAlone ? [] : keyNames(file))
      const authority = await firstThere(isAlone ? [] : authorityNames(file))
      found.push({
        certificate: { file, ...content },
        key: key.file,
        authority: authority.file,
        unread: key.unread ?? authority.unread,
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
  const named = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(({ name }) =>
    /\.(pem|crt|cer)$/.test(name),
  )
  const pathOf = ({ name, parentPath }: Dirent): string => join(parentPath, name)
  const files = named.filter((entry) => entry.isFile()).map(pathOf)
  const links = named.filter((entry) => entry.isSymbolicLink()).map(pathOf)
  return [...files, ...leadingElsewhere(links, files)].filter(couldHoldSome).sort()
}

/** Links to none of the files (certbot lays only such): left out, a certificate would end without a word. */
function leadingElsewhere(links: readonly string[], files: readonly string[]): string[] {
  if (links.length === 0) return []
  const found = new Set(files.map((file) => realpathSync(file)))
  return links.filter((link) => statIfPresent(link) !== undefined && !found.has(realpathSync(link)))
}

/** Nobody's certificate is larger than that; what else lies in a directory is no business of ours. */
function couldHoldSome(path: string): boolean {
  const stat = statIfPresent(path)
  return stat?.isFile() === true && stat.size <= CERTIFICATES_LIMIT
}

/** Where the key of a certificate file can be, by its name. */
const keyNames = (file: string): string[] =>
  KEY_OF.filter(([pattern]) => pattern.test(basename(file))).map(([pattern, replacement]) =>
    join(dirname(file), basename(file).replace(pattern, replacement)),
  )

const authorityNames = (file: string): string[] =>
  AUTHORITIES.includes(basename(file)) ? [] : AUTHORITIES.map((name) => join(dirname(file), name))

async function firstThere(
  paths: readonly string[],
): Promise<{ file?: CertificateFile; unread?: QdrantAuthError }> {
  let unread: QdrantAuthError | undefined
  for (const path of paths) {
    try {
      const content = await readIfPresent(path, CERTIFICATES_LIMIT)
      if (content !== undefined) return { file: { file: path, ...content } }
    } catch (error) {
      if (!(error instanceof QdrantAuthError)) throw error
      unread ??= error
    }
  }
  return unread === undefined ? {} : { unread }
}
