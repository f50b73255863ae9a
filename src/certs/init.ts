import { resolve } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { nameFrom } from '../files/below.ts'
import { readIfPresent, statIfPresent } from '../files/read.ts'
import { checkTarget, type Owner, type PlannedFile } from '../files/target.ts'
import { laxKeyWarnings, noAuthority } from './authority-files.ts'
import { type MakeShape, makeMissing, missingPaths } from './make.ts'
import { warningsOf } from './names.ts'
import type { CertificatePlan, PlannedCertificate } from './plan.ts'
import { baseOf, changing, installAll, type Workplace } from './replace.ts'
import { faultsOfFiles } from './verify.ts'

/** Relative paths of the plan start from the directory. */
export interface CertsInitRequest extends Workplace {
  plan: CertificatePlan
  shape: MakeShape
  /** Of everything but the CA: the user that the server runs as. */
  owner: Owner | undefined
  /** Whether a CA may be made where there is none. */
  newAuthority: boolean
  dryRun: boolean
  now: Date
}

export interface MadeCertificates {
  files: { path: string; mode: number }[]
  warnings: string[]
}

const LIMIT = 1 << 20

/** Makes what is missing of the plan and answers which files those were; what is there must fit (exit 6 otherwise). */
export async function initCertificates(request: CertsInitRequest): Promise<MadeCertificates> {
  const { directory, dryRun, plan } = request
  const files = dryRun
    ? await (await missing(request)).make()
    : await changing(request, [resolve(directory, plan.authorityKey)], async () => {
        const { paths, make } = await missing(request)
        // A CA elsewhere comes first: with it and without the others, the next run makes those.
        return installAll(paths, make, request)
      })
  return {
    files: files.map(({ path, mode }) => ({ path: nameFrom(directory, path), mode })),
    warnings: warningsFor(request),
  }
}

/** What is not wrong, and may be one day. */
function warningsFor({ directory, plan }: CertsInitRequest): string[] {
  const key = resolve(directory, plan.authorityKey)
  const mode = (statIfPresent(key)?.mode ?? 0) & 0o777
  const names = plan.certificates.flatMap((one) => one.names.flatMap(warningsOf))
  return [...laxKeyWarnings(nameFrom(directory, key), mode), ...new Set(names)]
}

/** Absolute paths of the files that are missing, and how they are made. */
async function missing(
  request: CertsInitRequest,
): Promise<{ paths: string[]; make(): Promise<PlannedFile[]> }> {
  const { directory, plan, shape, now, entropy, owner, newAuthority } = request
  const authority = [plan.authorityCertificate, plan.authorityKey]
  const paths = [
    ...authority,
    ...plan.certificates.flatMap((one) => [one.certificate, one.key, one.authority]),
  ]
  const present = new Set<string>()
  for (const path of paths) {
    const full = resolve(directory, path)
    if (await checkTarget(full, baseOf(full, directory))) present.add(path)
  }
  const text = async (path: string) =>
    (await readIfPresent(resolve(directory, path), LIMIT))?.bytes.toString('latin1') ?? ''
  for (const planned of plan.certificates) {
    if ([planned.certificate, planned.key, planned.authority].every((path) => present.has(path)))
      await requireFit(planned, text, now)
    // The certificate for it may be on its way from a CA elsewhere.
    else if (present.has(planned.key) && !present.has(planned.certificate))
      throw inTheWay(`${planned.key} is there without its certificate`, 'it')
  }
  const lacking = authority.find((path) => !present.has(path))
  if (!newAuthority && lacking !== undefined) throw noAuthority(lacking)
  return {
    paths: missingPaths(plan, present).map((path) => resolve(directory, path)),
    make: async () =>
      (await makeMissing(plan, shape, { present, text, now, entropy })).map(([path, content, mode]) => ({
        path: resolve(directory, path),
        content,
        mode,
        ...(authority.includes(path) ? {} : { owner }),
      })),
  }
}

/** A certificate that is there and is not what the plan says is somebody's, and stays. */
async function requireFit(
  planned: PlannedCertificate,
  text: (path: string) => Promise<string>,
  now: Date,
): Promise<void> {
  const files = {
    certificate: await text(planned.certificate),
    key: await text(planned.key),
    authority: await text(planned.authority),
  }
  const faults = faultsOfFiles(files, planned, now)
  if (faults.length > 0)
    throw inTheWay(`${planned.certificate} is there, but ${faults.join(', and ')}`, 'it and its key')
}

const inTheWay = (message: string, what: string): QdrantAuthError =>
  new QdrantAuthError('file-exists', message, {
    hints: [`nothing was changed; move ${what} away to have new ones made`],
  })
