import { type CallAnswer, can, PLAIN_CALL } from '../qdrant/access/can.ts'
import { allOperations, type FoundOperation, type Operation } from '../qdrant/access/find.ts'
import { isThere, requirementOf } from '../qdrant/access/history.ts'
import type { RequirementClass } from '../qdrant/access/requirement.ts'
import type { Access } from '../qdrant/token/access.ts'
import { has } from '../qdrant/versions.ts'

/** Whether a credential may call an operation; the shape of `jwt can --json` (design contract 3.8). */
export interface Capability {
  operation: string
  /** The collection it was judged for; null where the operation is about none. */
  collection: string | null
  allowed: boolean | 'filtered'
  httpStatus: number
  grpcStatus: string
  /** The server's text for a denial, or what to know of the answer. */
  reason: string
  requirement: RequirementClass
}

export interface CapabilityQuestion {
  /** Undefined for a call without any credential. */
  access: Access | undefined
  collection: string | undefined
  lookups: readonly string[]
}

export function capability(found: FoundOperation, question: CapabilityQuestion, version: string): Capability {
  const { operation } = found
  const collection = aboutCollection(operation)
    ? (found.collection ?? question.collection ?? firstCollection(question.access))
    : undefined
  const answer = can(question.access, operation, {
    ...PLAIN_CALL,
    collection: collection ?? ANY,
    lookups: question.lookups,
    detached: found.query.get('wait') === 'false',
    enforceInternalAuth: true,
    version,
  })
  return {
    operation: operation.name,
    collection: collection ?? null,
    allowed: answer.allowed,
    httpStatus: answer.httpStatus,
    grpcStatus: answer.grpcStatus,
    reason: reasonOf(answer, operation, version),
    requirement: requirementOf(operation, version),
  }
}

/** Every public operation that the server version has, in the order of the table. */
export function capabilities(question: CapabilityQuestion, version: string): Capability[] {
  return allOperations()
    .filter((operation) => operation.port !== 'p2p' && !operation.staging && isThere(operation, version))
    .map((operation) =>
      capability({ operation, collection: undefined, query: new URLSearchParams() }, question, version),
    )
}

/** Stands for the name of a collection where none is known. */
const ANY = 'NAME'

const aboutCollection = ({ requirement }: Operation): boolean => requirement.startsWith('C')

/** A token that names collections is judged for the first of them, anything else for a name that stands for any. */
const firstCollection = (access: Access | undefined): string | undefined =>
  typeof access === 'string' || access === undefined ? undefined : access[0]?.collection

function reasonOf(
  { message, allowed, effective }: CallAnswer,
  operation: Operation,
  version: string,
): string {
  if (message !== '') return message
  if (!isThere(operation, version))
    return `Qdrant ${version} does not have it: it came with ${operation.since}`
  if (!effective) return 'answered, but nothing is done: the check comes after the answer'
  return allowed === 'filtered' ? 'the answer shows only what the credential may see' : ''
}

/** The smallest grant that would have allowed it, as flags of `jwt mint`; undefined where nothing would. */
export function smallestGrant(
  { requirement, collection }: Capability,
  version: string,
  lookups: readonly string[] = [],
): string | undefined {
  const of = (level: string) => {
    const others = lookups.filter((name) => name !== collection).map((name) => `${name}=read`)
    return [`${collection ?? ANY}=${level}`, ...others].map((grant) => `--collection ${grant}`).join(' ')
  }
  switch (requirement) {
    case 'WL':
      return undefined
    case 'AUTHN':
    case 'NONE':
    case 'FILTER':
      return 'any key or token'
    case 'G':
      return '--access read'
    case 'C':
    case 'CF':
    case 'CX':
      return of('read')
    case 'CW':
      return of(has(version, 'pointsAccess') ? 'points' : 'read-write')
    case 'CWX':
      return of('read-write')
    default:
      return '--access manage'
  }
}
