import { expect, test } from 'vitest'
import { type Capability, capabilities, capability, smallestGrant } from '../../src/jwt/capability.ts'
import { findOperation } from '../../src/qdrant/access/find.ts'
import type { Access } from '../../src/qdrant/token/access.ts'

const POINTS: Access = [{ collection: 'docs', mode: 'prw' }]

function ask(access: Access | undefined, text: string, version = '1.19.0'): Capability {
  const found = findOperation(text)
  if (found === undefined) throw new Error(text)
  return capability(found, { access, collection: undefined, lookups: [] }, version)
}

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
])('%s: %s would be enough, and is', (operation, grant) => {
  expect(smallestGrant(ask(undefined, operation), '1.19.0')).toBe(grant)
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
