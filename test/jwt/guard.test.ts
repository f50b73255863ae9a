import { expect, test } from 'vitest'
import {
  admitSteps,
  asText,
  carryOut,
  guardClaim,
  guardOf,
  newGuard,
  revokeSteps,
} from '../../src/jwt/guard.ts'
import type { Call } from '../../src/server/rest.ts'

// RFC 9562 appendix A.3, and what section 5.4 fixes of all bits set or none.
test.each([
  ['919108f752d133205bacf847db4148a8', '919108f7-52d1-4320-9bac-f847db4148a8'],
  ['ffffffffffffffffffffffffffffffff', 'ffffffff-ffff-4fff-bfff-ffffffffffff'],
  ['00000000000000000000000000000000', '00000000-0000-4000-8000-000000000000'],
])('the id of a guard from %s', (hex, id) => {
  const asked: number[] = []
  const random = (count: number) => {
    asked.push(count)
    return Buffer.from(hex, 'hex')
  }
  expect(newGuard('g', random)).toEqual({ collection: 'g', id })
  expect(asked).toEqual([16])
})

const ID = '919108f7-52d1-4320-9bac-f847db4148a8'
const GUARD = { collection: 'my guards', id: ID }
const MATCH = { key: 'token', value: ID }

test('the claim names the point, and is found again', () => {
  expect(guardClaim(GUARD)).toEqual({ collection: 'my guards', matches: [MATCH] })
  expect(guardOf({ value_exists: { collection: 'my guards', matches: [MATCH] } })).toEqual(GUARD)
})

test.each([
  [undefined],
  [null],
  [{}],
  [{ matches: [MATCH] }],
  [{ collection: 7, matches: [MATCH] }],
  [{ collection: 'g' }],
  [{ collection: 'g', matches: 7 }],
  [{ collection: 'g', matches: { 0: MATCH, length: 1 } }],
  [{ collection: 'g', matches: [] }],
  [{ collection: 'g', matches: [null] }],
  [{ collection: 'g', matches: [MATCH, MATCH] }],
  [{ collection: 'g', matches: [{ key: 'id', value: ID }] }],
  [{ collection: 'g', matches: [{ key: 'token', value: 7 }] }],
  [{ collection: 'g', matches: [{ key: 'token', value: [ID] }] }],
  [{ collection: 'g', matches: [{ key: 'token', value: `${ID}0` }] }],
  [{ collection: 'g', matches: [{ key: 'token', value: `0${ID}` }] }],
  [{ collection: 'g', matches: [{ key: 'token', value: 'secret' }] }],
])('value_exists %j is no guard of ours', (claim) => {
  expect(guardOf(claim === undefined ? {} : { value_exists: claim })).toBeUndefined()
})

const ADMIT: [Call, number[]][] = [
  [{ method: 'PUT', path: '/collections/my%20guards', body: { vectors: {} } }, [200, 409]],
  [
    {
      method: 'PUT',
      path: '/collections/my%20guards/index?wait=true',
      body: { field_name: 'token', field_schema: 'keyword' },
    },
    [200],
  ],
  [
    {
      method: 'PUT',
      path: '/collections/my%20guards/points?wait=true',
      body: { points: [{ id: ID, vector: {}, payload: { token: ID } }] },
    },
    [200],
  ],
]

test('the calls of both directions, and as text', () => {
  expect(admitSteps(GUARD)).toEqual(ADMIT.map(([call, done]) => ({ call, done })))
  expect(revokeSteps(GUARD)).toEqual([
    {
      call: {
        method: 'POST',
        path: '/collections/my%20guards/points/delete?wait=true',
        body: { points: [ID] },
      },
      done: [200],
    },
  ])
  expect(revokeSteps(GUARD).map(asText)).toEqual([
    `POST /collections/my%20guards/points/delete?wait=true\n  {"points":["${ID}"]}`,
  ])
})

/** Carries out the admission against a server with these answers; what was sent, and the error if there was one. */
async function admit(...answers: [number, string?][]) {
  const sent: string[] = []
  const send = async ({ method, path }: Call) => {
    sent.push(`${method} ${path}`)
    const [status, text = '{"result":true}'] = answers.shift() ?? [0]
    return { status, text }
  }
  const error = await carryOut(admitSteps(GUARD), send, 'the-key-itself').then(
    () => undefined,
    (error: unknown) => error,
  )
  return { sent, error }
}

const SENT = ADMIT.map(([{ method, path }]) => `${method} ${path}`)

test('a collection that is there already is as good as a new one', async () => {
  expect(await admit([200], [200], [200])).toEqual({ sent: SENT, error: undefined })
  expect(await admit([409], [200], [200])).toEqual({ sent: SENT, error: undefined })
})

const refusal = (code: string, message: string, hints: string[] = []) =>
  expect.objectContaining({ name: 'QdrantAuthError', code, message, hints })

test('the first refusal ends it', async () => {
  expect(await admit([200], [409, 'no']).then(({ sent, error }) => [sent, error])).toEqual([
    SENT.slice(0, 2),
    refusal('internal', 'the server refused PUT /collections/my%20guards/index?wait=true: 409 no'),
  ])
})

test('a server that gives the key back does not bring it into a message', async () => {
  const { error } = await admit([400, '{"status":{"error":"what is the-key-itself?\\u001b[31m"}}'])
  expect(error).toEqual(
    refusal('internal', 'the server refused PUT /collections/my%20guards: 400 what is …?\\u001b[31m'),
  )
})

test.each([401, 403])('%i is for want of a right', async (status) => {
  // Recorded from a server of 1.19.0 for a token that may only read.
  const { error } = await admit([
    status,
    '{"status":{"error":"Forbidden: Global manage access is required"},"time":0.0}',
  ])
  expect(error).toEqual(
    refusal(
      'server-refused',
      `the server refused PUT /collections/my%20guards: ${status} Forbidden: Global manage access is required`,
      ['this needs api_key or a manage token'],
    ),
  )
})

test('of any other answer its first line is said', async () => {
  const said = (words: string) =>
    refusal('internal', `the server refused PUT /collections/my%20guards: 500${words}`)
  expect((await admit([500, 'what\u001b[31m\never'])).error).toEqual(said(' what\\u001b[31m'))
  expect((await admit([500, '{}'])).error).toEqual(said(''))
})

test('a collection that no URL can name is asked for as one that is not there', () => {
  const [first] = admitSteps({ collection: 'half \ud83d', id: ID })
  expect(first?.call.path).toBe('/collections/half%20%EF%BF%BD')
})
