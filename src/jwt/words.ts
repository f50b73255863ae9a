import type { Access } from '../qdrant/token/access.ts'
import { shown } from '../shown.ts'

/** A line of what a token permits; `collection` is `*` where it is not limited to one. */
export interface Permission {
  collection: string
  access: 'manage' | 'read' | 'read-write' | 'points'
}

const MODE_WORDS = { r: 'read', rw: 'read-write', prw: 'points' } as const

export function permissionsOf(access: Access): Permission[] {
  if (typeof access === 'string') return [{ collection: '*', access }]
  return access.map(({ collection, mode }) => ({ collection, access: MODE_WORDS[mode] }))
}

const SENTENCES: Record<Permission['access'], (collection: string) => string> = {
  manage: () => 'everything: read, write, create and delete all collections, and manage the cluster',
  read: (name) =>
    name === '*' ? 'read everything, snapshots of all data included' : `read ${name}, its snapshots included`,
  'read-write': (name) => `read and write ${name}, its indexes and snapshots (not create or delete it)`,
  points: (name) => `read and write the points of ${name} (no indexes, no snapshots)`,
}

/** The permissions as sentences of one line. */
export function inSentences(permissions: readonly Permission[]): string[] {
  if (permissions.length === 0)
    return ['nothing but calls that need no right, such as listing no collections']
  return permissions.map(({ collection, access }) => SENTENCES[access](shown(collection)))
}
