import type { EmitOptions } from './target.ts'

/** What a proxy lets through; every pattern is a regular expression over the whole path that nginx, haproxy and Traefik read alike. */
export interface Routes {
  readonly rest: readonly string[]
  /** Looked at before `rest`. */
  readonly refused: readonly string[]
  readonly grpc: string
}

/** Snapshots lie below their collection, and hold all of it. */
const COLLECTION_SNAPSHOTS = '^/collections/[^/]+/(shards/[^/]+/)?snapshots(/|$)'

export function routesOf({ allow }: EmitOptions): Routes {
  const snapshots = allow.includes('snapshots')
  const areas = ['collections', 'aliases', ...allow]
  const services = ['Points', 'Collections', 'Qdrant', ...(snapshots ? ['Snapshots'] : [])]
  return {
    rest: ['^/(healthz|livez|readyz)?$', `^/(${areas.join('|')})(/|$)`],
    refused: snapshots ? [] : [COLLECTION_SNAPSHOTS],
    grpc: `^/(qdrant\\.(${services.join('|')})|grpc\\.health\\.v1\\.Health)/`,
  }
}
