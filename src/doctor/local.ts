import { resolve } from 'node:path'
import { certificatesOf } from '../certs/pem-file.ts'
import { diskOf, requireConfiguration } from '../config/directory.ts'
import { validate } from '../config/validate.ts'
import { nameFrom } from '../files/below.ts'
import { readRegularFile, requireDirectory, statIfPresent } from '../files/read.ts'
import type { EffectiveOptions } from '../qdrant/config/effective.ts'
import type { Authentication, Outcome } from '../qdrant/config/outcome.ts'
import type { Credential, LocalFacts } from './facts.ts'

const LIMIT = 1 << 20

/** What the files of a node say: `start` is how the server is started there. Reads; sends nothing. */
export async function localFacts(start: EffectiveOptions, cwd: string, now: Date): Promise<LocalFacts> {
  const { directory } = start
  requireDirectory(directory, 'name the directory that Qdrant is started in')
  const nameOf = (file: string) => nameFrom(cwd, resolve(directory, file))
  const disk = diskOf(directory)
  const request = { ...start, disk, complete: true, now, disabled: [], nameOf }
  const { config, findings } = await validate(request)
  requireConfiguration(config, directory)
  const [first, ...others] = config.outcomes
  const outcome = others.length === 0 ? first : undefined
  return {
    directory,
    outcome,
    findings,
    certificate: outcome && (await certificateFile(outcome, directory, nameOf)),
    authority: outcome && (await authorityFile(outcome, directory, nameOf)),
    credentials: outcome === undefined ? [] : credentialsOf(outcome.authentication),
  }
}

function credentialsOf({ apiKey, altApiKey, readOnlyApiKey }: Authentication): Credential[] {
  const keys = [
    { name: 'api_key', value: apiKey, expected: 'full' as const },
    { name: 'alt_api_key', value: altApiKey, expected: 'full' as const },
    { name: 'read_only_api_key', value: readOnlyApiKey, expected: 'read' as const },
  ]
  return keys.flatMap(({ name, value, expected }) => (value === undefined ? [] : [{ name, value, expected }]))
}

type NameOf = (file: string) => string

async function certificateFile({ values }: Outcome, directory: string, nameOf: NameOf) {
  const path = values.text('tls.cert')
  const bytes = path === undefined ? undefined : await contentOf(resolve(directory, path))
  const [leaf] = bytes === undefined ? [] : certificatesOf(bytes).certificates
  const modified = path === undefined ? undefined : statIfPresent(resolve(directory, path))?.mtime
  if (path === undefined || leaf === undefined || modified === undefined) return undefined
  return { file: nameOf(path), modified, leaf }
}

async function authorityFile({ values }: Outcome, directory: string, nameOf: NameOf) {
  const path = values.text('tls.ca_cert')
  const bytes = path === undefined ? undefined : await contentOf(resolve(directory, path))
  // Without a certificate it vouches for nobody.
  const isCa = bytes !== undefined && certificatesOf(bytes).certificates.length > 0
  return path !== undefined && isCa ? { file: nameOf(path), bytes } : undefined
}

/** What the server cannot read either is a finding about the config, made elsewhere. */
const contentOf = async (path: string): Promise<Buffer | undefined> => {
  try {
    return (await readRegularFile(path, LIMIT)).bytes
  } catch {
    return undefined
  }
}
