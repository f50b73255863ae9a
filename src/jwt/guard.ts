import { QdrantAuthError } from '../errors.ts'
import { errorIn } from '../server/error-text.ts'
import type { Answer, Call } from '../server/rest.ts'
import type { Role } from './role.ts'

/**
 * Revocation by the server's own means: a token with `value_exists` is valid only while a point is there.
 * The point's id is the value, so that deleting it needs no search.
 */
export interface Guard {
  collection: string
  /** A UUID; the value the token names and the id of its point. */
  id: string
}

export const DEFAULT_GUARD_COLLECTION = 'qdrant-auth-guard'

const FIELD = 'token'

export const COST =
  'each request with such a token costs the server a look-up; whoever may write to the guard collection can give a revoked token back'

/** A random version 4 UUID (RFC 9562 section 5.4). */
export function newGuard(collection: string, random: (count: number) => Uint8Array): Guard {
  const bytes = Buffer.from(random(16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return {
    collection,
    id: bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  }
}

export const guardClaim = ({ collection, id }: Guard): NonNullable<Role['valueExists']> => ({
  collection,
  matches: [{ key: FIELD, value: id }],
})

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The guard of a token that was minted with one, or undefined. Claims of a file may hold anything. */
export function guardOf(claims: {
  value_exists?: { collection?: unknown; matches?: unknown } | null
}): Guard | undefined {
  const { collection, matches } = claims.value_exists ?? {}
  if (typeof collection !== 'string' || !Array.isArray(matches) || matches.length !== 1) return undefined
  const { key, value } = matches[0] ?? {}
  return key === FIELD && typeof value === 'string' && UUID.test(value)
    ? { collection, id: value }
    : undefined
}

/** Half a pair of UTF-16, which JSON can hold and no collection can be called, has no form in a URL. */
const path = (collection: string, rest = ''): string =>
  `/collections/${encodeURIComponent(collection.toWellFormed())}${rest}`

/** A step and the answers that mean it is done. */
export interface Step {
  call: Call & { body: object }
  done: readonly number[]
}

/** Makes collection, index and point; each is left alone where it is there already (409). */
export function admitSteps({ collection, id }: Guard): Step[] {
  return [
    // No vectors: the collection only holds ids.
    { call: { method: 'PUT', path: path(collection), body: { vectors: {} } }, done: [200, 409] },
    {
      call: {
        method: 'PUT',
        path: path(collection, '/index?wait=true'),
        body: { field_name: FIELD, field_schema: 'keyword' },
      },
      done: [200],
    },
    {
      call: {
        method: 'PUT',
        path: path(collection, '/points?wait=true'),
        body: { points: [{ id, vector: {}, payload: { [FIELD]: id } }] },
      },
      done: [200],
    },
  ]
}

export const revokeSteps = ({ collection, id }: Guard): Step[] => [
  {
    call: { method: 'POST', path: path(collection, '/points/delete?wait=true'), body: { points: [id] } },
    done: [200],
  },
]

/** Does the steps in order and stops at the first refusal. `credential` is what `send` shows. */
export async function carryOut(
  steps: readonly Step[],
  send: (call: Call) => Promise<Answer>,
  credential: string | undefined,
): Promise<void> {
  for (const { call, done } of steps) {
    const { status, text } = await send(call)
    if (done.includes(status)) continue
    const code = status === 401 || status === 403 ? 'server-refused' : 'internal'
    throw new QdrantAuthError(
      code,
      `the server refused ${call.method} ${call.path}: ${status} ${errorIn(text, credential)}`.trim(),
      {
        hints: code === 'server-refused' ? ['this needs api_key or a manage token'] : [],
      },
    )
  }
}

export const asText = ({ call }: Step): string =>
  `${call.method} ${call.path}\n  ${JSON.stringify(call.body)}`
