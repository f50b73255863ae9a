import type { Access } from '../token/access.ts'
import { has, NEWEST_VERSION } from '../versions.ts'
import type { Operation } from './find.ts'
import { isThere, requirementOf } from './history.ts'
import { denial, isFiltered } from './requirement.ts'

/** What the call is about, beside the operation itself. */
export interface CallContext {
  /** Name in the request; an alias is not resolved here. */
  collection: string
  /** No collection and no alias has the name. */
  missing: boolean
  /** Collections that the body names, in the server's order: `lookup_from`, those of each prefetch, `with_lookup`. */
  lookups: readonly string[]
  /** `wait=false` in the query. */
  detached: boolean
  /** A batch of updates without any in it: REST and the node port answer 200 before they check. */
  emptyBatch: boolean
  /** Only for the node port. */
  enforceInternalAuth: boolean
  /** The server's. */
  version: string
}

export const PLAIN_CALL: Omit<CallContext, 'collection'> = {
  missing: false,
  lookups: [],
  detached: false,
  emptyBatch: false,
  enforceInternalAuth: false,
  version: NEWEST_VERSION,
}

export interface CallAnswer {
  allowed: boolean | 'filtered'
  httpStatus: number
  grpcStatus:
    | 'OK'
    | 'PERMISSION_DENIED'
    | 'UNAUTHENTICATED'
    | 'INVALID_ARGUMENT'
    | 'NOT_FOUND'
    | 'UNIMPLEMENTED'
  /** The server's whole text; empty when allowed. */
  message: string
  form: 'json' | 'text' | undefined
  /** Nothing is done although the answer says so (`wait=false`). */
  effective: boolean
}

/** What a call is answered once its credential was accepted (`undefined`: none was sent). */
export function can(access: Access | undefined, operation: Operation, call: CallContext): CallAnswer {
  const requirement = requirementOf(operation, call.version)
  const isOpen =
    requirement === 'WL' ||
    (operation.port === 'p2p' && !(call.enforceInternalAuth && has(call.version, 'enforceInternalAuth')))
  if (!isOpen && access === undefined) return NO_CREDENTIAL
  if (!isThere(operation, call.version)) return NOT_THERE
  if (isOpen || access === undefined) return ALLOWED
  if (call.emptyBatch) return operation.port === 'grpc' ? EMPTY_BATCH : ALLOWED
  if (call.missing && isLookedFor(operation, call) && denial(access, 'C', call.collection) === undefined)
    return noCollection(call.collection)
  const reason =
    denial(access, requirement, call.collection) ??
    call.lookups.map((other) => denial(access, 'C', other)).find((text) => text !== undefined)
  if (call.detached && operation.detached)
    return { ...ALLOWED, httpStatus: 202, effective: reason === undefined }
  if (reason !== undefined) {
    return {
      allowed: false,
      httpStatus: 403,
      grpcStatus: 'PERMISSION_DENIED',
      message: `Forbidden: ${reason}`,
      form: operation.plainText ? 'text' : 'json',
      effective: false,
    }
  }
  return isFiltered(access, requirement) ? { ...ALLOWED, allowed: 'filtered' } : ALLOWED
}

/** What checks strict mode needs the collection's settings, and read access is all that it asks for. */
const isLookedFor = (operation: Operation, { lookups }: CallContext): boolean =>
  operation.looksFirst || lookups.length > 0

const ALLOWED: CallAnswer = {
  allowed: true,
  httpStatus: 200,
  grpcStatus: 'OK',
  message: '',
  form: undefined,
  effective: true,
}

const NO_CREDENTIAL: CallAnswer = {
  allowed: false,
  httpStatus: 401,
  grpcStatus: 'UNAUTHENTICATED',
  message: 'Must provide an API key or an Authorization bearer token',
  form: 'text',
  effective: false,
}

/** To a route or method it does not know. */
const NOT_THERE: CallAnswer = {
  allowed: false,
  httpStatus: 404,
  grpcStatus: 'UNIMPLEMENTED',
  message: '',
  form: undefined,
  effective: false,
}

const EMPTY_BATCH: CallAnswer = {
  ...ALLOWED,
  allowed: true,
  httpStatus: 400,
  grpcStatus: 'INVALID_ARGUMENT',
  effective: false,
}

/** To anybody who may read it; whether the call would have been allowed is not told. */
const noCollection = (name: string): CallAnswer => ({
  ...ALLOWED,
  httpStatus: 404,
  grpcStatus: 'NOT_FOUND',
  message: `Not found: Collection \`${name}\` doesn't exist!`,
  form: 'json',
  effective: false,
})
