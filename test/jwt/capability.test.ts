import { expect, test } from 'vitest'
import { type Capability, capabilities, capability, smallestGrant } from '../../src/jwt/capability.ts'
import { findOperation } from '../../src/qdrant/access/find.ts'
import type { Access } from '../../src/qdrant/token/access.ts'

const POINTS: Access = [{ collection: 'docs', mode: 'prw' }]

function ask(
  access: Access | undefined,
  text: string,
  version = '1.19.0',
  question: { collection?: string; lookups?: string[] } = {},
): Capability {
  const found = findOperation(text)
  if (found === undefined) throw new Error(text)
  return capability(found, { access, collection: undefined, lookups: [], ...question }, version)
}

// Recorded from 1.19.0, but for the text of an answer that is allowed, which is ours.
test('whole answers', () => {
  expect(ask(POINTS, 'GET /collections')).toEqual({
    operation: 'GET /collections',
    collection: null,
    allowed: 'filtered',
    httpStatus: 200,
    grpcStatus: 'OK',
    reason: 'the answer shows only what the credential may see',
    requirement: 'FILTER',
  })
  expect(ask('read', 'POST /collections/docs/snapshots')).toEqual({
    operation: 'POST /collections/{collection_name}/snapshots',
    collection: 'docs',
    allowed: false,
    httpStatus: 403,
    grpcStatus: 'PERMISSION_DENIED',
    reason: 'Forbidden: Global manage access is required',
    requirement: 'CWX',
  })
  expect(ask('read', 'POST /collections/docs/snapshots?wait=false')).toMatchObject({
    allowed: true,
    httpStatus: 202,
    reason: 'answered, but nothing is done: the check comes after the answer',
  })
  expect(ask('manage', 'POST /collections/docs/snapshots?wait=false').reason).toBe('')
  expect(ask(undefined, 'GET /metrics')).toMatchObject({
    allowed: false,
    httpStatus: 401,
    grpcStatus: 'UNAUTHENTICATED',
    reason: 'Must provide an API key or an Authorization bearer token',
  })
  expect(ask(undefined, 'GET /healthz')).toMatchObject({ allowed: true, httpStatus: 200, reason: '' })
})

test('a collection in the path, the one asked for, the first of the token, any', () => {
  const other = { collection: 'other' }
  expect(ask(POINTS, 'PUT /collections/docs/points', '1.19.0', other).collection).toBe('docs')
  expect(ask(POINTS, 'upsert_points', '1.19.0', other)).toMatchObject({
    collection: 'other',
    allowed: false,
    reason: 'Forbidden: Access to collection other is required',
  })
  expect(ask('read', 'upsert_points').collection).toBeNull()
  expect(ask(undefined, 'upsert_points').collection).toBeNull()
  expect(ask([], 'upsert_points')).toMatchObject({
    collection: null,
    reason: 'Forbidden: Access to collection NAME is required',
  })
})

test('other collections that a query looks into', () => {
  const answer = (...lookups: string[]) => ask(POINTS, 'query_points', '1.19.0', { lookups })
  expect(answer('docs').allowed).toBe(true)
  expect(answer('docs', 'other')).toMatchObject({
    allowed: false,
    reason: 'Forbidden: Access to collection other is required',
  })
  expect(smallestGrant(answer('docs', 'other'), '1.19.0', ['other', 'docs'])).toBe(
    '--collection docs=read --collection other=read',
  )
})

test('the port between nodes', () => {
  expect(ask(undefined, 'qdrant.Raft/Send', '1.19.0')).toMatchObject({ allowed: false, httpStatus: 401 })
})

test('without a name a call is about the first collection of the token', () => {
  expect(ask(POINTS, 'upsert_points')).toMatchObject({ collection: 'docs', allowed: true })
  expect(ask(POINTS, 'PUT /collections/other/points')).toMatchObject({ collection: 'other', allowed: false })
  expect(ask('manage', 'GET /cluster').collection).toBeNull()
})

test('an operation that the release does not have yet', () => {
  expect(ask('manage', 'PUT /quotas', '1.18.2')).toMatchObject({
    allowed: false,
    httpStatus: 404,
    reason: 'Qdrant 1.18.2 does not have it: it came with 1.19.0',
  })
})

test.each([
  ['GET /collections/docs/snapshots', '--collection docs=read'],
  ['PUT /collections/docs/points', '--collection docs=points'],
  ['PUT /collections/docs/index', '--collection docs=read-write'],
  ['PUT /collections/docs', '--access manage'],
  ['GET /cluster', '--access read'],
  ['GET /collections', 'any key or token'],
  ['GET /collections/docs/aliases', '--collection docs=read'],
  ['GET /collections/docs', '--collection docs=read'],
  ['DELETE /collections/docs', '--access manage'],
  ['upsert_points', '--collection NAME=points'],
  ['grpc.reflection.v1.ServerReflection/ServerReflectionInfo', 'any key or token'],
  ['qdrant.Raft/Send', 'any key or token'],
  ['GET /healthz', undefined],
])('%s: %s would be enough, and is', (operation, grant) => {
  expect(smallestGrant(ask(undefined, operation), '1.19.0')).toBe(grant)
})

test('every operation of a release, and none that is for nodes or not yet finished', () => {
  const names = (version: string) =>
    capabilities({ access: 'read', collection: 'docs', lookups: [] }, version).map((one) => one.operation)
  expect(names('1.19.0')).toHaveLength(160)
  expect(names('1.19.0')).not.toContain('qdrant.Raft/Send')
  expect(names('1.19.0')).not.toContain('POST /collections/{collection_name}/debug')
  expect(names('1.19.0')).toContain('PUT /quotas')
  expect(names('1.18.2')).not.toContain('PUT /quotas')
})

test('points are for releases that know them', () => {
  expect(smallestGrant(ask(undefined, 'PUT /collections/docs/points'), '1.12.5')).toBe(
    '--collection docs=read-write',
  )
})

// As many as the recorded server let each of these call.
test.each<[Access, number]>([
  ['manage', 160],
  ['read', 88],
  [[], 16],
])('%j may call %i of the public operations', (access, count) => {
  const allowed = capabilities({ access, collection: 'docs', lookups: [] }, '1.19.0').filter(
    (one) => one.allowed !== false,
  )
  expect(allowed).toHaveLength(count)
})
