import { parseAllDocuments } from 'yaml'
import { QdrantAuthError } from '../errors.ts'
import type { Variable } from '../qdrant/config/environment.ts'
import { requireShallow } from './yaml-depth.ts'
import { plainValue } from './yaml-list.ts'

/** The environment of a container in a compose file, a Kubernetes manifest or the values of a Helm chart. */
export interface ManifestEnvironment {
  variables: Variable[]
  /** Variables whose value stands somewhere else: a secret, a field, `${VAR}`. They are left out. */
  unknown: string[]
}

interface Container {
  name: string
  image: string
  environment: unknown
  /** Other names it has on its network. */
  hostNames: string[]
}

/**
 * Variables of the one container that runs Qdrant, or of the one that is named. Throws `file-malformed` where the text is
 * no manifest, `bad-value` where it is open which container is meant.
 */
export function manifestEnvironment(text: string, name: string | undefined): ManifestEnvironment {
  const containers = allContainers(text)
  const meant = containers.filter((one) => (name === undefined ? isQdrant(one) : one.name === name))
  const [found, ...others] = meant
  if (found !== undefined && others.length === 0) return environmentOf(found.environment)
  const names = containers.map((one) => one.name).join(', ')
  throw new QdrantAuthError(
    'bad-value',
    found === undefined
      ? `the manifest has no container ${name ?? 'with Qdrant'}`
      : 'the manifest has several containers with Qdrant',
    { hints: [names === '' ? 'it has no containers at all' : `--service NAME; there are: ${names}`] },
  )
}

/** The services with Qdrant and the names they are reached by. Throws as `manifestEnvironment` does. */
export function qdrantServices(text: string): { name: string; names: string[] }[] {
  const found = allContainers(text).filter(isQdrant)
  if (found.length > 0) return found.map(({ name, hostNames }) => ({ name, names: hostNames }))
  throw new QdrantAuthError('bad-value', 'the manifest has no service with Qdrant', {
    hints: ['give the nodes by --node'],
  })
}

function allContainers(text: string): Container[] {
  requireShallow(text)
  const documents = parseAllDocuments(text, { strict: false, uniqueKeys: false, logLevel: 'error' })
  const fault = documents.flatMap(({ errors }) => errors)[0]
  if (fault !== undefined)
    throw new QdrantAuthError(
      'file-malformed',
      `the manifest is no YAML: line ${fault.linePos?.[0].line ?? 1}`,
    )
  return documents.flatMap((document) => containersIn(plainValue(document)))
}

export const isQdrantImage = (image: string): boolean => /(?:^|\/)qdrant(?:[:@]|$)/.test(image)

const isQdrant = ({ image, environment }: Container): boolean =>
  isQdrantImage(image) || /QDRANT__/.test(JSON.stringify(environment ?? null))

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function containersIn(document: unknown): Container[] {
  if (!isTable(document)) return []
  if (isTable(document.services))
    return Object.entries(document.services).flatMap(([name, service]) =>
      isTable(service)
        ? [
            {
              name,
              image: String(service.image ?? ''),
              environment: service.environment,
              hostNames: [service.hostname, service.container_name].filter((one) => typeof one === 'string'),
            },
          ]
        : [],
    )
  if (Array.isArray(document.items)) return document.items.flatMap(containersIn)
  const pod = podIn(document)
  if (pod !== undefined && Array.isArray(pod.containers))
    return pod.containers.filter(isTable).map(({ name, image, env }) => ({
      name: String(name),
      image: String(image ?? ''),
      environment: env,
      hostNames: [],
    }))
  // The values of a chart: one container, and its variables at the top.
  const { image } = document
  return Array.isArray(document.env)
    ? [
        {
          name: 'values',
          image: isTable(image) ? String(image.repository ?? '') : 'qdrant',
          environment: document.env,
          hostNames: [],
        },
      ]
    : []
}

/** The pod of a Pod, or of the template of what makes pods. */
function podIn({ spec }: Record<string, unknown>): Record<string, unknown> | undefined {
  if (!isTable(spec)) return undefined
  const { template } = spec
  return isTable(template) && isTable(template.spec) ? template.spec : spec
}

function environmentOf(environment: unknown): ManifestEnvironment {
  const pairs: [name: string, value: unknown][] = Array.isArray(environment)
    ? environment.flatMap((entry): [string, unknown][] => {
        if (isTable(entry)) return [[String(entry.name), entry.value]]
        const [, name, value] = /^([^=]+)(?:=(.*))?$/s.exec(String(entry)) ?? []
        return name === undefined ? [] : [[name, value]]
      })
    : Object.entries(isTable(environment) ? environment : {})
  const known = pairs.filter(([, value]) => isWhole(value))
  return {
    // A manifest's `$$` is one dollar to compose; a key with one is rare enough to leave it.
    variables: known.map(([name, value]) => ({ name, value: String(value) })),
    unknown: pairs.filter(([, value]) => !isWhole(value)).map(([name]) => name),
  }
}

/** The value stands in the manifest itself. */
const isWhole = (value: unknown): boolean =>
  (typeof value === 'string' && !/\$\{?\w/.test(value)) ||
  typeof value === 'number' ||
  typeof value === 'boolean'
