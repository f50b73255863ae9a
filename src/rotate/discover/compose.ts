import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isQdrantImage } from '../../config/manifest.ts'
import { parseYaml } from '../../config/yaml-list.ts'
import { QdrantAuthError } from '../../errors.ts'
import { statIfPresent } from '../../files/read.ts'
import { parseServerUrl } from '../../server/rest.ts'
import { type Plain, plain } from '../foreign.ts'
import { type Inventory, type InventoryNode, isNodeName } from '../inventory.ts'
import { readAlone } from '../settings.ts'
import type { Form } from './form.ts'

/** Files of the image that may hold keys, the one that wins first. */
const CONFIGS = ['local.yaml', 'production.yaml', 'config.yaml'].map((name) => `/qdrant/config/${name}`)

const REST_PORT = 6333
const GRPC_PORT = 6334

/**
 * The services with Qdrant of a compose file: their published ports, the file on this machine that is mounted over a config
 * file of the image, and `docker compose restart` as the restart.
 */
export function composeInventory(text: string, path: string, { url, ...trust }: Form): Inventory {
  const document = plain(parseYaml(text))
  const services = Object.entries(plain(document.services)).filter(([, service]) =>
    isQdrantImage(String(plain(service).image ?? '')),
  )
  if (services.length === 0)
    throw new QdrantAuthError('bad-value', `${path} has no service with an image of Qdrant`, {
      hints: ['write an inventory: qdrant-auth.yaml'],
    })
  const nodes = services.map(([name, service]) => serviceNode(name, plain(service), document, path, url))
  return { ...trust, nodes }
}

function serviceNode(
  name: string,
  service: Plain,
  document: Plain,
  path: string,
  url: string | undefined,
): InventoryNode {
  if (!isNodeName(name))
    throw new QdrantAuthError('bad-value', `${JSON.stringify(name)} is no name that compose takes`, {
      hints: ['letters, digits, dots, dashes and underscores'],
    })
  const variables = variablesOf(service.environment)
  const given = [...variables.keys()].find((variable) =>
    /^QDRANT__SERVICE__(ALT_|READ_ONLY_)?API_KEY$/i.test(variable),
  )
  if (given !== undefined)
    throw new QdrantAuthError('bad-value', `the service ${name} has its key from the variable ${given}`, {
      hints: [
        'a variable changes only when the container is made anew: put the keys into a file that is mounted as /qdrant/config/local.yaml',
      ],
    })
  const mounts = mountsOf(service, document, dirname(path))
  const keys = CONFIGS.map((target) => sourceOf(target, mounts)).find((source) => source !== undefined)
  if (keys === undefined)
    throw new QdrantAuthError('bad-value', `the service ${name} mounts no config file`, {
      hints: ['mount one as /qdrant/config/local.yaml: qdrant-auth emit compose'],
    })
  const ports = portsOf(service.ports)
  const rest = ports.get(REST_PORT)
  if (rest === undefined && url === undefined)
    throw new QdrantAuthError('bad-value', `the service ${name} publishes no port ${REST_PORT}`, {
      hints: ['publish it on 127.0.0.1, or say how it is reached: --url'],
    })
  // Docker makes a directory in the place of a file that is missing.
  if (statIfPresent(keys)?.isFile() !== true)
    throw new QdrantAuthError('file-missing', `the service ${name} mounts ${keys}, which is no file`)
  const scheme = usesTls(variables, mounts) ? 'https' : 'http'
  const at = (address: string) => parseServerUrl(`${scheme}://${address}`)
  const grpc = ports.get(GRPC_PORT)
  return {
    name,
    url: rest === undefined ? parseServerUrl((url ?? '').replaceAll('{host}', name)) : at(rest),
    // A port that is not published cannot be asked from here.
    grpc: grpc === undefined ? null : at(grpc),
    p2p: undefined,
    directory: undefined,
    holder: { kind: 'file', path: keys },
    restart: ['docker', 'compose', '-f', path, 'restart', name],
  }
}

interface Mount {
  source: string
  target: string
}

/** Volumes, secrets and configs that are files or directories of this machine. */
function mountsOf(service: Plain, document: Plain, base: string): Mount[] {
  const volumes = list(service.volumes).flatMap((volume): Mount[] => {
    if (typeof volume !== 'string') {
      const { source, target } = plain(volume)
      return typeof source === 'string' && typeof target === 'string' ? [{ source, target }] : []
    }
    const [source = '', target] = volume.split(':')
    return target !== undefined && /^[./~]/.test(source) ? [{ source, target }] : []
  })
  const files = (['secrets', 'configs'] as const).flatMap((kind) =>
    list(service[kind]).flatMap((entry): Mount[] => {
      const { source, target } =
        typeof entry === 'string' ? { source: entry, target: undefined } : plain(entry)
      const { file } = plain(plain(document[kind])[String(source)])
      const usual = kind === 'secrets' ? `/run/secrets/${source}` : `/${source}`
      return typeof file === 'string' ? [{ source: file, target: String(target ?? usual) }] : []
    }),
  )
  return [...volumes, ...files].map(({ source, target }) => ({ source: resolve(base, source), target }))
}

/** What a path of the container is on this machine; undefined where it is the image's own, or not there. */
function sourceOf(target: string, mounts: readonly Mount[]): string | undefined {
  const file = mounts.find((mount) => mount.target === target)?.source
  const folder = mounts.find((mount) => mount.target.replace(/\/$/, '') === dirname(target))?.source
  const inFolder = folder === undefined ? undefined : join(folder, target.slice(dirname(target).length + 1))
  return file ?? (inFolder !== undefined && existsSync(inFolder) ? inFolder : undefined)
}

function usesTls(variables: ReadonlyMap<string, string>, mounts: readonly Mount[]): boolean {
  const variable = [...variables].find(([name]) => name.toUpperCase() === 'QDRANT__SERVICE__ENABLE_TLS')?.[1]
  if (variable !== undefined) return /^(1|true|on|yes)$/i.test(variable)
  const sources = CONFIGS.flatMap((target) => sourceOf(target, mounts) ?? [])
  return sources.some(
    (source) =>
      statIfPresent(source)?.isFile() === true &&
      readAlone(readFileSync(source, 'utf8')).outcomes[0].values.flag('service.enable_tls'),
  )
}

function variablesOf(environment: unknown): Map<string, string> {
  const pairs = Array.isArray(environment)
    ? environment.map((entry) => String(entry).split(/=(.*)/s))
    : Object.entries(plain(environment))
  return new Map(pairs.map(([name = '', value]) => [name, String(value ?? '')]))
}

/** Port of the container → `host:port` on this machine. */
function portsOf(ports: unknown): Map<number, string> {
  const found = new Map<number, string>()
  for (const port of list(ports)) {
    const { host, published, target } =
      typeof port === 'object' && port !== null
        ? { host: plain(port).host_ip, published: plain(port).published, target: plain(port).target }
        : (/^(?:(?<host>[\d.]+|\[[\da-f:]+\]):)?(?<published>\d+):(?<target>\d+)(?:\/tcp)?$/.exec(
            String(port),
          )?.groups ?? {})
    if (published === undefined) continue
    const address = host === undefined || host === '0.0.0.0' ? '127.0.0.1' : String(host)
    found.set(Number(target), `${address}:${published}`)
  }
  return found
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
