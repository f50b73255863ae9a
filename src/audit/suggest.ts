import { type AccessDiff, diffAccess } from '../jwt/diff.ts'
import { type Permission, permissionsOf } from '../jwt/words.ts'
import { collectionInPath, requirementOfMethod } from '../qdrant/access/audited.ts'
import type { RequirementClass } from '../qdrant/access/requirement.ts'
import type { Access } from '../qdrant/token/access.ts'
import { rfc3339 } from '../rfc3339.ts'
import { leastAccess, type Need } from './least.ts'
import type { Deed, Tally } from './tally.ts'

/** The JSON of `audit suggest`, beside the envelope. */
export interface Suggestion {
  events: number
  denied: number
  firstSeen: string
  lastSeen: string
  /** Empty where any token may do what was done. */
  suggested: Permission[]
  /** What the token allows now, and what of it nobody used; null where no token is known. */
  current: { from: string; permissions: Permission[]; unused: AccessDiff['lost'] } | null
  needs: { operation: string; collection: string | null; requirement: RequirementClass; events: number }[]
  /** What was tried and denied: not part of the suggestion unless it was asked for. */
  refused: { operation: string; collection: string | null; error: string | null; events: number }[]
  /** What the log does not say and the suggestion may lack. */
  gaps: string[]
  blindSpots: readonly string[]
  /** Line for `jwt mint`; null where there is nothing to grant. */
  mintCommand: string | null
}

/** What no audit log shows (lib/storage/src/audit.rs and the checks before it). */
export const BLIND_SPOTS = [
  'most denials for a collection that a token does not list are not logged: what was tried in vain there is missing',
  '"ok" says that the call was let in, not that it succeeded, nor what was in it: where a search looks something up in another collection (lookup_from, with_lookup), the token needs that one too',
  '/metrics, /telemetry and health calls are never logged; /metrics needs read access to everything',
  'the server drops events when it is overloaded, and deletes old files: seldom jobs may lie outside the log',
  'collections and aliases are named as the client named them, and a token must name them so',
  'nodes log what other nodes ask of them as well: that is left out, as it needs no rights of the caller',
]

export interface SuggestRequest {
  tally: Tally
  /** Grants what was denied as well. */
  withDenied: boolean
  current: { from: string; access: Access } | undefined
  serverVersion: string
}

/** `command` is left to whoever knows the command line. */
export function suggestAccess(request: SuggestRequest): Omit<Suggestion, 'mintCommand'> & { access: Access } {
  const { tally, withDenied, current, serverVersion } = request
  const deeds = [...tally.deeds({ denied: false }), ...tally.deeds({ denied: true })].filter(
    ({ nodeToNode }) => !nodeToNode,
  )
  const done = deeds.filter(({ denied }) => withDenied || !denied)
  const judged = done.map(judge)
  const needs = judged.flatMap(({ needs }) => needs ?? [])
  const access = leastAccess(needs, serverVersion)
  return {
    events: tally.events,
    denied: tally.denied,
    firstSeen: rfc3339(new Date(tally.first)),
    lastSeen: rfc3339(new Date(tally.last)),
    suggested: permissionsOf(access),
    current: current === undefined ? null : compared(current, access, serverVersion),
    needs: merged(needs),
    refused: withDenied ? [] : deeds.filter(({ denied }) => denied).map(refusal),
    gaps: [...new Set(judged.flatMap(({ gap }) => gap ?? []))],
    blindSpots: BLIND_SPOTS,
    access,
  }
}

interface Judged {
  needs?: (Need & { operation: string; events: number })[]
  gap?: string
}

/** A search that looks something up in a second collection is denied by the name of that one, and logged under the first. */
const DENIED_COLLECTION = /^Forbidden: Access to collection (.*) is required$/s

function judge(deed: Deed): Judged {
  const { events } = deed
  if (deed.operation === undefined)
    return { gap: 'there were too many different operations to keep them apart' }
  const operation = deed.operation ?? ''
  const requirement = requirementOfMethod(operation)
  if (requirement === undefined)
    return { gap: `${operation}: this tool does not know what it needs, and left it out` }
  const collection = collectionOf(deed)
  if (requirement.startsWith('C') && collection === null)
    return { gap: `${operation}: the log does not say on which collection; add it to the claim` }
  if (!requirement.startsWith('C')) return { needs: [{ operation, requirement, events, collection: null }] }
  const lookedUp = DENIED_COLLECTION.exec(deed.error ?? '')?.[1]
  return {
    needs: [
      { operation, requirement, events, collection },
      ...(lookedUp === undefined || lookedUp === collection
        ? []
        : [{ operation, requirement: 'C' as const, events, collection: lookedUp }]),
    ],
  }
}

/** Operations on indexes and vectors are logged without their collection; the path of a REST call has it. */
const collectionOf = ({ collection, api }: Deed): string | null =>
  collection ?? (api == null ? null : (collectionInPath(api) ?? null))

/** Calls from several addresses are one need. */
function merged(needs: readonly (Need & { operation: string; events: number })[]): Suggestion['needs'] {
  const found = new Map<string, Suggestion['needs'][number]>()
  for (const { operation, collection, requirement, events } of needs) {
    const key = JSON.stringify([operation, collection])
    const known = found.get(key)
    if (known === undefined) found.set(key, { operation, collection, requirement, events })
    else known.events += events
  }
  return [...found.values()].sort((a, b) => b.events - a.events)
}

const refusal = (deed: Deed): Suggestion['refused'][number] => ({
  operation: deed.operation ?? '',
  collection: collectionOf(deed),
  error: deed.error ?? null,
  events: deed.events,
})

function compared(
  { from, access }: { from: string; access: Access },
  suggested: Access,
  version: string,
): Suggestion['current'] {
  const { lost } = diffAccess(access, suggested, version)
  return { from, permissions: permissionsOf(access), unused: lost }
}
