import { resolve } from 'node:path'
import { notAfter } from '../certs/certificate.ts'
import { certificatesOf } from '../certs/pem-file.ts'
import { holdsKeyOf } from '../certs/private-key.ts'
import { QdrantAuthError } from '../errors.ts'
import { readIfPresent } from '../files/read.ts'
import type { Finding } from '../finding.ts'
import { dayOf } from '../rfc3339.ts'
import type { ConfigFile } from './load.ts'
import { contextOf, judge, type RuleContext } from './rule.ts'
import { RULES } from './rules.ts'

/**
 * Everything the rules say about these files as one configuration. Certificate paths start from `directory`,
 * the server's working directory; without one they are not looked at.
 */
export async function validateConfig(
  files: readonly ConfigFile[],
  directory: string | undefined,
  now: Date,
): Promise<Finding[]> {
  const plain = contextOf(files, [])
  const usesTls = plain.flag('service.enable_tls') || plain.flag('cluster.p2p.enable_tls')
  const faults = directory === undefined || !usesTls ? [] : await certificateFaults(plain, directory, now)
  return judge(RULES, contextOf(files, faults))
}

const DEFAULTS = {
  'tls.cert': './tls/cert.pem',
  'tls.key': './tls/key.pem',
  'tls.ca_cert': './tls/cacert.pem',
}

/** Far above any certificate bundle. */
const LIMIT = 1 << 20

type Faults = { path: string; message: string }[]

async function certificateFaults(
  { text, value, flag }: RuleContext,
  directory: string,
  now: Date,
): Promise<Faults> {
  const faults: Faults = []
  const read = async (path: keyof typeof DEFAULTS): Promise<string | undefined> => {
    const name = text(path) ?? DEFAULTS[path]
    const file = await readIfPresent(resolve(directory, name), LIMIT).catch((error: unknown) => {
      if (error instanceof QdrantAuthError) return error
      throw error
    })
    if (file === undefined) faults.push({ path, message: `${path} names ${name}, and there is no such file` })
    else if (file instanceof QdrantAuthError) faults.push({ path, message: file.message })
    else return file.bytes.toString('utf8')
    return undefined
  }
  const [certificate, key] = [await read('tls.cert'), await read('tls.key')]
  if (certificate !== undefined && key !== undefined) faults.push(...pairFaults(certificate, key, now))
  const needsAuthority = flag('service.verify_https_client_certificate') || flag('cluster.p2p.enable_tls')
  const isNull = value('tls.ca_cert')?.value === null
  if (isNull && needsAuthority)
    faults.push({ path: 'tls.ca_cert', message: 'tls.ca_cert is null, but certificates are to be checked' })
  else if (!isNull && (needsAuthority || value('tls.ca_cert') !== undefined)) {
    const authority = await read('tls.ca_cert')
    if (authority !== undefined && certificatesOf(authority).certificates.length === 0) {
      faults.push({ path: 'tls.ca_cert', message: 'tls.ca_cert holds no certificate' })
    }
  }
  return faults
}

function pairFaults(certificatePem: string, keyPem: string, now: Date): Faults {
  const [leaf] = certificatesOf(certificatePem).certificates
  if (leaf === undefined) return [{ path: 'tls.cert', message: 'tls.cert holds no certificate' }]
  const faults: Faults = []
  if (leaf.ca)
    faults.push({
      path: 'tls.cert',
      message: 'tls.cert is the certificate of a CA, which nobody accepts from a server',
    })
  if (now > notAfter(leaf))
    faults.push({
      path: 'tls.cert',
      message: `tls.cert expired on ${dayOf(notAfter(leaf))}`,
    })
  if (/ENCRYPTED/.test(keyPem))
    faults.push({ path: 'tls.key', message: 'tls.key is encrypted, and Qdrant reads no encrypted key' })
  else if (!holdsKeyOf(Buffer.from(keyPem), leaf))
    faults.push({ path: 'tls.key', message: 'tls.key does not belong to tls.cert' })
  return faults
}
