import { expect, test } from 'vitest'
import { allOperations, findOperation } from '../../../src/qdrant/access/find.ts'

test('all operations of the server', () => {
  const count = { rest: 0, grpc: 0, p2p: 0 }
  for (const { port } of allOperations()) count[port]++
  expect(count).toEqual({ rest: 102, grpc: 61, p2p: 42 })
})

test.each([
  ['GET /collections/{collection_name}', 'GET /collections/{collection_name}', undefined],
  ['get /collections/docs', 'GET /collections/{collection_name}', 'docs'],
  ['GET  /collections/docs/', 'GET /collections/{collection_name}', 'docs'],
  ['GET //collections', 'GET /collections', undefined],
  ['GET /collections//', 'GET /collections', undefined],
  ['GET /collections/my%20docs/points/1', 'GET /collections/{collection_name}/points/{id}', 'my docs'],
  // The name that a running v1.19.0 server gave in its refusal.
  ['GET /collections/%C3/points/1', 'GET /collections/{collection_name}/points/{id}', '\ufffd'],
  ['GET /collections/%E2%82', 'GET /collections/{collection_name}', '\ufffd'],
  ['GET /collections/docs%3Fx#f', 'GET /collections/{collection_name}', 'docs?x'],
  ['GET /%63ollections#f', 'GET /collections', undefined],
  ['GET /collections/a%252Fb', 'GET /collections/{collection_name}', 'a%2Fb'],
  ['GET /%63ollections/d%6fcs', 'GET /collections/{collection_name}', 'docs'],
  ['GET /%74elemetry', 'GET /telemetry', undefined],
  ['GET /collections/%zz', 'GET /collections/{collection_name}', '%zz'],
  ['POST /collections/docs/points/scroll', 'POST /collections/{collection_name}/points/scroll', 'docs'],
  ['POST /collections/aliases', 'POST /collections/aliases', undefined],
  ['GET /dashboard/index.html', 'GET /dashboard (and everything below)', undefined],
  ['GET /', 'GET /', undefined],
  ['qdrant.Points/Upsert', 'qdrant.Points/Upsert', undefined],
  ['/qdrant.Points/Upsert', 'qdrant.Points/Upsert', undefined],
  ['Points/Upsert', 'qdrant.Points/Upsert', undefined],
  ['upsert_points', 'PUT /collections/{collection_name}/points', undefined],
  ['qdrant.Raft/Send', 'qdrant.Raft/Send', undefined],
])('%s', (text, name, collection) => {
  const found = findOperation(text)
  expect({ name: found?.operation.name, collection: found?.collection }).toEqual({ name, collection })
})

// A running v1.19.0 server answered 200 to the first three without a key, and 401 to the others; with one, 200 to all.
test.each([
  ['GET /healthz', 'WL'],
  ['GET //healthz/', 'WL'],
  ['GET /readyz?x=1', 'WL'],
  ['GET /%68ealthz', 'AUTHN'],
  ['GET /%72eadyz', 'AUTHN'],
])('%s demands %s', (text, requirement) => {
  expect(findOperation(text)?.operation.requirement).toBe(requirement)
})

test('the query of a path', () => {
  expect(findOperation('POST /snapshots?wait=false')?.query.get('wait')).toBe('false')
})

test.each([
  '',
  'GET',
  'GET collections',
  'PATCH /collections',
  'GET /readyz/x',
  'nope',
  'x GET /collections',
  'GET /collections x',
  'GET /dashboardx',
  'POST /dashboard',
])('%j is none', (text) => {
  expect(findOperation(text)).toBeUndefined()
})

test.each([
  ['  PUT   /collections/docs/points  ', 'PUT /collections/{collection_name}/points', 'docs'],
  [' upsert_points ', 'PUT /collections/{collection_name}/points', undefined],
  ['GET /dashboard', 'GET /dashboard (and everything below)', undefined],
  ['GET /dashboard/', 'GET /dashboard (and everything below)', undefined],
  ['PUT /collections/{x}/points', 'PUT /collections/{collection_name}/points', undefined],
  ['PUT /collections/{x/points', 'PUT /collections/{collection_name}/points', '{x'],
  ['PUT /collections/x}/points', 'PUT /collections/{collection_name}/points', 'x}'],
  ['PUT /collections/a{x}/points', 'PUT /collections/{collection_name}/points', 'a{x}'],
  ['PUT /collections/{x}b/points', 'PUT /collections/{collection_name}/points', '{x}b'],
  ['POST /collections/docs/points/count?x=/y', 'POST /collections/{collection_name}/points/count', 'docs'],
])('%j is %s', (text, name, collection) => {
  const found = findOperation(text)
  expect({ name: found?.operation.name, collection: found?.collection }).toEqual({ name, collection })
})
