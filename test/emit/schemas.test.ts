import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import draft7 from 'ajv/dist/ajv.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { emitted, fits, KINDS, type Kind, servers } from './fixture.ts'

const made = servers()
const kinds = Object.keys(KINDS) as Kind[]

/** What a JSON schema says against a YAML text. */
function faultsBy(schema: string): (text: string) => unknown {
  const text = readFileSync(new URL(`schemas/${schema}.json`, import.meta.url), 'utf8')
  // The Compose Specification spells the name of the draft without its `http:`.
  const json = JSON.parse(
    text.replace('"https://json-schema.org/draft-07/schema"', '"http://json-schema.org/draft-07/schema#"'),
  )
  const ajv = new draft7.default({ strict: false, validateFormats: false, logger: false })
  const validate = ajv.compile(json)
  return (yaml) => (validate(parse(yaml)) ? [] : validate.errors)
}

test.each(kinds)(
  'compose, of init (%s), is valid by the schema of the Compose Specification',
  async (kind) => {
    const out = await emitted(await made(kind), 'compose')
    expect(faultsBy('compose-spec')(readFileSync(join(out, 'compose.yaml'), 'utf8'))).toEqual([])
  },
)

test('the schema of the Compose Specification refuses what is none', () => {
  expect(faultsBy('compose-spec')('services: {a: {volums: []}}')).not.toEqual([])
})

test.each(kinds)('traefik, of init (%s), is valid by the schemas of Traefik 3', async (kind) => {
  const out = await emitted(await made(kind), 'traefik')
  expect(faultsBy('traefik-v3')(readFileSync(join(out, 'traefik.yaml'), 'utf8'))).toEqual([])
  expect(faultsBy('traefik-v3-file-provider')(readFileSync(join(out, 'qdrant.yaml'), 'utf8'))).toEqual([])
})

test('the schemas of Traefik refuse what is none', () => {
  expect(faultsBy('traefik-v3')('entryPoints: {a: {adress: ":1"}}')).not.toEqual([])
  expect(
    faultsBy('traefik-v3-file-provider')('http: {middlewares: {a: {rateLimit: {everage: 1}}}}'),
  ).not.toEqual([])
})

/** What templates/statefulset.yaml and _helpers.tpl of the official chart (1.19.0) read, with the type it has there. */
const CHART: Record<string, string> = {
  replicaCount: 'number',
  'image.tag': 'string',
  'image.useUnprivilegedImage': 'boolean',
  env: 'object',
  config: 'object',
  'config.cluster.enabled': 'boolean',
  'config.cluster.p2p.port': 'number',
  'config.cluster.p2p.enable_tls': 'boolean',
  'service.ports': 'object',
  podAnnotations: 'object',
}
const OPTIONAL = [
  'readinessProbe',
  'sidecarContainers',
  'additionalVolumes',
  'additionalVolumeMounts',
  'metrics',
]

test.each(kinds.filter((kind) => fits('helm', kind)))(
  'helm, of init (%s): values that the chart reads, and no apiKey',
  async (kind) => {
    const out = await emitted(await made(kind), 'helm')
    const values = parse(readFileSync(join(out, 'values.yaml'), 'utf8'))
    const at = (path: string) => path.split('.').reduce((node, name) => node?.[name], values)
    for (const [path, type] of Object.entries(CHART)) expect([path, typeof at(path)]).toEqual([path, type])
    const known = new Set([...Object.keys(CHART).map((path) => path.split('.')[0]), ...OPTIONAL])
    expect(Object.keys(values).filter((key) => !known.has(key))).toEqual([])
    for (const { name, valueFrom } of values.env) {
      expect(name).toMatch(/^QDRANT__SERVICE__(READ_ONLY_)?API_KEY$/)
      expect(valueFrom.secretKeyRef.name).toBe('qdrant-keys')
    }
    // Only ports of these names are probed by the chart, and it fails on a port without them.
    for (const port of values.service.ports)
      expect(Object.keys(port)).toEqual(['name', 'port', 'targetPort', 'protocol', 'checksEnabled'])
    const secret = parse(readFileSync(join(out, 'secret.yaml'), 'utf8'))
    const keys = values.env.map(
      (entry: { valueFrom: { secretKeyRef: { key: string } } }) => entry.valueFrom.secretKeyRef.key,
    )
    expect(Object.keys(secret.stringData)).toEqual([...keys, 'local.yaml'])
  },
)
