import type { X509Certificate } from 'node:crypto'
import { certificatesOf } from './pem-file.ts'

/** A CA file of several: each certificate once, in the order given. Clients that show one CA only show the first. */
export function bundlePem(...files: readonly string[]): string {
  const pems = files.flatMap((file) => certificatesOf(file).certificates.map(String))
  return [...new Set(pems)].join('')
}

/** The CA file without one of them. */
export const withoutAuthority = (file: string, authority: X509Certificate): string =>
  certificatesOf(file)
    .certificates.filter(({ raw }) => !raw.equals(authority.raw))
    .map(String)
    .join('')

export const holdsAuthority = (file: string, authority: X509Certificate): boolean =>
  certificatesOf(file).certificates.some(({ raw }) => raw.equals(authority.raw))
