import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { readIfPresent, readRegularFile, statIfPresent } from '../files/read.ts'
import { type CertificateRecord, describeCertificate, type KeyFile } from './describe.ts'
import { certificatesOf } from './pem-file.ts'

const LIMIT = 1 << 20

/** Names a key goes by beside its certificate. */
const KEY_OF: readonly [RegExp, string][] = [
  [/^cert\.pem$/, 'key.pem'],
  [/^tls\.crt$/, 'tls.key'],
  [/^(.+)\.crt$/, '$1.key'],
  [/^(.+)-cert\.pem$/, '$1-key.pem'],
  [/^(.+)\.pem$/, '$1-key.pem'],
]

/** Every certificate in the files and, recursively, directories. A file that was named and holds none is an error. */
export async function showCertificates(paths: readonly string[], now: Date): Promise<CertificateRecord[]> {
  const records: CertificateRecord[] = []
  for (const path of paths) {
    const isDirectory = statIfPresent(path)?.isDirectory() === true
    const files = isDirectory ? certificateFilesBelow(path) : [path]
    for (const file of files) records.push(...(await recordsOf(file, now, !isDirectory)))
  }
  return records
}

function certificateFilesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(pem|crt|cer)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

async function recordsOf(file: string, now: Date, required: boolean): Promise<CertificateRecord[]> {
  const { bytes } = await readRegularFile(file, LIMIT)
  const { certificates, unreadable } = certificatesOf(bytes.toString('latin1'))
  if (required && certificates.length === 0) {
    const reason = unreadable > 0 ? 'its certificate cannot be read' : 'it holds no PEM certificate'
    throw new QdrantAuthError('file-malformed', `cannot show ${file}: ${reason}`)
  }
  const key = await keyBeside(file)
  return certificates.map((certificate, index) =>
    describeCertificate(certificate, file, index === 0 ? key : undefined, now),
  )
}

async function keyBeside(file: string): Promise<KeyFile | undefined> {
  const name = file.slice(dirname(file).length + 1)
  for (const [pattern, replacement] of KEY_OF) {
    if (!pattern.test(name)) continue
    const path = join(dirname(file), name.replace(pattern, replacement))
    const content = await readIfPresent(path, LIMIT).catch(() => undefined)
    if (content !== undefined)
      return { file: path, pem: content.bytes.toString('latin1'), mode: content.mode }
  }
  return undefined
}
