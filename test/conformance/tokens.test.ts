import { expect, test } from 'vitest'
import { can, PLAIN_CALL } from '../../src/qdrant/access/can.ts'
import { findOperation } from '../../src/qdrant/access/find.ts'
import { type JsonNode, readJson } from '../../src/qdrant/json/read.ts'
import type { Access } from '../../src/qdrant/token/access.ts'
import { type AuthSettings, type Decision, decide } from '../../src/qdrant/token/decide.ts'
import type { World } from '../../src/qdrant/token/value-exists.ts'
import { recording, text } from './recordings.ts'

interface Probe {
  status: number
  error?: string
  form?: string
  collections?: string[]
}

interface Case {
  id: number
  group: string
  name: string
  config: string
  token?: string
  token_left_out?: boolean
  headers?: [string, string][]
  at: string
  end?: string
  probes: Record<string, Probe>
  grpc?: { code?: string; details?: string; collections?: string[]; skipped?: string }
}

interface Tokens {
  probes: Record<string, { method: string; path: string }>
  configs: Record<string, { settings: Record<string, string | boolean> }>
  cases: Case[]
}

const { probes, configs, cases } = recording<Tokens>('tokens')

const child = (node: JsonNode | undefined, name: string) =>
  node?.kind === 'object' ? node.entries.find(({ key }) => key.value === name)?.value : undefined

/** The data on the recorded server, read so that large numbers keep their digits. */
function worldOf(): World {
  const fixture = child(readJson(Buffer.from(text('tokens'))), 'fixture')
  const collections = new Map<string, JsonNode[]>()
  const aliases = new Map<string, string>()
  for (const { key, value } of fixture?.kind === 'object' ? fixture.entries : []) {
    if (value.kind === 'list')
      collections.set(
        key.value,
        value.items.flatMap((point) => child(point, 'payload') ?? []),
      )
    else if (value.kind === 'object') {
      for (const alias of value.entries)
        if (alias.value.kind === 'string') aliases.set(alias.key.value, alias.value.value)
    }
  }
  return { collections, aliases }
}

const world = worldOf()

const settingsOf = (config: string): AuthSettings => {
  const { settings } = configs[config] ?? { settings: {} }
  const key = (name: string) => settings[name] as string | undefined
  return {
    apiKey: key('api_key'),
    altApiKey: key('alt_api_key'),
    readOnlyApiKey: key('read_only_api_key'),
    jwtRbac: settings.jwt_rbac === true,
  }
}

/** What the model says to one probe. */
function answer(decision: Decision, name: string) {
  const { method = '', path = '' } = probes[name] ?? {}
  if (decision.accepted !== true) {
    const { httpStatus, message } = decision
    return { status: httpStatus, error: message, form: message === '' ? 'empty' : 'text' }
  }
  const found = findOperation(`${method} ${path}`)
  if (found === undefined) throw new Error(`no operation for ${method} ${path}`)
  const { httpStatus, message, form } = can(decision.access, found.operation, {
    ...PLAIN_CALL,
    collection: found.collection ?? '',
  })
  return { status: httpStatus, ...(message !== '' && { error: message, form }) }
}

/** What a listing shows: collections that are there and may be read. */
const visible = (access: Access | undefined) =>
  [...world.collections.keys()]
    .filter((name) => typeof access === 'string' || access?.some(({ collection }) => collection === name))
    .sort()

const seconds = (time: string) => Math.floor(Date.parse(time) / 1000)

const told = cases.filter((one) => one.token_left_out !== true)

test('all cases are here', () => {
  expect(cases.length).toBeGreaterThanOrEqual(853)
  expect(cases.length - told.length).toBeLessThan(20)
})

const called = (one: Case) => `${one.id} ${one.group} / ${one.config} / ${one.name}`

function ask(one: Case, transport: 'rest' | 'grpc', time: string): Decision {
  const headers = (one.headers ?? [['api-key', '$TOKEN']]).map(
    ([name, value]) => [name, value.replace('$TOKEN', one.token ?? '')] as const,
  )
  return decide(settingsOf(one.config), { headers, transport, now: seconds(time), version: '1.19.0', world })
}

test.each(told.map((one) => [called(one), one] as const))('%s, REST', (_, one) => {
  for (const [name, { status, error, form, collections }] of Object.entries(one.probes)) {
    const decision = ask(one, 'rest', one.at)
    const expected = { status, ...(error !== undefined && { error, form }) }
    // A token that expires while it is probed may be answered either way.
    const later = answer(ask(one, 'rest', one.end ?? one.at), name)
    const now = answer(decision, name)
    expect(JSON.stringify(now) === JSON.stringify(later) ? [now] : [now, later], name).toContainEqual(
      expected,
    )
    if (collections !== undefined) expect(visible(decision.access), name).toEqual([...collections].sort())
  }
})

// Some headers cannot be sent over gRPC.
const sent = told.filter((one) => one.grpc?.code !== undefined)

test.each(sent.map((one) => [called(one), one] as const))('%s, gRPC', (_, one) => {
  const decision = ask(one, 'grpc', one.at)
  const { code, details, collections } = one.grpc ?? {}
  // A refusal by size comes from the HTTP layer, in the client library's words.
  const said = decision.httpStatus === 431 ? details : decision.message
  expect({ code: decision.grpcStatus, details: said }).toEqual({ code, details: details ?? '' })
  if (collections !== undefined) expect(visible(decision.access)).toEqual([...collections].sort())
})
