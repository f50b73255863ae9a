import { expect, test } from 'vitest'
import { diffAccess } from '../../src/jwt/diff.ts'
import type { Access } from '../../src/qdrant/token/access.ts'

const diff = (before: Access, after: Access) => diffAccess(before, after, '1.19.0')
const texts = (calls: { operation: string; collection: string }[]) =>
  calls.map(({ operation, collection }) => `${operation} (${collection})`)

test('the same access differs in nothing', () => {
  const access: Access = [{ collection: 'docs', mode: 'rw' }]
  expect(diff(access, access)).toEqual({
    before: [{ collection: 'docs', access: 'read-write' }],
    after: [{ collection: 'docs', access: 'read-write' }],
    gained: [],
    lost: [],
  })
  expect(diff('read', 'read')).toMatchObject({ gained: [], lost: [] })
})

// What the recorded server let these callers do, of a few operations.
test('another level of one collection', () => {
  const { before, after, gained, lost } = diff(
    [{ collection: 'docs', mode: 'r' }],
    [{ collection: 'docs', mode: 'prw' }],
  )
  expect(before).toEqual([{ collection: 'docs', access: 'read' }])
  expect(after).toEqual([{ collection: 'docs', access: 'points' }])
  expect(texts(gained)).toContain('PUT /collections/{collection_name}/points (docs)')
  expect(texts(gained)).not.toContain('PUT /collections/{collection_name}/index (docs)')
  expect(texts(lost)).toContain('GET /collections/{collection_name}/snapshots (docs)')
  expect(texts(lost)).not.toContain('GET /collections/{collection_name} (docs)')
  expect(new Set([...gained, ...lost].map(({ collection }) => collection))).toEqual(new Set(['docs']))
})

test('each collection that either names is looked at, once', () => {
  const { gained, lost } = diff([{ collection: 'a', mode: 'r' }], [{ collection: 'b', mode: 'r' }])
  expect(texts(lost)).toContain('GET /collections/{collection_name} (a)')
  expect(texts(gained)).toContain('GET /collections/{collection_name} (b)')
  expect(texts(gained)).toEqual(texts(lost).map((text) => text.replace('(a)', '(b)')))
  expect(new Set(texts(gained)).size).toBe(gained.length)
})

test('a global access reaches the collection of the other token, every other one, and what is about none', () => {
  const { gained, lost } = diff([{ collection: 'docs', mode: 'r' }], 'read')
  expect(lost).toEqual([])
  expect(texts(gained)).toContain('GET /metrics (*)')
  expect(texts(gained)).toContain('GET /collections/{collection_name} (*)')
  expect(texts(gained)).not.toContain('GET /metrics (docs)')
  expect(texts(gained)).not.toContain('GET /collections/{collection_name} (docs)')
  expect(new Set(gained.map(({ collection }) => collection))).toEqual(new Set(['*']))
  expect(diff('manage', 'read').gained).toEqual([])
})
