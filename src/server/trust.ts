import type { X509Certificate } from 'node:crypto'
import type { ReadNamed } from '../certs/found.ts'
import { CERTIFICATES_LIMIT, certificatesOf } from '../certs/pem-file.ts'
import { holdsKeyOf, isEncrypted, privateKeyIn } from '../certs/private-key.ts'
import type { CertificateFile } from '../certs/rule.ts'
import { QdrantAuthError } from '../errors.ts'
import { readRegularFile } from '../files/read.ts'
import type { Identity } from './rest.ts'

/** Absolute paths of what a connection is made with. */
export interface TrustFiles {
  /** Of the CA that the server's certificate is checked against. */
  authority: string | undefined
  /** What is shown to a server that demands a certificate. */
  identity: { certificate: string; key: string } | undefined
}

export interface Trust {
  authority: CertificateFile | undefined
  identity: Identity | undefined
}

/**
 * Reads them and refuses, before anything is asked, what a connection could not be made with. `nameOf` makes a path what
 * messages call it.
 */
export async function readTrustFiles(
  { authority, identity }: TrustFiles,
  nameOf = (path: string) => path,
  readNamed: ReadNamed = (path) => readRegularFile(path, CERTIFICATES_LIMIT),
): Promise<Trust> {
  const read = async (path: string): Promise<CertificateFile> => ({
    ...(await readNamed(path)),
    file: nameOf(path),
  })
  return {
    authority: authority === undefined ? undefined : requireAuthority(await read(authority)),
    identity: identity && (await identityOf(await read(identity.certificate), await read(identity.key))),
  }
}

/** A file of CAs. One without a certificate would make every server a stranger. */
export function requireAuthority(file: CertificateFile): CertificateFile {
  requireCertificates(file, 'give the CA in PEM, such as tls/cacert.pem')
  return file
}

async function identityOf(certificate: CertificateFile, key: CertificateFile): Promise<Identity> {
  const [leaf] = requireCertificates(
    certificate,
    privateKeyIn(certificate.bytes) === undefined
      ? 'the certificate is given in PEM, and its key in a file of its own'
      : 'it holds a key: were certificate and key mixed up?',
  )
  if (privateKeyIn(key.bytes) === undefined) throw noKey(key)
  if (!holdsKeyOf(key.bytes, leaf))
    throw unusable(`${key.file} is not the key of ${certificate.file}`, [
      `it belongs to the first certificate in it: see qdrant-auth certs show ${certificate.file}`,
    ])
  const identity = { certificate: textOf(certificate), key: textOf(key) }
  await requireTaken(identity, certificate.file)
  return identity
}

function requireCertificates({ file, bytes }: CertificateFile, hint: string): [X509Certificate] {
  const { certificates, unreadable } = certificatesOf(bytes)
  const [first] = certificates
  if (first !== undefined) return [first]
  throw unusable(
    unreadable > 0 ? `the certificate in ${file} cannot be read` : `${file} holds no certificate`,
    [hint],
  )
}

const noKey = (key: CertificateFile): QdrantAuthError =>
  isEncrypted(key.bytes)
    ? unusable(`the key in ${key.file} is encrypted`, [
        `take the passphrase off: openssl pkey -in ${key.file} -out key.pem`,
      ])
    : unusable(`${key.file} holds no private key`, ['the key is given in PEM'])

/** OpenSSL has demands of its own, such as for the length of a key. */
async function requireTaken({ certificate, key }: Identity, file: string): Promise<void> {
  const { createSecureContext } = await import('node:tls')
  try {
    createSecureContext({ cert: certificate, key })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
    throw unusable(`no connection can be made with ${file}: ${code}`, [
      'see qdrant-auth certs check, or make another: qdrant-auth certs issue client NAME',
    ])
  }
}

const textOf = ({ bytes }: CertificateFile): string => Buffer.from(bytes).toString('utf8')

const unusable = (message: string, hints: readonly string[]): QdrantAuthError =>
  new QdrantAuthError('bad-value', message, { hints })
