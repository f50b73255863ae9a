import { describe, expect, test } from 'vitest'
import { type CallContext, can, PLAIN_CALL } from '../../src/qdrant/access/can.ts'
import { type FoundOperation, findOperation } from '../../src/qdrant/access/find.ts'
import { decide } from '../../src/qdrant/token/decide.ts'
import { recording } from './recordings.ts'

interface Answer {
  status: number | string
  error?: string
  form?: string
  allowed: boolean
  effect?: boolean
}

interface Case {
  operation: string
  variant?: string
  requirement_class?: string
  inconclusive?: string
  request: { method?: string; path?: string; body?: unknown; message?: string[] }
  answers: Record<string, Answer>
  enforce_internal_auth?: boolean
}

interface Recorded {
  settings: { api_key: string; alt_api_key: string; read_only_api_key: string; jwt_rbac: boolean }
  credentials: Record<string, { value: string | null }>
  operations: Case[]
  variants: Case[]
  p2p_port: Case[]
}

const { settings, credentials, operations, variants, p2p_port } = recording<Recorded>('access')

/** All tokens expire an hour after the recording began. */
const NOW = Date.parse('2026-11-23T22:00:00Z') / 1000

/** The access a recorded credential has, or undefined where none was sent. */
function accessOf(name: string) {
  const value = credentials[name]?.value
  if (value === null || value === undefined) return undefined
  const decision = decide(
    {
      apiKey: settings.api_key,
      altApiKey: settings.alt_api_key,
      readOnlyApiKey: settings.read_only_api_key,
      jwtRbac: settings.jwt_rbac,
    },
    { headers: [['api-key', value]], transport: 'rest', now: NOW, version: '1.19.0' },
  )
  expect(decision.accepted, name).toBe(true)
  return decision.access
}

/** Names of other collections anywhere in a body, where the server looks for them. */
function lookups(body: unknown): string[] {
  const text = JSON.stringify(body ?? '')
  const found = [
    ...text.matchAll(
      /"(?:lookup_from|with_lookup)":(?:\{[^{}]*?"collection(?:_name)?":"([^"]+)"|"([^"]+)")/g,
    ),
  ]
  const message = /(?:lookup_from|with_lookup) \{[^}]*?collection(?:_name)?: \\?"([^"\\]+)/g
  return [
    ...found.flatMap(([, a, b]) => a ?? b ?? []),
    ...[...text.matchAll(message)].flatMap(([, name]) => name ?? []),
  ]
}

const EMPTY = ['no operations']

function callOf(one: Case, found: FoundOperation): CallContext {
  const named = one.request.message?.join('\n').match(/^collection_name: "([^"]+)"/m)?.[1]
  return {
    ...PLAIN_CALL,
    collection: found.collection ?? named ?? 'docs',
    lookups: lookups(one.request.body ?? one.request.message),
    detached: one.request.path?.includes('wait=false') ?? false,
    emptyBatch: EMPTY.includes(one.variant ?? ''),
    enforceInternalAuth: one.enforce_internal_auth ?? true,
  }
}

/** Requests that are refused for another reason than access, or never reach an operation, are not this model's. */
const ELSEWHERE = [
  'body of the wrong shape',
  'body that is not JSON',
  'value out of range',
  'no field_schema',
  'route that does not exist',
  'method that does not exist',
  'CORS preflight',
  'OPTIONS without Origin',
  'CORS preflight of an unknown path',
  'HEAD',
  'path below a whitelisted one',
  'dot segments after a whitelisted prefix',
  'encoded dot segments after a whitelisted prefix',
  'no static folder',
]

const judged = [...operations, ...variants].filter(
  (one) => one.inconclusive === undefined && !ELSEWHERE.includes(one.variant ?? ''),
)

test('nearly everything recorded is judged', () => {
  expect(operations.length).toBe(163)
  expect(operations.length + variants.length - judged.length).toBeLessThanOrEqual(18)
})

describe.each(judged.map((one) => [`${one.operation} ${one.variant ?? ''}`, one] as const))(
  '%s',
  (_name, one) => {
    const { method, path } = one.request
    const route = method === undefined ? one.operation : `${method} ${path}`
    const found = findOperation(route) ?? findOperation(one.operation)

    test.each(Object.keys(one.answers))('%s', (credential) => {
      if (found === undefined) throw new Error(`no operation for ${route}`)
      const { status, error, form, allowed, effect } = one.answers[credential] as Answer
      const answer = can(accessOf(credential), found.operation, callOf(one, found))
      expect(answer.allowed !== false, `${status} ${error ?? ''}`).toBe(allowed)
      if (effect !== undefined) expect(answer.effective).toBe(effect)
      if (allowed) return
      expect({
        status: typeof status === 'number' ? answer.httpStatus : answer.grpcStatus,
        error: answer.message,
      }).toEqual({
        status,
        error,
      })
      if (typeof status === 'number') expect(answer.form).toBe(form)
    })

    if (one.requirement_class === undefined) return
    test('requirement', () => {
      expect(found?.operation.requirement).toBe(one.requirement_class)
    })
  },
)

/** Methods that the node port has; to any other it says UNIMPLEMENTED. */
const served = p2p_port.filter(
  ({ operation }) => findOperation(operation)?.operation.port === 'p2p' || operation.endsWith('HealthCheck'),
)

describe.each(served.map((one) => [`${one.operation} enforced: ${one.enforce_internal_auth}`, one] as const))(
  'node port %s',
  (_name, one) => {
    const operation = findOperation(one.operation)?.operation

    test.each(Object.keys(one.answers))('%s', (credential) => {
      if (operation === undefined) throw new Error('no such operation')
      const { status, error, allowed } = one.answers[credential] as Answer
      const answer = can(accessOf(credential), operation, {
        ...PLAIN_CALL,
        collection: 'docs',
        enforceInternalAuth: one.enforce_internal_auth === true,
      })
      expect(answer.allowed !== false).toBe(allowed)
      if (!allowed) expect({ status: answer.grpcStatus, error: answer.message }).toEqual({ status, error })
    })
  },
)
