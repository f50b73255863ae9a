import { expect, test } from 'vitest'
import { collectionInPath, requirementOfMethod } from '../../../src/qdrant/access/audited.ts'
import { allOperations } from '../../../src/qdrant/access/find.ts'

test.each([
  ['upsert_points', 'CW'],
  ['delete_points_by_filter', 'CW'],
  ['query_batch', 'C'],
  ['list_collections', 'FILTER'],
  ['create_payload_index', 'CWX'],
  ['create_collection', 'GM'],
  ['update_collection', 'GM'],
  ['update_collection_cluster', 'CWMX'],
  ['transfer_shard', 'CWMX'],
  ['set_shard_replica_state', 'GM'],
  ['get_snapshot', 'CX'],
  // A running v1.19.0 server wrote these beside the name of the call: for `?timeout=` of a point, and for `hash_ring_filter`.
  ['strict_mode_timeout_check', 'C'],
  ['get_hash_ring_filter', 'C'],
  // And this for a node's call, which looks like a client's where `audit.log_api` is off.
  ['sync_points', 'CW'],
  ['list_full_snapshots', 'G'],
  ['recover_from_snapshot', 'GM'],
  ['/collections/{collection}/snapshots/upload', 'GM'],
  // Words of the table's sentences are no operations.
  ['operation', undefined],
  ['then', undefined],
  ['route', undefined],
  ['make_coffee', undefined],
  ['', undefined],
])('%s needs %s', (method, requirement) => expect(requirementOfMethod(method)).toBe(requirement))

test('a name in the log means one requirement, so that the path is not needed for it', () => {
  const found = new Map<string, Set<string>>()
  for (const { auditMethod, requirement, port } of allOperations())
    for (const name of port === 'p2p' ? [] : (auditMethod?.match(/[a-z]+(_[a-z]+)*/g) ?? []))
      found.set(name, (found.get(name) ?? new Set()).add(requirement))
  const several = [...found].filter(([, requirements]) => requirements.size > 1)
  // Both of its requirements are fulfilled by manage access alone.
  expect(several.filter(([name]) => name.includes('_'))).toEqual([
    ['update_collection', new Set(['GM', 'CWMX'])],
  ])
})

test.each([
  ['/collections/docs/index', 'docs'],
  ['/collections/my%20docs/index/field', 'my docs'],
  ['/collections/docs/vectors/image', 'docs'],
  ['/collections', undefined],
  ['/qdrant.Points/CreateFieldIndex', undefined],
  ['upsert_points', undefined],
])('the collection in %s', (path, collection) => expect(collectionInPath(path)).toBe(collection))
