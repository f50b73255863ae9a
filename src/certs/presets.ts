import { QdrantAuthError } from '../errors.ts'
import type { Subject } from './plan.ts'

export interface HelmRelease {
  release: string
  namespace: string
  replicas: number
  clusterDomain?: string
}

/** Kubernetes' own limit for a name that becomes a label (RFC 1123). */
const LONGEST = 63

/** Pods there may be after a scaling up, before anybody thinks of certificates. */
const HEADROOM = 2

/**
 * The one certificate that all pods of a release share (the chart mounts one Secret): the service, and every pod under
 * its short name, which the chart puts into --uri, and its longer ones. A wildcard would match none of the short ones.
 */
export function helmNode({
  release,
  namespace,
  replicas,
  clusterDomain = 'cluster.local',
}: HelmRelease): Subject {
  for (const [what, name] of [
    ['a release', release],
    ['a namespace', namespace],
  ] as const) {
    if (!/^[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?$/.test(name)) {
      throw new QdrantAuthError('bad-value', `${JSON.stringify(name)} cannot be the name of ${what}`, {
        hints: ['small letters, digits and dashes, at most 53'],
      })
    }
  }
  const full = fullName(release)
  const under = (host: string): string[] => [
    host,
    `${host}.${namespace}`,
    `${host}.${namespace}.svc`,
    `${host}.${namespace}.svc.${clusterDomain}`,
  ]
  const pods = Array.from({ length: replicas + HEADROOM }, (_, index) => `${full}-${index}.${full}-headless`)
  return { name: full, names: [full, `${full}-headless`, ...pods].flatMap(under) }
}

/** The chart's `qdrant.fullname`: the release where it says qdrant already. */
const fullName = (release: string): string =>
  (release.includes('qdrant') ? release : `${release}-qdrant`).slice(0, LONGEST).replace(/-$/, '')
