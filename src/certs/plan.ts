import { posix } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { LAYOUTS, type Layout } from './layouts.ts'
import { LOCALHOST, parseNames, type SubjectName } from './names.ts'
import type { Role } from './profiles.ts'

/** A node or client to be given a certificate. */
export interface Subject {
  name: string
  names: readonly string[]
}

/** One certificate to be made and where it goes. Paths are relative, with slashes. */
export interface PlannedCertificate {
  role: Role
  commonName: string
  names: SubjectName[]
  certificate: string
  key: string
  /** Where the CA certificate is put beside it. */
  authority: string
}

export interface CertificatePlan {
  authorityCertificate: string
  authorityKey: string
  certificates: PlannedCertificate[]
}

export interface CertificateWish {
  nodes: readonly Subject[]
  clients: readonly string[]
  /** Adds localhost, 127.0.0.1 and ::1 to every node. */
  localhost: boolean
  layout?: Layout | undefined
  /** Where the CA is or is to be; `ca/` where it is not given. */
  authority?: { certificate: string; key: string }
}

/** One more certificate of a CA that is there. `folder` is where its files go. */
export function planOne(
  role: Role,
  { name, names }: Subject,
  wish: Pick<CertificateWish, 'layout'> & { folder: string; authority: { certificate: string; key: string } },
): CertificatePlan {
  requireFolderNames([name])
  return {
    authorityCertificate: wish.authority.certificate,
    authorityKey: wish.authority.key,
    certificates: [
      planned(role, wish.layout ?? 'qdrant', wish.folder, name, role === 'client' ? names : [name, ...names]),
    ],
  }
}

/** Where the files of one certificate go when nobody says. */
export const folderOf = (role: Role, name: string): string =>
  role === 'client' ? `tls/clients/${name}` : `tls/${name}`

/**
 * The files of a set of certificates. One node gets `tls/cert.pem`, `tls/key.pem` and `tls/cacert.pem`, the server's own
 * defaults; several get a folder each, to be mounted as `tls`. Another layout has other names for the same files. The
 * CA key is apart from all of them: no node needs it.
 */
export function planCertificates(wish: CertificateWish): CertificatePlan {
  const { nodes, clients, localhost, layout = 'qdrant' } = wish
  const authority = wish.authority ?? { certificate: 'ca/ca.pem', key: 'ca/ca-key.pem' }
  requireFolderNames([...nodes.map(({ name }) => name), ...clients])
  const single = nodes.length === 1
  return {
    authorityCertificate: authority.certificate,
    authorityKey: authority.key,
    certificates: [
      ...nodes.map(({ name, names }) =>
        planned('node', layout, single ? 'tls' : folderOf('node', name), name, [
          name,
          ...names,
          ...(localhost ? LOCALHOST : []),
        ]),
      ),
      ...clients.map((name) => planned('client', layout, folderOf('client', name), name, [])),
    ],
  }
}

function planned(
  role: Role,
  layout: Layout,
  folder: string,
  name: string,
  names: readonly string[],
): PlannedCertificate {
  const files = LAYOUTS[layout]
  return {
    role,
    commonName: name,
    names: parseNames(names),
    certificate: posix.join(folder, files.certificate),
    key: posix.join(folder, files.key),
    authority: posix.join(folder, files.authority),
  }
}

/** Names become folders, so they must be harmless as such, and each is given once. */
export function requireFolderNames(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name) || name.toLowerCase() === 'clients') {
      throw new QdrantAuthError('bad-value', `${JSON.stringify(name)} cannot name a node or client`, {
        hints: ['use letters, digits, dots, dashes and underscores'],
      })
    }
    // Some file systems take capitals and small letters for the same.
    const folder = name.toLowerCase()
    if (seen.has(folder)) throw new QdrantAuthError('bad-value', `${name} is named twice`)
    seen.add(folder)
  }
}
