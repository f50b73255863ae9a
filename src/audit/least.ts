import { denial, type RequirementClass } from '../qdrant/access/requirement.ts'
import type { Access, CollectionMode } from '../qdrant/token/access.ts'
import { has } from '../qdrant/versions.ts'

/** Something a caller did that its access has to allow. */
export interface Need {
  requirement: RequirementClass
  /** Null where the operation is about none. */
  collection: string | null
}

/** The smallest access that allows all of it, judged by the server's own rules. */
export function leastAccess(needs: readonly Need[], version: string): Access {
  const collections = [...new Set(needs.flatMap(({ collection }) => collection ?? []))].sort()
  const entries = collections.map((collection) => ({
    collection,
    mode: modesOf(version).find((mode) =>
      needs.every((need) => need.collection !== collection || isAllowed([{ collection, mode }], need)),
    ),
  }))
  const listed = entries.flatMap(({ collection, mode }) => (mode === undefined ? [] : [{ collection, mode }]))
  const candidates: Access[] = [listed, 'read', 'manage']
  return candidates.find((access) => needs.every((need) => isAllowed(access, need))) ?? 'manage'
}

/** From the least to the most. Without indexes and snapshots is less than with them. */
const modesOf = (version: string): CollectionMode[] =>
  has(version, 'pointsAccess') ? ['r', 'prw', 'rw'] : ['r', 'rw']

const isAllowed = (access: Access, { requirement, collection }: Need): boolean =>
  denial(access, requirement, collection ?? '') === undefined
