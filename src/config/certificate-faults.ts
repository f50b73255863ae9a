import type { X509Certificate } from 'node:crypto'
import { notAfter, notBefore } from '../certs/dates.ts'
import { certificatesOf } from '../certs/pem-file.ts'
import { servesAs } from '../certs/usages.ts'
import type { Level } from '../finding.ts'
import { errnoText, type ServerFiles } from '../qdrant/config/server-files.ts'
import { loadRest } from '../qdrant/tls/ports.ts'
import { dayOf } from '../rfc3339.ts'
import type { Subject } from './subject.ts'

/** Something wrong with a file that `tls` names. `path` is the setting. */
export interface CertificateFault {
  readonly kind: 'missing' | 'mismatch' | 'time' | 'usage'
  readonly path: string
  readonly message: string
  readonly hint?: string
  /** Where it is less than an error. */
  readonly level?: Level
}

interface Read {
  readonly path: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** What is wrong with the files, read as the server reads them; TLS is on somewhere. */
export function certificateFaults(subject: Subject, files: ServerFiles, now: Date): CertificateFault[] {
  const faults: CertificateFault[] = []
  const open = (path: string): Read | undefined => {
    const name = subject.text(path)
    if (name === undefined) return undefined
    const bytes = files.read(name)
    if (typeof bytes !== 'string') return { path, name, bytes }
    const why = bytes === 'not-read' ? 'it is far too large' : errnoText(bytes).replace(/ \(os error.*/, '')
    faults.push({
      kind: 'missing',
      path,
      message: `${path} names ${name}, which the server cannot read: ${why}`,
      hint: 'paths start from the directory the server is started in',
    })
    return undefined
  }
  const [certificate, key] = [open('tls.cert'), open('tls.key')]
  const authority = subject.checksCertificates ? open('tls.ca_cert') : undefined
  if (certificate !== undefined && key !== undefined)
    faults.push(...pairFaults(subject, certificate, key, now))
  if (authority !== undefined) faults.push(...authorityFaults(authority, now))
  return faults
}

function pairFaults(subject: Subject, certificate: Read, key: Read, now: Date): CertificateFault[] {
  const [leaf] = certificatesOf(certificate.bytes).certificates
  if (leaf === undefined) return []
  const faults: CertificateFault[] = timeFault('tls.cert', leaf, now)
  // A key that REST cannot read is not another certificate's: then the server does not start, and says why.
  const verdict = loadRest({ certificate: certificate.bytes, key: key.bytes })
  if (verdict.loads && !verdict.serves)
    faults.push({
      kind: 'mismatch',
      path: 'tls.key',
      message: 'tls.key is not the key of tls.cert',
      hint: 'put the key beside its own certificate',
    })
  const usage = usageFault(subject, leaf)
  if (usage !== undefined)
    faults.push({
      kind: 'usage',
      path: 'tls.cert',
      message: usage,
      hint: 'make one with qdrant-auth certs init',
    })
  return faults
}

function usageFault(subject: Subject, leaf: X509Certificate): string | undefined {
  if (leaf.ca) return 'tls.cert is the certificate of a CA, which nodes and Rust clients refuse from a server'
  if (!servesAs(leaf, 'server')) return 'tls.cert is not for servers (serverAuth)'
  return subject.hasNodeTls && !servesAs(leaf, 'client')
    ? 'tls.cert is not for clients (clientAuth), and a node is a client of the others'
    : undefined
}

function authorityFaults(authority: Read, now: Date): CertificateFault[] {
  const { certificates } = certificatesOf(authority.bytes)
  // The server takes what an old CA signed; clients of other libraries, which have the same file, may not.
  return certificates
    .flatMap((certificate) => timeFault('tls.ca_cert', certificate, now))
    .map((fault) => ({ ...fault, level: 'warning' }))
}

function timeFault(path: string, certificate: X509Certificate, now: Date): CertificateFault[] {
  const [from, to] = [notBefore(certificate), notAfter(certificate)]
  if (now > to) return [{ kind: 'time', path, message: `${path} expired on ${dayOf(to)}`, hint: 'renew it' }]
  return now < from
    ? [
        {
          kind: 'time',
          path,
          message: `${path} is not valid before ${dayOf(from)}`,
          hint: 'look at the clock',
        },
      ]
    : []
}
