import { GRPC_OPERATIONS, type OperationRow, P2P_OPERATIONS, REST_OPERATIONS } from './operations.ts'
import type { RequirementClass } from './requirement.ts'

/** Where a call arrives. The metrics port asks for nothing; the node port only with enforce_internal_auth. */
export type Port = 'rest' | 'grpc' | 'p2p'

export interface Operation {
  name: string
  port: Port
  requirement: RequirementClass
  since: string
  operationId: string | undefined
  auditMethod: string | undefined
  /** A denial comes as plain text instead of JSON. */
  plainText: boolean
  /** With `wait=false` the answer is 202 for everybody; the check comes later and in silence. */
  detached: boolean
  /** Whoever may read a collection is told that it is not there before write access is checked. */
  looksFirst: boolean
  staging: boolean
}

/** An operation with what a concrete path filled in: `{collection_name}` → `docs`. */
export interface FoundOperation {
  operation: Operation
  collection: string | undefined
  query: URLSearchParams
}

export function allOperations(): Operation[] {
  return [
    ...REST_OPERATIONS.map((row) => fromRow(row, 'rest')),
    ...GRPC_OPERATIONS.map((row) => fromRow(row, 'grpc')),
    ...P2P_OPERATIONS.map((row) => fromRow(row, 'p2p')),
  ]
}

function fromRow(
  [name, requirement, since, operationId, auditMethod, marks = '']: OperationRow,
  port: Port,
): Operation {
  const marked = (mark: string) => marks.split(' ').includes(mark)
  return {
    name,
    port,
    requirement,
    since,
    operationId: operationId ?? undefined,
    auditMethod: auditMethod ?? undefined,
    plainText: marked('text'),
    detached: marked('detached'),
    looksFirst: marked('looks'),
    staging: marked('staging'),
  }
}

/**
 * `GET /collections/{collection_name}`, `GET /collections/docs`, `qdrant.Points/Upsert`, `Points/Upsert` or an OpenAPI
 * operation id such as `upsert_points`. The node port is searched last: its methods repeat public names.
 */
export function findOperation(text: string): FoundOperation | undefined {
  const rest = /^([A-Za-z]+)\s+(\/\S*)$/.exec(text.trim())
  if (rest !== null) return findRoute(rest[1]?.toUpperCase() ?? '', rest[2] ?? '')
  const name = text.trim().replace(/^\//, '')
  const operation = allOperations().find(
    (known) =>
      (known.port !== 'rest' && (known.name === name || known.name === `qdrant.${name}`)) ||
      known.operationId === name,
  )
  return operation && { operation, collection: undefined, query: new URLSearchParams() }
}

function findRoute(method: string, target: string): FoundOperation | undefined {
  // The server cuts a fragment off, joins slashes and drops the last one.
  const [given = '', query = ''] = target.replace(/#.*/, '').split('?', 2)
  const path = given.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')
  const found = allOperations()
    .filter(({ port, name }) => port === 'rest' && name.startsWith(`${method} `))
    .map((operation) => ({ operation, match: matchRoute(routeOf(operation.name), path) }))
    .filter(({ match }) => match !== undefined)
    // The route with the most fixed words wins: /points/scroll before /points/{id}.
    .sort((a, b) => variables(a.operation.name) - variables(b.operation.name))[0]
  if (found === undefined) return undefined
  const { operation } = found
  // The list of open routes is compared with the path as it was sent: `/%68ealthz` finds its route, but with a credential only.
  const isOpen = BELOW.test(operation.name) || path === routeOf(operation.name)
  return {
    operation: operation.requirement === 'WL' && !isOpen ? { ...operation, requirement: 'AUTHN' } : operation,
    collection: found.match?.collection_name,
    query: new URLSearchParams(query),
  }
}

const routeOf = (name: string): string => name.slice(name.indexOf(' ') + 1)

const variables = (name: string): number => name.split('{').length

/** A route that ends so is a prefix. */
const BELOW = / \(and everything below\)$/

/** Values of the route's variables, or undefined. */
function matchRoute(route: string, path: string): Record<string, string> | undefined {
  if (BELOW.test(route)) {
    const prefix = route.replace(BELOW, '')
    return path === prefix || path.startsWith(`${prefix}/`) ? {} : undefined
  }
  const [wanted, given] = [route.split('/'), path.split('/')]
  if (wanted.length !== given.length) return undefined
  const values: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    const variable = /^\{(.+)\}$/.exec(part)?.[1]
    if (variable === undefined ? part !== decode(value) : value === '') return undefined
    if (variable !== undefined) values[variable] = /^\{.+\}$/.test(value) ? '' : decode(value)
  }
  // The route itself was given, so no collection is named.
  if (values.collection_name === '') delete values.collection_name
  return values
}

/** Bytes that are no UTF-8 become U+FFFD; a `%` without two digits after it stays. */
const decode = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString())
