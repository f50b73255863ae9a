import type { Access } from '../qdrant/token/access.ts'
import { capabilities } from './capability.ts'
import { type Permission, permissionsOf } from './words.ts'

/** A call on a collection (`*`: any other one, or none). */
export interface Call {
  operation: string
  collection: string
}

export interface AccessDiff {
  before: Permission[]
  after: Permission[]
  gained: Call[]
  lost: Call[]
}

/** Stands for every collection that neither token names. */
const ANY_OTHER = '*'

/** What one access allows and the other does not, operation by operation, for every collection either names. */
export function diffAccess(before: Access, after: Access, version: string): AccessDiff {
  const [old, now] = [callsOf(before, after, version), callsOf(after, before, version)]
  return {
    before: permissionsOf(before),
    after: permissionsOf(after),
    gained: [...now.values()].filter((call) => !old.has(keyOf(call))),
    lost: [...old.values()].filter((call) => !now.has(keyOf(call))),
  }
}

function callsOf(access: Access, other: Access, version: string): Map<string, Call> {
  const calls = new Map<string, Call>()
  for (const collection of [...namesIn(access), ...namesIn(other), ANY_OTHER]) {
    for (const { operation, allowed, collection: about } of capabilities(
      { access, collection, lookups: [] },
      version,
    )) {
      const call = { operation, collection: about === null ? ANY_OTHER : collection }
      if (allowed !== false) calls.set(keyOf(call), call)
    }
  }
  return calls
}

const namesIn = (access: Access): string[] =>
  typeof access === 'string' ? [] : access.map(({ collection }) => collection)

const keyOf = ({ operation, collection }: Call): string => `${operation}\n${collection}`
