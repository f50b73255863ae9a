import type { Access, CollectionMode } from '../token/access.ts'

/**
 * What an operation demands: WL nothing, AUTHN any credential, NONE the same (internal calls), FILTER any credential with
 * a result cut to it; G global read, GM manage, GW write; C a collection, with F filtered result, W write, M manage,
 * X extras (snapshots, payload indexes, cluster details).
 */
export type RequirementClass =
  | 'WL'
  | 'AUTHN'
  | 'NONE'
  | 'FILTER'
  | 'G'
  | 'GM'
  | 'GW'
  | 'C'
  | 'CF'
  | 'CW'
  | 'CX'
  | 'CWX'
  | 'CWMX'

/** The requirement as a person says it. */
export const REQUIREMENT_WORDS: Record<RequirementClass, string> = {
  WL: 'nothing',
  AUTHN: 'any credential',
  NONE: 'any credential',
  FILTER: 'any credential, and shows only what it may see',
  G: 'read access to everything',
  GM: 'manage access',
  GW: 'manage access',
  C: 'read access to the collection',
  CF: 'read access to the collection, and shows only what the credential may see',
  CW: 'write access to the collection',
  CX: 'read access to the collection beyond its points',
  CWX: 'write access to the collection beyond its points',
  CWMX: 'manage access',
}

/** The reason of a denial, as the server words it after `Forbidden: `; undefined when the access is enough. */
export function denial(
  access: Access,
  requirement: RequirementClass,
  collection: string,
): string | undefined {
  const needs = needsOf(requirement)
  if (needs === undefined || access === 'manage') return undefined
  if (access === 'read') return needs.write || needs.manage ? 'Global manage access is required' : undefined
  if (needs.scope === 'global') return 'Global access is required'
  const entry = access.find((listed) => listed.collection === collection)
  if (entry === undefined) return `Access to collection ${collection} is required`
  return collectionDenial(entry.mode, needs, collection)
}

interface Needs {
  scope: 'global' | 'collection'
  write: boolean
  manage: boolean
  extras: boolean
}

function needsOf(requirement: RequirementClass): Needs | undefined {
  if (['WL', 'AUTHN', 'NONE', 'FILTER'].includes(requirement)) return undefined
  const has = (letter: string) => requirement.slice(1).includes(letter)
  return {
    scope: requirement.startsWith('G') ? 'global' : 'collection',
    write: has('W'),
    manage: has('M'),
    extras: has('X'),
  }
}

/** The order of the checks decides which reason is given (storage/src/rbac/mod.rs, CollectionAccessView). */
function collectionDenial(mode: CollectionMode, needs: Needs, collection: string): string | undefined {
  if (needs.extras && mode === 'prw') return `Only points access is allowed for collection ${collection}`
  if (needs.write && mode === 'r') return `Write access to collection ${collection} is required`
  return needs.manage ? 'Manage access for this operation is required' : undefined
}

/** Whether a credential of this access sees a cut result. */
export const isFiltered = (access: Access, requirement: RequirementClass): boolean =>
  typeof access !== 'string' && (requirement === 'FILTER' || requirement === 'CF')
