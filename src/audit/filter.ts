import { type AuditEvent, isNodeCall, timeOf } from './event.ts'
import type { Predicate } from './field.ts'

/** Which events count; a field that is not named here takes all. Times in milliseconds since 1970. */
export interface Filter {
  since?: number | undefined
  /** Exclusive. */
  until?: number | undefined
  subject?: Predicate | undefined
  address?: Predicate | undefined
  collection?: Predicate | undefined
  operation?: Predicate | undefined
  authType?: Predicate | undefined
  denied: boolean
  /** Leaves out what nodes ask each other. */
  clientsOnly: boolean
}

/** Whether an event counts; a `Tally` asks the same of the bytes of many. */
export function isWanted(event: AuditEvent, filter: Filter): boolean {
  const takes = (predicate: Predicate | undefined, text: string | null | undefined) =>
    predicate?.(text ?? null) !== false
  const time = timeOf(event.timestamp)
  return (
    time >= (filter.since ?? Number.NEGATIVE_INFINITY) &&
    time < (filter.until ?? Number.POSITIVE_INFINITY) &&
    (!filter.denied || event.result === 'denied') &&
    !(filter.clientsOnly && isNodeCall(event)) &&
    takes(filter.subject, event.subject) &&
    takes(filter.address, event.remote) &&
    takes(filter.collection, event.collection) &&
    takes(filter.operation, event.method ?? event.api) &&
    takes(filter.authType, event.auth_type)
  )
}
