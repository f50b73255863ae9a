import { fieldsOf } from '../certs/describe.ts'
import { certificatesOf } from '../certs/pem-file.ts'
import { readIfPresent } from '../files/read.ts'
import { addressBytes } from '../qdrant/tls/address.ts'
import { coversHost } from '../qdrant/tls/names.ts'

const LIMIT = 1 << 20

/** The names of the first certificate of a file, none where it cannot be read. */
async function leafOf(file: string | undefined) {
  const content = file === undefined ? undefined : await readIfPresent(file, LIMIT).catch(() => undefined)
  return content === undefined ? undefined : certificatesOf(content.bytes).certificates[0]
}

/**
 * The name that a caller at `host` can check the certificate by. A DNS name where there is one: nginx and haproxy do not look
 * for addresses in a certificate.
 */
export async function serverNameOf(file: string | undefined, host: string, now: Date): Promise<string> {
  const leaf = await leafOf(file)
  if (leaf === undefined) return host
  const { names } = fieldsOf(leaf, now)
  const known = [host, 'localhost'].find((name) => !isAddress(name) && coversHost(leaf.raw, name))
  return known ?? names.find((name) => !isAddress(name) && !name.startsWith('*')) ?? names[0] ?? host
}

const isAddress = (name: string): boolean => addressBytes(name) !== undefined

/** The first name of a certificate that is not this machine's own. */
export async function publicNameOf(file: string | undefined, now: Date): Promise<string | undefined> {
  const leaf = await leafOf(file)
  return leaf === undefined
    ? undefined
    : fieldsOf(leaf, now).names.find(
        (name) => name.includes('.') && !isAddress(name) && !name.startsWith('*'),
      )
}
