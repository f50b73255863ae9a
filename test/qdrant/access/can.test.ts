import { expect, test } from 'vitest'
import { type CallContext, can, PLAIN_CALL } from '../../../src/qdrant/access/can.ts'
import { findOperation } from '../../../src/qdrant/access/find.ts'
import type { Access } from '../../../src/qdrant/token/access.ts'

const DOCS: Access = [{ collection: 'docs', mode: 'r' }]

const ask = (access: Access | undefined, text: string, call: Partial<CallContext> = {}) => {
  const found = findOperation(text)
  if (found === undefined) throw new Error(text)
  return can(access, found.operation, { ...PLAIN_CALL, collection: found.collection ?? 'docs', ...call })
}

// The recordings hold the newest server; what older ones did is from the history of its releases.
test.each<[string, Access | undefined, string, string, boolean | 'filtered', number]>([
  ['telemetry was not for tokens of collections', DOCS, 'GET /telemetry', '1.12.5', false, 403],
  ['and is filtered since', DOCS, 'GET /telemetry', '1.12.6', 'filtered', 200],
  ['gRPC health asked for a credential', undefined, 'qdrant.Qdrant/HealthCheck', '1.15.0', false, 401],
  ['and does not any more', undefined, 'qdrant.Qdrant/HealthCheck', '1.15.1', true, 200],
  ['an operation that came later', 'manage', 'POST /audit/logs', '1.17.0', false, 404],
  ['from the release it came with', 'manage', 'POST /audit/logs', '1.17.1', true, 200],
  ['without a credential it cannot be told apart', undefined, 'POST /audit/logs', '1.17.0', false, 401],
])('%s', (_name, access, operation, version, allowed, httpStatus) => {
  expect(ask(access, operation, { version })).toMatchObject({ allowed, httpStatus })
})

test('gRPC says UNIMPLEMENTED to what it does not have', () => {
  expect(ask('manage', 'qdrant.StorageRead/ListFiles', { version: '1.17.0' }).grpcStatus).toBe(
    'UNIMPLEMENTED',
  )
})

test('the node port is open, unless told otherwise from 1.18 on', () => {
  const call = { enforceInternalAuth: true }
  expect(ask(undefined, 'qdrant.Raft/Send').allowed).toBe(true)
  expect(ask(undefined, 'qdrant.Raft/Send', call)).toMatchObject({ allowed: false, httpStatus: 401 })
  expect(ask([], 'qdrant.Raft/Send', call).allowed).toBe(true)
  expect(ask(undefined, 'qdrant.Raft/Send', { ...call, version: '1.17.1' }).allowed).toBe(true)
})

// What a running v1.19.0 server with enforce_internal_auth answered to a token of another collection.
test.each([
  ['qdrant.PointsInternal/Facet', 'OK', ''],
  ['qdrant.PointsInternal/QueryBatch', 'OK', ''],
  [
    'qdrant.PointsInternal/CoreSearchBatch',
    'PERMISSION_DENIED',
    'Forbidden: Access to collection docs is required',
  ],
  ['qdrant.PointsInternal/Sync', 'PERMISSION_DENIED', 'Forbidden: Access to collection docs is required'],
] as const)('%s says %s', (name, grpcStatus, message) => {
  const other: Access = [{ collection: 'other', mode: 'rw' }]
  expect(ask(other, name, { enforceInternalAuth: true })).toMatchObject({ grpcStatus, message })
})

// The same server to that token.
test('a batch without updates', () => {
  const call = { emptyBatch: true, enforceInternalAuth: true }
  expect(ask([], 'POST /collections/docs/points/batch', call).httpStatus).toBe(200)
  expect(ask([], 'qdrant.Points/UpdateBatch', call).grpcStatus).toBe('INVALID_ARGUMENT')
  expect(ask([], 'qdrant.PointsInternal/UpdateBatch', call).grpcStatus).toBe('OK')
})

test('the collection of the call is judged before the ones it looks up', () => {
  const query = (lookups: string[], collection: string) => ask(DOCS, 'query_points', { collection, lookups })
  expect(query(['docs'], 'docs').allowed).toBe(true)
  expect(query(['docs', 'other'], 'docs').message).toBe('Forbidden: Access to collection other is required')
  expect(query(['other'], 'third').message).toBe('Forbidden: Access to collection third is required')
  expect(ask('read', 'query_points', { lookups: ['other'] }).allowed).toBe(true)
})

// A running v1.19.0 server, asked for a collection `ghost` that was not there: point writes, index and vectors look for it
// before write access is checked, dropping an index and deleting a collection do not. Reads look before other collections.
test.each<[string, Access, readonly string[], boolean, number, string, string]>([
  [
    'PUT /collections/ghost/points',
    'read',
    [],
    true,
    404,
    'NOT_FOUND',
    "Not found: Collection `ghost` doesn't exist!",
  ],
  [
    'PUT /collections/ghost/points',
    [{ collection: 'ghost', mode: 'r' }],
    [],
    true,
    404,
    'NOT_FOUND',
    "Not found: Collection `ghost` doesn't exist!",
  ],
  [
    'PUT /collections/ghost/points',
    DOCS,
    [],
    false,
    403,
    'PERMISSION_DENIED',
    'Forbidden: Access to collection ghost is required',
  ],
  [
    'PUT /collections/ghost/index',
    [{ collection: 'ghost', mode: 'prw' }],
    [],
    true,
    404,
    'NOT_FOUND',
    "Not found: Collection `ghost` doesn't exist!",
  ],
  [
    'DELETE /collections/ghost/index/x',
    'read',
    [],
    false,
    403,
    'PERMISSION_DENIED',
    'Forbidden: Global manage access is required',
  ],
  [
    'DELETE /collections/ghost',
    'read',
    [],
    false,
    403,
    'PERMISSION_DENIED',
    'Forbidden: Global manage access is required',
  ],
  [
    'POST /collections/ghost/points/recommend',
    [{ collection: 'ghost', mode: 'rw' }],
    ['other'],
    true,
    404,
    'NOT_FOUND',
    "Not found: Collection `ghost` doesn't exist!",
  ],
])(
  '%s of a collection that is not there, by %j',
  (operation, access, lookups, allowed, httpStatus, grpcStatus, message) => {
    const answer = ask(access, operation, { missing: true, lookups })
    expect(answer).toMatchObject({ allowed, httpStatus, grpcStatus, message, form: 'json', effective: false })
  },
)

// The same server, over gRPC.
test.each([
  ['qdrant.Points/Upsert', 'NOT_FOUND'],
  ['qdrant.Points/UpdateVectors', 'NOT_FOUND'],
  ['qdrant.Points/DeleteVectorName', 'PERMISSION_DENIED'],
])('%s of a collection that is not there, by the read-only key', (name, grpcStatus) => {
  expect(ask('read', name, { collection: 'ghost', missing: true }).grpcStatus).toBe(grpcStatus)
})
