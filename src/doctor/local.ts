import { resolve } from 'node:path'
import { certificatesOf } from '../certs/pem-file.ts'
import { diskOf, requireConfiguration, requireServerDirectory } from '../config/directory.ts'
import { validateNodes } from '../config/validate.ts'
import { nameFrom } from '../files/below.ts'
import { readRegularFile, statIfPresent } from '../files/read.ts'
import { clusterNodes, pathOfNode } from '../init/node-files.ts'
import type { EffectiveOptions } from '../qdrant/config/effective.ts'
import type { Authentication } from '../qdrant/config/outcome.ts'
import type { Credential, LocalFacts } from './facts.ts'

const LIMIT = 1 << 20

/** Whose files are read: those of a node of the inventory, or of whoever is started in the directory. */
export interface LocalRequest {
  /** Absolute. */
  directory: string
  /** Of the inventory; one of a cluster that `init` made has files of its own in the directory of all. */
  name: string
  /** How the server is started there, as one node of a cluster. */
  startAs(node: string | undefined): EffectiveOptions
  cwd: string
  now: Date
}

/** What the files of a node say. Reads; sends nothing. */
export async function localFacts({ directory, name, startAs, cwd, now }: LocalRequest): Promise<LocalFacts> {
  requireServerDirectory(directory)
  const cluster = await clusterNodes(directory)
  const nodes = cluster.includes(name) ? [name] : cluster
  const all = startAs(undefined).files
  const own = (path: string) => pathOfNode(all, nodes[0], path)
  const nameOf = (file: string) => nameFrom(cwd, resolve(directory, file))
  const disk = diskOf(directory)
  const { config, findings } = await validateNodes(nodes, (node) => ({
    ...startAs(node),
    disk,
    complete: true,
    now,
    disabled: [],
    nameOf,
  }))
  requireConfiguration(config, directory)
  const [first, ...others] = config.outcomes
  const outcome = others.length === 0 ? first : undefined
  const pathOf = (setting: string) => {
    const path = outcome?.values.text(setting)
    return path === undefined ? undefined : own(path)
  }
  return {
    directory,
    others: nodes.slice(1),
    outcome,
    findings,
    certificate: await certificateFile(pathOf('tls.cert'), directory, nameOf),
    authority: await authorityFile(pathOf('tls.ca_cert'), directory, nameOf),
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

async function certificateFile(path: string | undefined, directory: string, nameOf: NameOf) {
  const bytes = path === undefined ? undefined : await contentOf(resolve(directory, path))
  const [leaf] = bytes === undefined ? [] : certificatesOf(bytes).certificates
  const modified = path === undefined ? undefined : statIfPresent(resolve(directory, path))?.mtime
  if (path === undefined || leaf === undefined || modified === undefined) return undefined
  return { file: nameOf(path), modified, leaf }
}

async function authorityFile(path: string | undefined, directory: string, nameOf: NameOf) {
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
