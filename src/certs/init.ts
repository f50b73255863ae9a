import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { installSet, recover } from '../files/install.ts'
import { type Processes, withLock } from '../files/lock.ts'
import { MODE } from '../files/modes.ts'
import { readIfPresent } from '../files/read.ts'
import { checkTarget } from '../files/target.ts'
import { newTag } from '../files/write.ts'
import { readPrivateKey } from './authority.ts'
import type { Entropy } from './entropy.ts'
import { type MadeFile, type MakeShape, makeMissing } from './make.ts'
import { nameText } from './names.ts'
import { certificatesOf } from './pem-file.ts'
import type { CertificatePlan, PlannedCertificate } from './plan.ts'
import { USAGES } from './profiles.ts'
import { faultsOf } from './verify.ts'

export interface CertsInitRequest {
  /** Absolute path; files go to `ca/` and `tls/` in it. */
  directory: string
  plan: CertificatePlan
  shape: MakeShape
  dryRun: boolean
  now: Date
  entropy: Entropy
  processes: Processes
  signal: AbortSignal
}

const LIMIT = 1 << 20

/** Makes what is missing of the plan and answers which files those were; what is there must fit (exit 6 otherwise). */
export async function initCertificates(request: CertsInitRequest): Promise<{ path: string; mode: number }[]> {
  const { directory, dryRun, processes, entropy, signal } = request
  if (dryRun) return (await missing(request)).map(([path, , mode]) => ({ path, mode }))
  return withLock(directory, processes, async () => {
    await recover(directory)
    const files = await missing(request)
    if (files.length > 0) {
      const planned = files.map(([path, content, mode]) => ({ path: join(directory, path), content, mode }))
      await installSet(planned, {
        base: directory,
        // Every folder below holds a key.
        directories: new Map(),
        defaultDirectoryMode: MODE.secretDirectory,
        tag: newTag(entropy.bytes),
        signal,
      })
    }
    return files.map(([path, , mode]) => ({ path, mode }))
  })
}

async function missing({ directory, plan, shape, now, entropy }: CertsInitRequest): Promise<MadeFile[]> {
  const paths = [
    plan.authorityCertificate,
    plan.authorityKey,
    ...plan.certificates.flatMap((one) => [one.certificate, one.key, one.authority]),
  ]
  const present = new Set<string>()
  for (const path of paths) if (await checkTarget(join(directory, path), directory)) present.add(path)
  const text = async (path: string) =>
    (await readIfPresent(join(directory, path), LIMIT))?.bytes.toString('utf8') ?? ''
  for (const planned of plan.certificates) {
    if ([planned.certificate, planned.key, planned.authority].every((path) => present.has(path)))
      await requireFit(planned, text, now)
  }
  return makeMissing(plan, shape, { present, text, now, entropy })
}

/** A certificate that is there and is not what the plan says is somebody's, and stays. */
async function requireFit(
  planned: PlannedCertificate,
  text: (path: string) => Promise<string>,
  now: Date,
): Promise<void> {
  const [certificate, ...intermediates] = certificatesOf(await text(planned.certificate)).certificates
  const trusted = certificatesOf(await text(planned.authority)).certificates
  const [authority] = trusted
  const faults =
    certificate === undefined || authority === undefined
      ? ['it or the CA beside it cannot be read']
      : faultsOf(certificate, {
          authority,
          trusted,
          intermediates,
          privateKey: readPrivateKey(await text(planned.key)),
          names: planned.names.map(nameText),
          usages: USAGES[planned.role],
          now,
        })
  if (faults.length === 0) return
  throw new QdrantAuthError('file-exists', `${planned.certificate} is there, but ${faults.join(', and ')}`, {
    hints: ['nothing was changed; move it and its key away to have new ones made'],
  })
}
