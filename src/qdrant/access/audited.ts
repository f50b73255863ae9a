import { allOperations, type FoundOperation, findOperation } from './find.ts'
import type { RequirementClass } from './requirement.ts'

/** The table writes operations that log several names as a sentence; these of its words are no names. */
const WORDS = new Set([
  'one',
  'event',
  'per',
  'operation',
  'operations',
  'name',
  'then',
  'route',
  'pattern',
  'op',
])

/** A collection's own settings and one step of a cluster change have one name in the log; both need manage access. */
const SAME_NAME: readonly [string, RequirementClass][] = [
  ['update_collection', 'GM'],
  ['set_shard_replica_state', 'GM'],
]

const BY_NAME: ReadonlyMap<string, RequirementClass> = new Map([
  ...allOperations().flatMap(({ auditMethod, requirement }) =>
    (auditMethod?.match(/[a-z_]+/g) ?? [])
      .filter((word) => !WORDS.has(word))
      .map((word) => [word, requirement] as const),
  ),
  ...SAME_NAME,
])

/** What an operation demands that the audit log calls `method`; undefined for a name this tool does not know. */
export const requirementOfMethod = (method: string): RequirementClass | undefined =>
  BY_NAME.get(method) ??
  // Uploads of snapshots are logged under their route.
  operationsOfPath(method).find(({ operation }) => operation.auditMethod?.includes('<route pattern>'))
    ?.operation.requirement

/** The collection in the path of a request, where the log names none. */
export const collectionInPath = (path: string): string | undefined => operationsOfPath(path)[0]?.collection

const VERBS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']

/** A path says nothing of the verb. */
const operationsOfPath = (path: string): FoundOperation[] =>
  path.startsWith('/')
    ? VERBS.map((verb) => findOperation(`${verb} ${path}`)).filter((found) => found !== undefined)
    : []
