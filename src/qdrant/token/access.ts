/** What a credential may do, as the server holds it (storage/src/rbac/mod.rs). */
export type Access = 'manage' | 'read' | readonly CollectionAccess[]

export interface CollectionAccess {
  /** Compared with the name in the request as it is: no wildcard, and an alias is a name of its own. */
  collection: string
  mode: CollectionMode
}

export type CollectionMode = (typeof COLLECTION_MODES)[number]

/** Read, read and write, read and write points only. */
export const COLLECTION_MODES = ['r', 'rw', 'prw'] as const
